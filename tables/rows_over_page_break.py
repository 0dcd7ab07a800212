"""Tables without rules that run over a page turn: the few rows on one side are told by the columns on the other."""

from __future__ import annotations

from itertools import pairwise

from gouji.schemas.page_numbers import PAGE_NUMBER_REMAINS
from gouji.schemas.pages import Grid, Page
from gouji.schemas.rotation import upright, upright_height
from gouji.tables.aligned_columns import LEAST_COLUMNS, LEAST_ROWS, Columns, Row, columns_of, grid_of, page_rows, parted
from gouji.tables.page_frame import Stance

EDGE = 0.3
"""A table that runs over the turn ends in the lowest, and begins in the highest, part of its page as large as this."""
HEADS = 2
"""At most so many lines of a running head stand above it."""
FIGURES = 2
NEAR = 0.6
"""How far below its first line, in heights of a line, the second line of a head stands at the most."""
SHIFT = 0.07
"""How far one page may have been laid beside the other on the glass, in widths of the page."""


def with_rows_over_turns(pages: list[Page]) -> None:
    """Rows at the end or at the beginning of a page become a table where the table of columns on the other side of the turn,
    or the rows there together with them, say that they are one. Changes the pages."""
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
    elif above and below and not upper and not lower and len(above) + len(below) >= LEAST_ROWS:
        columns = columns_of(max(above, below, key=len))
        ours, theirs = _under(above[::-1], columns, before)[::-1], _under(below, columns, after)
        if ours and theirs and len(ours) + len(theirs) >= LEAST_ROWS:
            _put(before, ours, columns, first=False)
            _put(after, theirs, columns, first=True)


def _last_grid(page: Page) -> Grid | None:
    """The table of columns that the page ends with."""
    grid = max(page.tables, key=lambda g: _top(g, page), default=None)
    if grid is None or grid.ruled or grid.box is None or upright(grid.box, page)[3] < (1 - EDGE) * _high(page):
        return None
    end = upright(grid.box, page)[3]
    below = [line.text for line in page.lines if line.box and upright(line.box, page)[1] >= end - 2]
    return grid if all(PAGE_NUMBER_REMAINS.fullmatch(words) for words in below) else None


def _first_grid(page: Page) -> Grid | None:
    """The table of columns that the page begins with."""
    grid = min(page.tables, key=lambda g: _top(g, page), default=None)
    if grid is None or grid.ruled or grid.box is None or _top(grid, page) > EDGE * _high(page):
        return None
    start = _top(grid, page)
    above = [line.text for line in page.lines if line.box and upright(line.box, page)[3] <= start + 2]
    return grid if sum(not PAGE_NUMBER_REMAINS.fullmatch(words) for words in above) <= HEADS else None


def _top(grid: Grid, page: Page) -> float:
    return upright(grid.box, page)[1] if grid.box else 0.0


def _high(page: Page) -> float:
    return upright_height(page) or 0.0


def _trailing(page: Page) -> list[Row]:
    """The rows of several pieces that the page ends with."""
    lowest = max((upright(grid.box, page)[3] for grid in page.tables if grid.box), default=0.0)
    rows = [row for row in page_rows(page) if row[0].box[1] >= lowest and not _folio(row)]
    count = next(
        (n for n in range(len(rows)) if len(rows[-1 - n]) < LEAST_COLUMNS and not _goes_on(rows, len(rows) - 1 - n)),
        len(rows),
    )
    return [row for row in rows[len(rows) - count :] if row[0].box[3] > (1 - EDGE) * _high(page)]


def _goes_on(rows: list[Row], index: int) -> bool:
    """Whether a row is the second line of a cell in the row before it, between two rows of the table."""
    if (
        not 0 < index < len(rows) - 1
        or len(rows[index]) > 1
        or min(len(rows[index - 1]), len(rows[index + 1])) < LEAST_COLUMNS
    ):
        return False
    (piece,) = rows[index]
    above = [p for p in rows[index - 1] if min(p.box[2], piece.box[2]) > max(p.box[0], piece.box[0])]
    return len(above) == 1 and piece.box[1] - above[0].box[3] < NEAR * (piece.box[3] - piece.box[1])


def _leading(page: Page) -> list[Row]:
    """The rows of several pieces that the page begins with, below its running head."""
    highest = min((_top(grid, page) for grid in page.tables if grid.box), default=_high(page))
    rows = [row for row in page_rows(page) if row[0].box[3] <= highest and not _folio(row)]
    skip = next((n for n, row in enumerate(rows) if len(row) >= LEAST_COLUMNS), len(rows))
    if skip > HEADS:
        return []
    rows = rows[skip:]
    count = next((n for n, row in enumerate(rows) if len(row) < LEAST_COLUMNS), len(rows))
    return [row for row in rows[:count] if row[0].box[1] < EDGE * _high(page)]


def _folio(row: Row) -> bool:
    return len(row) == 1 and bool(PAGE_NUMBER_REMAINS.fullmatch(row[0].line.text))


def _columns(grid: Grid, page: Page) -> Columns:
    """The extents of a table's columns on the straight page."""
    stance = Stance.of(page)
    boxes = {cell.col: stance.stand(cell.box) for cell in grid.cells if cell.box}
    return [(boxes[col][0], boxes[col][2]) for col in sorted(boxes)]


def _under(rows: list[Row], columns: Columns, page: Page) -> list[Row]:
    """The first of the rows, as far as each of their pieces stands in a column of its own."""
    reach = SHIFT * ((page.width if page.rotation % 180 == 0 else page.height) or 0.0)
    count = next((n for n, row in enumerate(rows) if not _fits(row, columns, reach)), len(rows))
    return rows[:count] if any(_tells(row, columns) for row in rows[:count]) else []


def _tells(row: Row, columns: Columns) -> bool:
    """Whether a row is more than some words side by side, such as a line for signatures: figures, or a head for each column."""
    parts = [part for piece in row for part in parted(piece, columns)]
    return sum(any(c.isdigit() for c in part.line.text) for part in parts) >= FIGURES or len(parts) == len(columns)


def _fits(row: Row, columns: Columns, reach: float) -> bool:
    if len(row) == 1:  # the second line of a cell
        return min(_away(row[0].box[0], row[0].box[2], column) for column in columns) <= reach
    parts = [part for piece in row for part in parted(piece, columns)]
    homes = [min(range(len(columns)), key=lambda i: _away(part.box[0], part.box[2], columns[i])) for part in parts]
    near = all(_away(part.box[0], part.box[2], columns[home]) <= reach for part, home in zip(parts, homes, strict=True))
    return near and len(set(homes)) == len(homes) and 2 * len(homes) > len(columns)


def _away(left: float, right: float, column: tuple[float, float]) -> float:
    """How far the middle of a piece lies outside of a column."""
    middle = (left + right) / 2
    return max(column[0] - middle, middle - column[1], 0.0)


def _put(page: Page, rows: list[Row], columns: Columns, first: bool) -> None:
    if not rows:
        return
    inside = {id(piece.line) for row in rows for piece in row}
    page.lines = [line for line in page.lines if id(line) not in inside]
    page.tables.insert(0 if first else len(page.tables), grid_of(rows, columns, page))
