"""The cells of a lattice: fields that no rule parts are one."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from ocr.grid_lattice import Lattice
from schemas.glyph import Box

Field = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the lattice: first row and column, and how many of each it takes."""

    row: int
    col: int
    rowspan: int
    colspan: int

    def box(self, lattice: Lattice) -> Box:
        """Flat pixels, on the rules' middle lines."""
        return lattice.xs[self.col], lattice.ys[self.row], lattice.xs[self.col + self.colspan], lattice.ys[self.row + self.rowspan]


def cell_places(lattice: Lattice) -> list[Place]:
    """All cells, row by row; together they cover every field once."""
    seen: set[Field] = set()
    places: list[Place] = []
    for row in range(len(lattice.ys) - 1):
        for col in range(len(lattice.xs) - 1):
            if (row, col) not in seen:
                region = _region(lattice, (row, col))
                seen |= region
                places += _rectangles(region)
    return sorted(places, key=lambda p: (p.row, p.col))


def _region(lattice: Lattice, start: Field) -> set[Field]:
    """The fields that can be reached without crossing a rule."""
    region, open_ = {start}, deque([start])
    while open_:
        row, col = open_.popleft()
        for there, wall in (
            ((row, col + 1), lattice.upright[col + 1, row]),
            ((row, col - 1), lattice.upright[col, row]),
            ((row + 1, col), lattice.level[row + 1, col]),
            ((row - 1, col), lattice.level[row, col]),
        ):
            if not wall and there not in region:
                region.add(there)
                open_.append(there)
    return region


def _rectangles(region: set[Field]) -> list[Place]:
    """The region as one rectangle; one with corners missing (a rule that ends in a cell) as runs of equal rows."""
    rows = sorted({r for r, _ in region})
    places: list[Place] = []
    for row in rows:
        for start, length in _runs(sorted(c for r, c in region if r == row)):
            above = next((p for p in places if (p.col, p.colspan, p.row + p.rowspan) == (start, length, row)), None)
            if above is not None:
                places.remove(above)
            first = above.row if above else row
            places.append(Place(first, start, row + 1 - first, length))
    return places


def _runs(columns: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for col in columns:
        if runs and sum(runs[-1]) == col:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((col, 1))
    return runs
