"""Heads found as tables of their own within a larger table (light rules on a dark ground): they are rows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.schemas.glyph import Box
from gouji.tables.cell_grid import CellGrid, GridCell

SLACK_PTS = 3.0
"""So far a table may reach out of the rows that it lies in."""
MIN_WIDTH_RATIO = 0.8


def with_inner_heads(tables: Sequence[CellGrid]) -> list[CellGrid]:
    """Returns the tables, each that fills empty rows of another as rows of that one. Upright pages alone."""
    out = list(tables)
    for inner in tables:
        outer = next((each for each in out if each is not inner and _lies_in(inner, each)), None)
        if outer is None:
            continue
        first, last = _rows_behind(inner, outer)
        joined = _joined(outer, inner, first, last)
        if joined is not None:
            out = [joined if each is outer else each for each in out if each is not inner]
    return out


def _lies_in(inner: CellGrid, outer: CellGrid) -> bool:
    """Whether all rows of the outer table behind the inner one are empty, and the inner one is nearly as wide."""
    a, b = inner.box, outer.box
    if a is None or b is None or inner.page != outer.page or outer.rows <= inner.rows:
        return False
    inside = a[1] > b[1] + SLACK_PTS and a[3] < b[3] - SLACK_PTS and a[0] > b[0] - SLACK_PTS and a[2] < b[2] + SLACK_PTS
    if (
        not inside
        or a[2] - a[0] < MIN_WIDTH_RATIO * (b[2] - b[0])
        or any(c.frame and c.frame.rotation for c in outer.cells)
    ):
        return False
    behind = [cell for cell in outer.cells if cell.box is not None and _shares_height(cell.box, a)]
    return bool(behind) and all(not cell.words and _within(cell.box, a) for cell in behind if cell.box is not None)


def _shares_height(box: Box, other: Box) -> bool:
    return min(box[3], other[3]) - max(box[1], other[1]) > SLACK_PTS


def _within(box: Box, other: Box) -> bool:
    return box[1] > other[1] - SLACK_PTS and box[3] < other[3] + SLACK_PTS


def _rows_behind(inner: CellGrid, outer: CellGrid) -> tuple[int, int]:
    """The first of the rows behind the inner table, and the row after the last."""
    cells = [c for c in outer.cells if c.box is not None and inner.box is not None and _shares_height(c.box, inner.box)]
    return min(c.row for c in cells), max(c.row + c.rowspan for c in cells)


def _joined(outer: CellGrid, inner: CellGrid, first: int, last: int) -> CellGrid | None:
    """The outer table with the inner one in place of the rows; None where their columns cannot be put side by side."""
    edges: dict[int, float] = {}
    for cell in outer.cells:
        if cell.box is not None:
            edges[cell.col], edges[cell.col + cell.colspan] = cell.box[0], cell.box[2]
    shift = inner.rows - (last - first)
    kept = [c for c in outer.cells if not first <= c.row < last]
    cells = [replace(c, row=c.row + shift) if c.row >= last else c for c in kept]
    placed = [_placed(cell, edges, first, outer) for cell in inner.cells]
    if any(cell is None for cell in placed):
        return None
    taken = [(c.row, col) for c in placed if c is not None for col in range(c.col, c.col + c.colspan)]
    if len(taken) != len(set(taken)):
        return None
    return replace(outer, cells=[*cells, *(c for c in placed if c is not None)]).reindexed()


def _placed(cell: GridCell, edges: dict[int, float], first: int, outer: CellGrid) -> GridCell | None:
    if cell.box is None or outer.box is None:
        return None
    box = cell.box
    start, end = (min(edges, key=lambda col: abs(edges[col] - at)) for at in (box[0], box[2]))
    if end <= start:
        return None
    width = outer.box[2] - outer.box[0]
    left, right = ((at - outer.box[0]) / width for at in (box[0], box[2]))
    return replace(cell, row=cell.row + first, col=start, colspan=end - start, left=left, right=right)
