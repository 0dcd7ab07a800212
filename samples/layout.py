"""Setting type: paragraphs become lines of placed characters, as the format for official papers asks (28 x 22)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

Advance = Callable[[str, str], float]
"""How wide a character of a face is, in ems."""

MEASURE = 28
"""Characters in a full line (GB/T 9704)."""
INDENT = 2
CLOSING = "，。、；：？！）》”’%％"
OPENING = "（《“‘"
GAP = 0.15
"""Ems between a Chinese character and a digit or letter, where the paper was set with that gap."""
ATOM = re.compile(r"[0-9A-Za-z.,\-]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Placed:
    """One character of a line: its face, and where it starts and how wide it is, in ems from the left margin."""

    char: str
    face: str
    x: float
    width: float


@dataclass(slots=True)
class SetLine:
    """One printed line. `text` is what is printed, without the indent."""

    placed: list[Placed] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters, left to right."""
        return "".join(p.char for p in self.placed)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as runs of (text, face)."""

    runs: tuple[tuple[str, str], ...]


Run = list[tuple[str, str]]


def set_lines(paragraph: Paragraph, advance: Advance, spaced: bool = False, measure: int = MEASURE) -> list[SetLine]:
    """The paragraph's lines of `measure` characters. No line begins with closing punctuation or ends with opening; figures are never split."""
    lines: list[SetLine] = []
    row: Run = []
    for atom in _atoms(paragraph):
        if row and _width(row + atom, advance, spaced) + (INDENT if not lines else 0) > measure + _squeeze(atom):
            lines.append(_place(row, advance, spaced, measure, first=not lines, full=True))
            row = []
        row = row + atom
    return [*lines, _place(row, advance, spaced, measure, first=not lines, full=False)] if row else lines


def _atoms(paragraph: Paragraph) -> Iterator[Run]:
    """Pieces that stay on one line: a character or a figure, with the punctuation that clings to it."""
    pending: Run = []
    for text, face in paragraph.runs:
        for match in ATOM.finditer(text):
            piece = [(char, face) for char in match.group()]
            if pending and match.group() not in CLOSING and pending[-1][0] not in OPENING:
                yield pending
                pending = []
            pending = pending + piece
    if pending:
        yield pending


def _squeeze(atom: Run) -> float:
    """A closing mark may stand half over the margin: it is half empty."""
    return 0.5 if atom[-1][0] in "，。、；：）》”" else 0.0


def _gap(left: str, right: str, spaced: bool) -> float:
    marks = CLOSING + OPENING
    if not spaced or left in marks or right in marks or left.isascii() == right.isascii():
        return 0.0
    return GAP


def _width(row: Run, advance: Advance, spaced: bool) -> float:
    gaps = sum(_gap(a[0], b[0], spaced) for a, b in pairwise(row))
    return sum(advance(char, face) for char, face in row) + gaps


def _place(row: Run, advance: Advance, spaced: bool, measure: int, first: bool, full: bool) -> SetLine:
    """The row from margin to margin: a full line is spread or pressed to end at the right margin."""
    x = float(INDENT if first else 0)
    slack = measure - x - _width(row, advance, spaced)
    if slack > 0 and row[-1][0] in "，。、；":
        slack += 0.3
    spread = slack / max(len(row) - 1, 1) if full else 0.0
    line = SetLine()
    for index, (char, face) in enumerate(row):
        if index:
            x += _gap(row[index - 1][0], char, spaced) + spread
        width = advance(char, face)
        line.placed.append(Placed(char, face, x, width))
        x += width
    return line
