"""A typeset page before it is rendered or scanned: characters and rulings in points, origin top left."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.cases.leaves import Box, Leaf

A4 = (595.28, 841.89)


@dataclass(frozen=True, slots=True)
class Char:
    """One character: its square begins at x, y; `leaf` is what it belongs to."""

    char: str
    face: str
    size: float
    x: float
    y: float
    width: float
    leaf: Leaf | None = None

    def moved(self, dx: float, dy: float) -> Char:
        """The same character at another position."""
        return Char(self.char, self.face, self.size, self.x + dx, self.y + dy, self.width, self.leaf)

    @property
    def box(self) -> Box:
        """The square that it fills."""
        return self.x, self.y, self.x + self.width, self.y + self.size * 1.02


Line = list[Char]


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling with its weight."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float


@dataclass(slots=True)
class Sheet:
    """One page. `lines` are in reading order, one printed line each; `folio` is its page number; `joined` lines
    continue on the next line."""

    width: float = A4[0]
    height: float = A4[1]
    lines: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    folio: Line = field(default_factory=list)
    cells: list[Box] = field(default_factory=list)
    """The part of every cell of a ruled table on this page."""

    @property
    def text(self) -> str:
        """The printed lines without the page number."""
        return "\n".join("".join(c.char for c in line) for line in self.lines if line)


def leaf_boxes(sheet: Sheet) -> list[tuple[Leaf, Box]]:
    """Every leaf on the sheet with its box, one for each line that it stands on."""
    found: list[tuple[Leaf, Box]] = []
    for line in sheet.lines:
        spans: dict[int, list[Char]] = {}
        for char in line:
            if char.leaf is not None:
                spans.setdefault(id(char.leaf), []).append(char)
        found += [(chars[0].leaf, _union([c.box for c in chars])) for chars in spans.values() if chars[0].leaf]
    return found


def _union(boxes: list[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
