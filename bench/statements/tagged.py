"""Tagged paragraphs: pieces of reports whose figures carry their role where they stand."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gouji.extract.prose.declared_units import measured_passages
from gouji.extract.statements.figure_context import Context, contexts
from gouji.normalize.document import correct
from gouji.ocr.document import read_document

PARAGRAPHS = Path(__file__).parents[1] / "corpus" / "paragraphs"
PIECE = re.compile(r"^### (\d{4})$", re.M)
TAG = re.compile(r"\{(?P<label>[A-Z]\.\w+)(?:@(?P<name>[^|}]*))?\|(?P<figure>[^}]*)\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: its source, its figures, its year, and the role and the name of each tagged figure by its order."""

    source: str
    every: list[Context]
    year: int
    roles: dict[int, str]
    names: dict[int, str]


def pieces() -> Iterator[Piece]:
    """All pieces of all files."""
    for path in sorted(PARAGRAPHS.glob("p*.txt")):
        parts = PIECE.split(path.read_text(encoding="utf-8"))
        for year, text in zip(parts[1::2], parts[2::2], strict=True):
            yield _piece(path.stem, text.strip(), int(year))


def _piece(source: str, text: str, year: int) -> Piece:
    plain, tags = "", []
    rest = 0
    for match in TAG.finditer(text):
        plain += text[rest : match.start()]
        tags.append((len(_tight(plain)), match))
        plain += match["figure"]
        rest = match.end()
    plain += text[rest:]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "piece.txt"
        path.write_text(plain, encoding="utf-8")
        parts = measured_passages(correct(read_document(path)).paragraphs, year)
    every = contexts(parts)
    begins = [0]
    for part in parts:
        begins.append(begins[-1] + len(_tight(part.text.text)))
    at: dict[int, int] = {}
    for context in every:
        before = _tight(context.passage.text.text[: context.figure.found.number_start])
        at[begins[context.paragraph] + len(before)] = context.order
    roles: dict[int, str] = {}
    names: dict[int, str] = {}
    for offset, match in tags:
        order = next((at[offset + shift] for shift in (0, 1, 2, 3, -1) if offset + shift in at), None)
        if order is not None:
            roles[order] = match["label"]
            if match["name"]:
                names[order] = match["name"]
    return Piece(source, every, year, roles, names)


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)
