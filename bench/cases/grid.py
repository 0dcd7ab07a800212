"""Typesets a table: its cells lie on a fine scale of columns, its rows grow with their text, and a page may end inside
it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from bench.cases.leaves import Leaf, Text
from bench.cases.sheet import Char, Line
from samples.layout import Advance

PIECE = re.compile(r"[（《“‘(]?(?:[0-9A-Za-z.,%\-]+|.)", re.DOTALL)
"""Text that is never broken: a figure, an opening bracket with what follows."""
CLINGING = "，。、；：？！）》”’%％"
LEADING = 1.32
"""Line pitch of a cell as a multiple of the font size."""


@dataclass(eq=False, slots=True)
class Cell:
    """One cell: the rows and columns (on the grid's scale) that it covers, its alignment and its typeface."""

    text: Text
    row: int
    left: int
    right: int
    rows: int = 1
    align: str = "centre"
    face: str = ""

    @property
    def last(self) -> int:
        """The row after its last one."""
        return self.row + self.rows


@dataclass(slots=True)
class Look:
    """The style of a table in points: font size, cell padding, weight of the inner and outer rulings; `rules` is full,
    three or none."""

    face: str
    size: float
    pad: float = 3.0
    tall: float = 3.0
    thin: float = 0.6
    thick: float = 0.6
    rules: str = "full"


@dataclass(slots=True)
class Grid:
    """A table before typesetting. `heads` are the header rows repeated on a continued page; `cut` allows a page break
    inside a row."""

    cells: list[Cell]
    scale: int
    look: Look
    heads: tuple[int, ...] = ()
    cut: bool = False
    breaks: tuple[int, ...] = ()

    @property
    def rows(self) -> int:
        """The number of rows."""
        return max(cell.last for cell in self.cells)


@dataclass
class SetGrid:
    """The table typeset to `width` points: the lines of every cell, the height of every row."""

    grid: Grid
    width: float
    advance: Advance
    heights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.heights = [0.0] * self.grid.rows
        room = self.grid.look.tall * 2
        for cell in sorted(self.grid.cells, key=lambda c: c.rows):
            need = len(self.lines[id(cell)]) * self.pitch + room
            short = need - sum(self.heights[cell.row : cell.last])
            if short > 0:
                for row in range(cell.row, cell.last):
                    self.heights[row] += short / cell.rows

    @property
    def pitch(self) -> float:
        """The line pitch inside a cell."""
        return self.grid.look.size * LEADING

    @cached_property
    def lines(self) -> dict[int, list[Line]]:
        """The lines of each cell by its id, each starting at 0."""
        return {id(cell): self._wrap(cell) for cell in self.grid.cells}

    def x(self, column: int) -> float:
        """The left edge of a column of the scale."""
        return self.width * column / self.grid.scale

    def _wrap(self, cell: Cell) -> list[Line]:
        look = self.grid.look
        room = self.x(cell.right) - self.x(cell.left) - 2 * look.pad
        return list(wrap(cell.text, cell.face or look.face, look.size, room, self.advance))


def wrap(text: Text, face: str, size: float, room: float, advance: Advance) -> Iterator[Line]:
    """The text in lines of at most `room` points. Figures stay unbroken if they fit. A newline breaks the line."""
    line: Line = []
    x = 0.0
    for piece, leaf in _pieces(text):
        width = 0.0 if piece == "\n" else sum(advance(char, face) for char in piece) * size
        if piece == "\n" or (line and x + width > room + 0.01 and piece not in CLINGING):
            yield line
            line, x = [], 0.0
        if piece == "\n":
            continue
        for char in piece:
            wide = advance(char, face) * size
            if line and x + wide > room + 0.01 and char not in CLINGING:
                yield line
                line, x = [], 0.0
            line.append(Char(char, face, size, x, 0.0, wide, leaf))
            x += wide
    yield line


def _pieces(text: Text) -> Iterator[tuple[str, Leaf | None]]:
    for part in text:
        leaf = part if isinstance(part, Leaf) else None
        for match in PIECE.finditer(part if isinstance(part, str) else part.text):
            yield match.group(), leaf
