"""Splits a table at page breaks: its slices, one per page, and the part of every cell in each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.cases.grid import Cell, SetGrid
from bench.cases.sheet import Line

EPSILON = 0.01


@dataclass(frozen=True, slots=True)
class Slice:
    """The table from `top` to `bottom` (points below its first ruling), on one page."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        """The height that it takes."""
        return self.bottom - self.top


def slices(table: SetGrid, first: float, other: float) -> list[Slice]:
    """Splits the table for `first` points on the first page and `other` on each further page. A row is split only if
    the grid allows it. Split rows grow by the height that the split needs. A row higher than a page stays whole and
    overflows."""
    made: list[Slice] = []
    start, y, room = 0.0, 0.0, first
    for row in range(len(table.heights)):
        height = table.heights[row]
        wanted = row in table.grid.breaks
        if (y + height - start > room or wanted) and (y > start or made == []):
            end = y + (_cut(table, row, room - (y - start)) if table.grid.cut and not wanted else 0.0)
            if end > y:
                table.heights[row] += 2 * table.grid.look.tall
            if end > start:
                made.append(Slice(start, end))
            start, room = end, other - repeated(table, end)
        y += table.heights[row]
    return [*made, Slice(start, y)]


def repeated(table: SetGrid, top: float) -> float:
    """The height of the header rows that a page beginning at `top` repeats; 0 before they have been printed."""
    rows = table.grid.heads
    return sum(table.heights[row] for row in rows) if rows and top > sum(table.heights[: rows[0]]) + EPSILON else 0.0


def _cut(table: SetGrid, row: int, room: float) -> float:
    """How much of the row fits before the page break: whole lines, at least one before and one after; 0 for none."""
    look, most = (
        table.grid.look,
        max((len(table.lines[id(c)]) for c in table.grid.cells if c.row == row and c.rows == 1), default=1),
    )
    fit = int((room - 2 * look.tall + EPSILON) / table.pitch)
    return 2 * look.tall + min(fit, most - 1) * table.pitch if most > 1 and fit >= 1 else 0.0


def parts(table: SetGrid, cell: Cell, cut: list[Slice]) -> Iterator[tuple[int, float, float, list[Line]]]:
    """The cell's parts as (slice index, top, bottom in the table, lines in it). The lines fill the parts from the first
    on."""
    top = sum(table.heights[: cell.row])
    bottom = top + sum(table.heights[cell.row : cell.last])
    lines = table.lines[id(cell)]
    pieces = [
        (n, max(top, s.top), min(bottom, s.bottom))
        for n, s in enumerate(cut)
        if min(bottom, s.bottom) - max(top, s.top) > EPSILON
    ]
    for index, (number, upper, lower) in enumerate(pieces):
        fit = int((lower - upper - 2 * table.grid.look.tall + 0.3) / table.pitch)
        take = len(lines) if index == len(pieces) - 1 else min(fit, len(lines))
        yield number, upper, lower, lines[:take]
        lines = lines[take:]
