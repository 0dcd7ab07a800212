"""A table while another program's marks are read: its cells, the places that are taken, the row that is being filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Grid, Line


@dataclass(slots=True)
class TableBuilder:
    """Takes rows and cells in the order of the text; `grid` gives the table."""

    cells: list[Cell] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    row: int = -1
    open: Cell | None = None

    def begin_row(self) -> None:
        """Opens the next row."""
        self.row, self.open = self.row + 1, None

    def begin_cell(self, number: int | None, rowspan: int = 1, colspan: int = 1) -> None:
        """Opens the next cell of the row, right of what reaches down into it. `number` is the line of the text."""
        self.row = max(self.row, 0)
        col = 0
        while (self.row, col) in self.taken:
            col += 1
        self.taken |= {(self.row + down, col + right) for down in range(rowspan) for right in range(colspan)}
        self.open = Cell(self.row, col, [Line([], number=number)], None, None, rowspan, colspan)
        self.cells.append(self.open)

    def is_covered(self, column: int) -> bool:
        """Whether a cell of a row above reaches down over this place of the open row."""
        return (self.row, column) in self.taken and all((c.row, c.col) != (self.row, column) for c in self.cells)

    def begin_line(self, number: int | None) -> None:
        """Begins a further line of print in the open cell, if one is open."""
        if self.open is not None:
            self.open.lines.append(Line([], number=number))

    def add(self, glyphs: Sequence[Glyph], number: int | None) -> None:
        """Puts print into the open cell."""
        if self.open is None or not glyphs:
            return
        if self.open.lines[-1].number != number and self.open.lines[-1].glyphs:
            self.open.lines.append(Line([], number=number))
        self.open.lines[-1].number = number
        self.open.lines[-1].glyphs += glyphs

    def grid(self) -> Grid | None:
        """The table; None if it has no print."""
        for cell in self.cells:
            cell.lines = [line for line in map(_stripped, cell.lines) if line.glyphs]
        high = 1 + max((cell.row for cell in self.cells), default=0)
        for cell in self.cells:
            cell.rowspan = min(cell.rowspan, high - cell.row)
        return Grid(self.cells, None, None) if any(cell.lines for cell in self.cells) else None


def _stripped(line: Line) -> Line:
    """The line without blanks at its ends."""
    kept = line.text.strip()
    start = line.text.find(kept)
    return replace(line, glyphs=line.glyphs[start : start + len(kept)])
