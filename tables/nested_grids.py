"""Puts a grid that lies on empty cells of another into it: a dark head is found for itself, with rulings of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.schemas.glyph import Box
from gouji.schemas.pages import Cell, Grid, Page
from gouji.schemas.rotation import upright

SLACK = 3.0
"""How far, in points, the inner grid may reach beyond the outer one."""


def merge_nested_grids(page: Page) -> list[Grid]:
    """Returns the page's tables, each inner one as rows of the table that it lies on; one over print stays as it is."""
    out = list(page.tables)
    for inner in sorted(page.tables, key=lambda grid: _area(grid, page)):
        for index, outer in enumerate(out):
            if outer is inner or not _is_inside(inner, outer, page):
                continue
            cells = _filled(inner, outer, page)
            if cells is not None:
                out[index] = replace(outer, cells=cells)
                out = [grid for grid in out if grid is not inner]
                break
    return out


def _area(grid: Grid, page: Page) -> float:
    x0, y0, x1, y1 = upright(grid.box, page) if grid.box else (0.0, 0.0, 0.0, 0.0)
    return (x1 - x0) * (y1 - y0)


def _is_inside(inner: Grid, outer: Grid, page: Page) -> bool:
    if not inner.box or not outer.box or _area(inner, page) >= _area(outer, page):
        return False
    (a, b, c, d), (left, top, right, bottom) = upright(inner.box, page), upright(outer.box, page)
    return a >= left - SLACK and b >= top - SLACK and c <= right + SLACK and d <= bottom + SLACK


def _filled(inner: Grid, outer: Grid, page: Page) -> list[Cell] | None:
    """The cells of the outer grid with those of the inner one in place of empty ones; None where print is in the way.

    A cell of the inner grid takes the columns of the first row below that its words stand over: its own rulings are not
    those of the rows.
    """
    under = [cell for cell in outer.cells if cell.box and _is_on(cell, inner, page)]
    if not under or any(line.text.strip() for cell in under for line in cell.lines):
        return None
    rows = sorted({row for cell in under for row in range(cell.row, cell.row + cell.rowspan)})
    below = [cell for cell in outer.cells if cell.row == rows[-1] + 1]
    depth = max(cell.row + cell.rowspan for cell in inner.cells)
    if depth != len(rows) or not below:
        return None
    spans = {id(cell): _span(cell, inner, below, page) for cell in inner.cells}
    if any(span is None for span in spans.values()) or _collide(inner.cells, spans):
        return None
    placed = [
        replace(cell, row=rows[0] + cell.row, col=span[0], colspan=span[1] - span[0])
        for cell in inner.cells
        if (span := spans[id(cell)])
    ]
    gone = {id(cell) for cell in under}
    kept = [cell for cell in outer.cells if id(cell) not in gone]
    return sorted([*kept, *placed], key=lambda cell: (cell.row, cell.col))


def _is_on(cell: Cell, grid: Grid, page: Page) -> bool:
    assert cell.box is not None and grid.box is not None
    (x0, y0, x1, y1), (left, top, right, bottom) = upright(cell.box, page), upright(grid.box, page)
    return left - SLACK < (x0 + x1) / 2 < right + SLACK and top < (y0 + y1) / 2 < bottom


def _span(cell: Cell, grid: Grid, below: Sequence[Cell], page: Page) -> tuple[int, int] | None:
    """The columns, from the first to the one behind the last, of the cells below that a cell's words stand over; of a
    group those of its members."""
    members = [
        other
        for other in grid.cells
        if other.row == cell.row + cell.rowspan and _covers(cell, other) and cell.colspan > 1
    ]
    if members:
        inner = [span for each in members if (span := _span(each, grid, below, page))]
        return (min(a for a, _ in inner), max(b for _, b in inner)) if len(inner) == len(members) else None
    boxes = [upright(line.box, page) for line in cell.lines if line.box]
    if not boxes:
        return None
    middle = (min(box[0] for box in boxes) + max(box[2] for box in boxes)) / 2
    home = next((each for each in below if each.box and _holds(upright(each.box, page), middle)), None)
    return (home.col, home.col + home.colspan) if home else None


def _holds(box: Box, middle: float) -> bool:
    return box[0] <= middle < box[2]


def _covers(group: Cell, other: Cell) -> bool:
    return group.col <= other.col and other.col + other.colspan <= group.col + group.colspan


def _collide(cells: Sequence[Cell], spans: dict[int, tuple[int, int] | None]) -> bool:
    taken: set[tuple[int, int]] = set()
    for cell in cells:
        span = spans[id(cell)]
        places = {(row, col) for row in range(cell.row, cell.row + cell.rowspan) for col in range(*(span or (0, 0)))}
        if places & taken:
            return True
        taken |= places
    return False
