"""Clean texts of reports by their writers: paragraphs as they reach the correction, and the names of each document."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.corpus.score import TEXTS
from bench.statements.fit import fitting_sources
from bench.statements.tagged import PARAGRAPHS, PIECE, TAG
from gouji.normalize.document import repeated_names
from gouji.normalize.layout.paragraphs import paragraphs
from gouji.normalize.text.width import fold_width
from gouji.ocr.document import read_document
from gouji.schemas.paragraph import Paragraph
from gouji.tables.find_tables import find_tables

CLAIM = re.compile(r"^>.*\n?", re.M)
"""A line of a fitting piece that says what is claimed; no text of a report."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """One document: its source, its paragraphs with normalised widths, and the names that it repeats."""

    source: str
    name: str
    paragraphs: list[str]
    known: frozenset[str]


def clean_texts(source: str) -> Iterator[CleanText]:
    """The texts of a source: `s01` of the labelled corpus, `p01` of the fitting pieces."""
    if source.startswith("s"):
        for path in sorted((TEXTS / source).glob("*.txt")):
            yield clean_text(path, source)
        return
    with tempfile.TemporaryDirectory() as folder:
        pieces = PIECE.split((PARAGRAPHS / f"{source}.txt").read_text(encoding="utf-8"))[2::2]
        for number, piece in enumerate(pieces):
            path = Path(folder) / f"{number:04}.txt"
            path.write_text(TAG.sub(lambda m: m["figure"], CLAIM.sub("", piece)).strip(), encoding="utf-8")
            yield clean_text(path, source)


def clean_text(path: Path, source: str = "") -> CleanText:
    """The document of one file."""
    document = find_tables(read_document(path))
    found = [Paragraph(fold_width(p.text), p.place) for p in paragraphs(document.pages)]
    return CleanText(source or path.parent.name, path.stem, [p.text.text for p in found], repeated_names(found))


def counting_sources() -> list[str]:
    """The writers whose pairs are counted and on whom the weights are fitted."""
    return fitting_sources() + [path.stem for path in sorted(PARAGRAPHS.glob("*.txt"))]
