"""Continues tables without rulings over a page break: the few rows on one page are recognised by the columns on the
other."""

from __future__ import annotations

from itertools import pairwise

from gouji.schemas.page_numbers import PAGE_NUMBER_REMAINS
from gouji.schemas.pages import Grid, Page
from gouji.schemas.rotation import upright, upright_height
from gouji.tables.aligned_columns import MIN_ROWS, grid_of, page_rows
from gouji.tables.page_frame import PageFrame
from gouji.tables.placed_runs import Columns, Row
from gouji.tables.run_columns import MIN_COLUMNS, columns_of
from gouji.tables.split_at_columns import split_at_columns

PAGE_EDGE_RATIO = 0.3
"""A table that crosses the break ends in the lowest, and begins in the highest, part of its page of this share."""
MAX_RUNNING_HEAD_LINES = 2
"""Maximum number of running-head lines above it."""
MIN_FIGURES = 2
"""A row with this many figures belongs to a table."""
MAX_HEADER_LINE_DISTANCE = 0.6
"""Maximum distance of the second line of a header below its first, in line heights."""
MAX_PAGE_OFFSET_RATIO = 0.07
"""Maximum horizontal offset between consecutive scanned pages, in page widths."""


def join_rows_over_page_breaks(pages: list[Page]) -> None:
    """Turns rows at the end or start of a page into a table. Changes the pages.

    The columns of the table on the other side of the page break, or the rows on both sides together, show that they are
    one.
    """
    for before, after in pairwise(pages):
        if all(page.kind in ("scanned", "digital") and page.height and page.width for page in (before, after)):
            _joined(before, after)


def _joined(before: Page, after: Page) -> None:
    upper, lower = _last_grid(before), _first_grid(after)
    above = [] if upper else _trailing(before)
    below = [] if lower else _leading(after)
    if upper and below:
        columns = _columns(upper, before)
        kept = _under(below, columns, after)
        _put(after, kept, columns, first=True)
    elif lower and above:
        columns = _columns(lower, after)
        kept = _under(above[::-1], columns, before)[::-1]
        _put(before, kept, columns, first=False)
    elif above and below and not upper and not lower and len(above) + len(below) >= MIN_ROWS:
        columns = columns_of(max(above, below, key=len))
        ours, theirs = _under(above[::-1], columns, before)[::-1], _under(below, columns, after)
        if ours and theirs and len(ours) + len(theirs) >= MIN_ROWS:
            _put(before, ours, columns, first=False)
            _put(after, theirs, columns, first=True)


def _last_grid(page: Page) -> Grid | None:
    """Returns the borderless table that the page ends with."""
    grid = max(page.tables, key=lambda g: _top(g, page), default=None)
    if (
        grid is None
        or grid.ruled
        or grid.box is None
        or upright(grid.box, page)[3] < (1 - PAGE_EDGE_RATIO) * _high(page)
    ):
        return None
    end = upright(grid.box, page)[3]
    below = [line.text for line in page.lines if line.box and upright(line.box, page)[1] >= end - 2]
    return grid if all(PAGE_NUMBER_REMAINS.fullmatch(words) for words in below) else None


def _first_grid(page: Page) -> Grid | None:
    """Returns the borderless table that the page begins with."""
    grid = min(page.tables, key=lambda g: _top(g, page), default=None)
    if grid is None or grid.ruled or grid.box is None or _top(grid, page) > PAGE_EDGE_RATIO * _high(page):
        return None
    start = _top(grid, page)
    above = [line.text for line in page.lines if line.box and upright(line.box, page)[3] <= start + 2]
    return grid if sum(not PAGE_NUMBER_REMAINS.fullmatch(words) for words in above) <= MAX_RUNNING_HEAD_LINES else None


def _top(grid: Grid, page: Page) -> float:
    return upright(grid.box, page)[1] if grid.box else 0.0


def _high(page: Page) -> float:
    return upright_height(page) or 0.0


def _trailing(page: Page) -> list[Row]:
    """Returns the rows of several runs that the page ends with."""
    lowest = max((upright(grid.box, page)[3] for grid in page.tables if grid.box), default=0.0)
    rows = [row for row in page_rows(page) if row[0].box[1] >= lowest and not _folio(row)]
    count = next(
        (
            n
            for n in range(len(rows))
            if len(rows[-1 - n]) < MIN_COLUMNS and not _continues_cell(rows, len(rows) - 1 - n)
        ),
        len(rows),
    )
    return [row for row in rows[len(rows) - count :] if row[0].box[3] > (1 - PAGE_EDGE_RATIO) * _high(page)]


def _continues_cell(rows: list[Row], index: int) -> bool:
    """Tells whether a row is the second line of a cell in the row before it, between two rows of the table."""
    if (
        not 0 < index < len(rows) - 1
        or len(rows[index]) > 1
        or min(len(rows[index - 1]), len(rows[index + 1])) < MIN_COLUMNS
    ):
        return False
    (run,) = rows[index]
    above = [p for p in rows[index - 1] if min(p.box[2], run.box[2]) > max(p.box[0], run.box[0])]
    return len(above) == 1 and run.box[1] - above[0].box[3] < MAX_HEADER_LINE_DISTANCE * (run.box[3] - run.box[1])


def _leading(page: Page) -> list[Row]:
    """Returns the rows of several runs that the page begins with, below its running head."""
    highest = min((_top(grid, page) for grid in page.tables if grid.box), default=_high(page))
    rows = [row for row in page_rows(page) if row[0].box[3] <= highest and not _folio(row)]
    skip = next((n for n, row in enumerate(rows) if len(row) >= MIN_COLUMNS), len(rows))
    if skip > MAX_RUNNING_HEAD_LINES:
        return []
    rows = rows[skip:]
    count = next((n for n, row in enumerate(rows) if len(row) < MIN_COLUMNS), len(rows))
    return [row for row in rows[:count] if row[0].box[1] < PAGE_EDGE_RATIO * _high(page)]


def _folio(row: Row) -> bool:
    return len(row) == 1 and bool(PAGE_NUMBER_REMAINS.fullmatch(row[0].line.text))


def _columns(grid: Grid, page: Page) -> Columns:
    """Returns the extents of a table's columns on the deskewed page."""
    frame = PageFrame.of(page)
    boxes = {cell.col: frame.to_deskewed(cell.box) for cell in grid.cells if cell.box}
    return [(boxes[col][0], boxes[col][2]) for col in sorted(boxes)]


def _under(rows: list[Row], columns: Columns, page: Page) -> list[Row]:
    """Returns the first rows, as long as each of their runs stands in a column of its own."""
    reach = MAX_PAGE_OFFSET_RATIO * ((page.width if page.rotation % 180 == 0 else page.height) or 0.0)
    count = next((n for n, row in enumerate(rows) if not _fits(row, columns, reach)), len(rows))
    return rows[:count] if any(_is_table_row(row, columns) for row in rows[:count]) else []


def _is_table_row(row: Row, columns: Columns) -> bool:
    """Tells whether a row is more than words side by side, such as a signature line: figures, or a header for each
    column."""
    parts = [part for run in row for part in split_at_columns(run, columns)]
    return sum(any(c.isdigit() for c in part.line.text) for part in parts) >= MIN_FIGURES or len(parts) == len(columns)


def _fits(row: Row, columns: Columns, reach: float) -> bool:
    if len(row) == 1:  # the second line of a cell
        return min(_distance(row[0].box[0], row[0].box[2], column) for column in columns) <= reach
    parts = [part for run in row for part in split_at_columns(run, columns)]
    homes = [min(range(len(columns)), key=lambda i: _distance(part.box[0], part.box[2], columns[i])) for part in parts]
    near = all(
        _distance(part.box[0], part.box[2], columns[home]) <= reach for part, home in zip(parts, homes, strict=True)
    )
    return near and len(set(homes)) == len(homes) and 2 * len(homes) > len(columns)


def _distance(left: float, right: float, column: tuple[float, float]) -> float:
    """Returns how far the centre of a run lies outside a column."""
    middle = (left + right) / 2
    return max(column[0] - middle, middle - column[1], 0.0)


def _put(page: Page, rows: list[Row], columns: Columns, first: bool) -> None:
    if not rows:
        return
    inside = {id(run.line) for row in rows for run in row}
    page.lines = [line for line in page.lines if id(line) not in inside]
    page.tables.insert(0 if first else len(page.tables), grid_of(rows, columns, page))
