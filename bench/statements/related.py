"""Pieces of reports with the relations that their words claim, one a line behind the piece."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.statements.labelled import Finder, Labelled, Place, narrow
from bench.statements.tagged import PARAGRAPHS, PIECE
from gouji.extract.prose.declared_units import measured_passages
from gouji.extract.prose.spoken import spoken
from gouji.extract.statements.figure_context import contexts
from gouji.normalize.document import correct
from gouji.ocr.document import read_document

LINE = re.compile(r"^> (?P<wrong>! )?(?P<form>[a-z-]+) (?P<result>\S+) = (?P<operands>.+?)(?: ~ .*)?$")
KIND = {
    "part": "share", "up": "growth", "down": "decline", "less": "difference", "multiple": "multiple",
    "average": "average", "product": "product",
}  # fmt: skip
"""The kind of ratio of each form; the other forms are not told by two figures alone."""


def related() -> Iterator[Labelled]:
    """All pieces of all files, as texts whose truth is their breakdowns and ratios."""
    for path in sorted(PARAGRAPHS.glob("q*.txt")):
        parts = PIECE.split(path.read_text(encoding="utf-8"))
        for number, (year, piece) in enumerate(zip(parts[1::2], parts[2::2], strict=True)):
            yield _labelled(f"{path.stem}/{number}", piece, int(year))


def _labelled(name: str, piece: str, year: int) -> Labelled:
    lines = piece.strip().splitlines()
    found = [match for line in lines if (match := LINE.match(line))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "piece.txt"
        path.write_text("\n".join(line for line in lines if not line.startswith(">")), encoding="utf-8")
        paragraphs = spoken(correct(read_document(path)).paragraphs)
    parts = measured_passages(paragraphs, year)
    every = contexts(parts)
    truth = {
        "breakdowns": [*map(_breakdown, (m for m in found if m["form"] == "sum"))],
        "ratios": [*map(_ratio, (m for m in found if m["form"] != "sum"))],
        "errors": [],
    }
    return Labelled(name, parts, every, year, truth, [p.text for p in paragraphs], _Finder(parts, every))


def _breakdown(match: re.Match[str]) -> dict[str, object]:
    parts = [_place(each) for each in match["operands"].split(" + ")]
    return {"whole": _place(match["result"]), "parts": parts, "closed": True, "holds": not match["wrong"]}


def _ratio(match: re.Match[str]) -> dict[str, object]:
    kind = KIND.get(match["form"])
    operands = re.split(r" [/*-] ", match["operands"])
    both = kind is not None and len(operands) == 2
    return {
        "kind": kind or "other", "result": _place(match["result"]),
        "holds": not match["wrong"],
        "of": _place(operands[0]) if both else None, "base": _place(operands[1]) if both else None,
    }  # fmt: skip


def _place(figure: str) -> Place:
    return {"figure": figure.strip()}


class _Finder(Finder):
    """Tells the order of a figure by its print, the second one of a print as 760户#2; None if it is no figure."""

    def __call__(self, place: Place | None) -> int | None:
        if place is None:
            return None
        figure, _, number = place["figure"].partition("#")
        words = narrow(re.sub(r"\s+", "", figure))
        found = [*re.finditer(rf"(?<![\d.,]){re.escape(words)}", self.text)]
        wanted = int(number or 1) - 1
        return self.order_at(*found[wanted].span()) if wanted < len(found) else None
