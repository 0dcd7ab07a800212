"""Rows of a ruled table whose rulings the scan lost: print below it that stands in its columns belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import regex

from gouji.schemas.glyph import Box, union
from gouji.schemas.pages import Cell, Grid, Line, Page
from gouji.tables.aligned_columns import page_rows
from gouji.tables.page_frame import PageFrame
from gouji.tables.placed_runs import Columns, Row, TextRun
from gouji.tables.rows_in_columns import (
    MIN_COLUMNS,
    cells_of_rows,
    columns_taken,
    fitted_columns,
    following_rows,
    line_height,
    share_in_column,
)

EDGE, PARTING = 0.02, 0.035
"""How far the outer rulings of two parts of one table, and those between their columns, may differ, in its widths."""
LAST_ROWS = 4
SHIFTS = sorted(range(-24, 25, 2), key=abs)
"""How far, in points, one page may have been laid beside the other."""
MIN_FIT, MIN_NEXT_ROWS, MAX_HEADING_ROWS = 0.85, 3, 2
"""On the next page so many runs stand in their columns, in so many rows at the least, below so many rows of a heading."""
FOLIO = regex.compile(r"\P{Han}{1,8}|[-—\s]*第?\s*\d+\s*页?.{0,10}")

Slots = list[tuple[int, int]]
"""The first column of each place of a row, and how many columns it takes."""


def take_in_running_rows(page: Page) -> Page:
    """Returns the page with such rows in its ruled tables, and tables below joined to the one whose columns they have."""
    grids = sorted((g for g in page.tables if g.box), key=lambda g: _box(g, page)[1])
    out: list[Grid] = [g for g in page.tables if not g.box]
    for index, grid in enumerate(grids):
        if out and out[-1].box and (whole := _joined(out[-1], grid, page)) is not None:
            out[-1] = grid = whole
        else:
            out.append(grid)
        end = _box(grids[index + 1], page)[1] if index + 1 < len(grids) else float("inf")
        out[-1], taken = _with_rows(grid, page, end)
        page.lines = [line for line in page.lines if id(line) not in taken]
    page.tables = out
    return page


def _box(grid: Grid, page: Page) -> Box:
    assert grid.box is not None
    return PageFrame.of(page).to_deskewed(grid.box)


def _places(grid: Grid, page: Page) -> tuple[Slots, Columns]:
    """The cells of the last row that has most words: which columns they take, and where these lie on the deskewed page."""
    frame = PageFrame.of(page)
    rows = max((cell.row + cell.rowspan for cell in grid.cells), default=0)
    best: list[Cell] = []
    for row in range(max(0, rows - LAST_ROWS), rows):
        cells = [cell for cell in grid.cells if cell.row <= row < cell.row + cell.rowspan and cell.box]
        if sum(_has_words(cell) for cell in cells) >= sum(_has_words(cell) for cell in best):
            best = sorted(cells, key=lambda cell: cell.col)
    spans = [frame.to_deskewed(cell.box) for cell in best if cell.box]
    return [(cell.col, cell.colspan) for cell in best], [(box[0], box[2]) for box in spans]


def _has_words(cell: Cell) -> bool:
    return any(line.text.strip() for line in cell.lines)


def _with_rows(grid: Grid, page: Page, end: float) -> tuple[Grid, set[int]]:
    """The table with the rows that follow it above `end`, and their lines."""
    slots, columns = _places(grid, page)
    if len(columns) < MIN_COLUMNS:
        return grid, set()
    bottom = _box(grid, page)[3]
    rows = [
        row
        for row in page_rows(page)
        if bottom - line_height([row]) / 2 < median((p.box[1] + p.box[3]) / 2 for p in row) < end
    ]
    first = max(cell.row + cell.rowspan for cell in grid.cells)
    cells, used = _rows_of(rows, slots, columns, bottom, page, first)
    boxes = [cell.box for cell in (*grid.cells, *cells) if cell.box]
    return replace(grid, cells=[*grid.cells, *cells], box=union(boxes)), used


def _rows_of(
    rows: Sequence[Row], slots: Slots, columns: Columns, bottom: float, page: Page, first: int
) -> tuple[list[Cell], set[int]]:
    """The cells of the rows that stand in these columns, numbered from `first`, and the lines that they take up."""
    fitted = fitted_columns(rows, columns)
    anchors, loose = following_rows(rows, fitted, bottom)
    if not anchors or max(len(columns_taken(row, fitted)) for row in anchors) < MIN_COLUMNS:
        return [], set()
    places = [(*slot, *span) for slot, span in zip(slots, columns, strict=True)]
    cells = cells_of_rows(anchors, loose, places, fitted, page, first)
    return cells, {id(line) for line in page.lines if _is_of(line, [p for row in (*anchors, *loose) for p in row])}


def _is_of(line: Line, runs: Sequence[TextRun]) -> bool:
    own = {id(glyph) for run in runs for glyph in run.line.glyphs}
    return any(id(glyph) in own for glyph in line.glyphs)


def _joined(upper: Grid, lower: Grid, page: Page) -> Grid | None:
    """The two parts of a table as one, if the lower one is parted where the upper one is and nothing stands between them."""
    if not upper.ruled or not lower.ruled or upper.page != lower.page:
        return None
    _, columns = _places(upper, page)
    _, below = _places(lower, page)
    if len(columns) < MIN_COLUMNS or len(below) < MIN_COLUMNS:
        return None
    a, b = _box(upper, page), _box(lower, page)
    wide = a[2] - a[0]
    between = [
        p
        for row in page_rows(page)
        for p in row
        if a[3] < (p.box[1] + p.box[3]) / 2 < b[1] and p.box[2] > a[0] and p.box[0] < a[2]
    ]
    if between or abs(a[0] - b[0]) > EDGE * wide or abs(a[2] - b[2]) > EDGE * wide or b[1] < a[3] - _height_of(lower):
        return None
    frame = PageFrame.of(page)
    edges = sorted({cell.col for cell in upper.cells} | {cell.col + cell.colspan for cell in upper.cells})
    at = {edge: _position(edge, upper, frame) for edge in edges}
    if any(min(abs(left - x) for x in at.values()) > PARTING * wide for left, _ in below):
        return None
    first = max(cell.row + cell.rowspan for cell in upper.cells)
    cells = []
    for cell in lower.cells:
        if cell.box is None:
            return None
        x0, _, x1, _ = frame.to_deskewed(cell.box)
        left, right = (min(at, key=lambda edge: abs(at[edge] - x)) for x in (x0, x1))
        if right <= left:
            if _has_words(cell):
                return None
            continue
        cells.append(replace(cell, row=first + cell.row, col=left, colspan=right - left))
    boxes = [cell.box for cell in (*upper.cells, *cells) if cell.box]
    return replace(upper, cells=[*upper.cells, *cells], box=union(boxes))


def _height_of(grid: Grid) -> float:
    heights = [line.box[3] - line.box[1] for cell in grid.cells for line in cell.lines if line.box]
    return median(heights) if heights else 0.0


def _position(edge: int, grid: Grid, frame: PageFrame) -> float:
    """Where the left edge of a column lies on the deskewed page."""
    begins = [frame.to_deskewed(cell.box)[0] for cell in grid.cells if cell.box and cell.col == edge]
    ends = [frame.to_deskewed(cell.box)[2] for cell in grid.cells if cell.box and cell.col + cell.colspan == edge]
    return median(begins or ends)


def take_in_next_pages(pages: Sequence[Page]) -> None:
    """Makes rows without rulings at the top of a page a table in the columns of the one that ends the page before."""
    for before, after in pairwise(pages):
        grid = next((g for g in sorted(before.tables, key=lambda g: g.box[1] if g.box else 0.0, reverse=True)), None)
        if grid is None or grid.box is None or not grid.ruled or not after.lines or _is_below(grid, before):
            continue
        slots, columns = _places(grid, before)
        top = min((_box(g, after)[1] for g in after.tables if g.box), default=float("inf"))
        rows = [row for row in page_rows(after) if median(p.box[3] for p in row) < top]
        start = next((i for i, row in enumerate(rows) if len(row) >= MIN_COLUMNS), None)
        if len(columns) < MIN_COLUMNS or start is None or start > MAX_HEADING_ROWS:
            continue
        rows = rows[start:]
        moved = max((_shifted(columns, by) for by in SHIFTS), key=lambda each: _fit(rows, each))
        if _fit(rows, moved) < MIN_FIT:
            continue
        cells, used = _rows_of(rows, slots, moved, min(p.box[1] for p in rows[0]), after, 0)
        if max((cell.row for cell in cells), default=0) + 1 >= MIN_NEXT_ROWS:
            after.lines = [line for line in after.lines if id(line) not in used]
            after.tables = [Grid(cells, after.number, union([c.box for c in cells if c.box])), *after.tables]


def _is_below(grid: Grid, page: Page) -> bool:
    """Whether print of its own follows the table on its page."""
    low = _box(grid, page)[3]
    return any(
        FOLIO.fullmatch(p.line.text.strip()) is None for row in page_rows(page) for p in row if p.box[1] > low - 1.0
    )


def _shifted(columns: Columns, by: float) -> Columns:
    return [(left + by, right + by) for left, right in columns]


def _fit(rows: Sequence[Row], columns: Columns) -> float:
    runs = [p for row in rows if len(row) >= MIN_COLUMNS for p in row]
    return sum(share_in_column(p, columns) for p in runs) / len(runs)
