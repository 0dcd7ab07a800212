"""The cells of a lattice: fields that no rule parts are one."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from gouji.ocr.ruled.lattice import Lattice
from gouji.schemas.glyph import Box

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
        return (
            lattice.xs[self.col],
            lattice.ys[self.row],
            lattice.xs[self.col + self.colspan],
            lattice.ys[self.row + self.rowspan],
        )


THIN = 7.0
"""Points. No row of print is as low: what parts such a strip from the next cell is strokes of print in a line, not a rule."""


def cell_places(lattice: Lattice, scale: float) -> list[Place]:
    """All cells, row by row; together they cover every field once. `scale` in pixels a point."""
    seen: set[Field] = set()
    places: list[Place] = []
    for row in range(len(lattice.ys) - 1):
        for col in range(len(lattice.xs) - 1):
            if (row, col) not in seen:
                region = _region(lattice, (row, col))
                seen |= region
                places += _rectangles(region)
    return sorted(_without_strips(places, lattice, THIN * scale), key=lambda p: (p.row, p.col))


def _without_strips(places: list[Place], lattice: Lattice, thin: float) -> list[Place]:
    """Strips lower than any print go to the cell over or under them, where together they fill a rectangle."""
    while True:
        for strip in (p for p in places if _height(p, lattice) < thin):
            whole = next(
                (w for p in places if _stacked(p, strip) and (w := _filled(p, strip, places, lattice, thin))), None
            )
            if whole:
                places = [p for p in places if not _inside(p, whole)] + [whole]
                break
        else:
            return places


def _height(place: Place, lattice: Lattice) -> float:
    _, top, _, bottom = place.box(lattice)
    return bottom - top


def _stacked(cell: Place, strip: Place) -> bool:
    """Whether the strip lies right over or under the cell, and not beyond its sides."""
    beside = cell.col <= strip.col and strip.col + strip.colspan <= cell.col + cell.colspan
    return (
        cell is not strip and beside and (strip.row + strip.rowspan == cell.row or cell.row + cell.rowspan == strip.row)
    )


def _filled(cell: Place, strip: Place, places: list[Place], lattice: Lattice, thin: float) -> Place | None:
    """The rectangle round both, if nothing but them and other strips lies in it."""
    top, bottom = min(cell.row, strip.row), max(cell.row + cell.rowspan, strip.row + strip.rowspan)
    whole = Place(top, cell.col, bottom - top, cell.colspan)
    others = [p for p in places if p is not cell and _meets(p, whole)]
    return whole if all(_inside(p, whole) and _height(p, lattice) < thin for p in others) else None


def _inside(place: Place, whole: Place) -> bool:
    return (
        whole.row <= place.row
        and place.row + place.rowspan <= whole.row + whole.rowspan
        and whole.col <= place.col
        and place.col + place.colspan <= whole.col + whole.colspan
    )


def _meets(place: Place, whole: Place) -> bool:
    down = place.row < whole.row + whole.rowspan and whole.row < place.row + place.rowspan
    return down and place.col < whole.col + whole.colspan and whole.col < place.col + place.colspan


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
