"""Finds tables of two columns without rulings: names, and an amount beside each of them."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import regex

from gouji.schemas.glyph import union
from gouji.schemas.pages import Cell, Grid, Page
from gouji.schemas.rotation import upright
from gouji.tables.aligned_columns import page_rows
from gouji.tables.page_frame import PageFrame
from gouji.tables.placed_runs import Row, TextRun

MIN_ROWS = 3
MIN_GAP, MAX_PITCH, MAX_INDENT = 1.0, 3.0, 4.0
"""In line heights: the white between a name and its amount, the distance of two rows, and how far a name is indented under the
widest one."""
AMOUNT = regex.compile(r"[-−]?[¥￥]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?\s*(?:[万亿]?元|%)?")
TELLS_MONEY = regex.compile(r"\.\d|[,，]\d{3}|\d{3}|元|%")
"""What amounts have and the numbers of pages in a table of contents have not."""
NAME = regex.compile(r"\p{Han}")
NO_NAME = regex.compile(r"[:：。，；]|\.{3}|…|·{3}")
"""A label with its value, prose, and an entry of a table of contents are no name."""


def find_lists_of_amounts(page: Page) -> Page:
    """Returns the page with such lists in `tables`, and their lines removed from its lines."""
    rows = page_rows(page)
    if not rows:
        return page
    height = median(run.box[3] - run.box[1] for row in rows for run in row)
    for region in _regions(rows, height):
        inside = {id(run.line) for row in region for run in row}
        page.lines = [line for line in page.lines if id(line) not in inside]
        page.tables.append(_grid(region, page))
    page.tables.sort(key=lambda grid: upright(grid.box, page)[1] if grid.box else 0.0)
    return page


def _regions(rows: list[Row], height: float) -> Iterator[list[Row]]:
    current: list[Row] = []
    for place, row in enumerate(rows):
        if current and _is_entry(row, height) and _is_below(row, current[-1], height):
            current.append(row)
            continue
        yield from _closed(current)
        current = []
        if _is_entry(row, height):
            above = rows[place - 1 : place] if place else []
            current = [*(head for head in above if _is_head(head, row, height)), row]
    yield from _closed(current)


def _closed(region: list[Row]) -> Iterator[list[Row]]:
    entries = [row for row in region if AMOUNT.fullmatch(_text(row[1]))]
    money = sum(TELLS_MONEY.search(_text(row[1])) is not None for row in entries)
    if len(entries) >= MIN_ROWS and 2 * money > len(entries):
        yield region


def _is_entry(row: Row, height: float) -> bool:
    """Whether a row is a name and an amount with a white between them."""
    if len(row) != 2 or not AMOUNT.fullmatch(_text(row[1])):
        return False
    return _is_name(_text(row[0])) and row[1].box[0] - row[0].box[2] > MIN_GAP * height


def _is_name(text: str) -> bool:
    return NAME.search(text) is not None and NO_NAME.search(text) is None


def _is_below(row: Row, above: Row, height: float) -> bool:
    """Whether a row continues the columns of the one above it."""
    apart = median(run.middle for run in row) - median(run.middle for run in above)
    return apart < MAX_PITCH * height and _is_in_columns(row, above, height)


def _is_in_columns(row: Row, other: Row, height: float) -> bool:
    indent = abs(row[0].box[0] - other[0].box[0])
    edges = (abs(row[1].box[side] - other[1].box[side]) for side in (0, 2))
    return indent < MAX_INDENT * height and min(edges) < height and row[0].box[2] < other[1].box[0]


def _is_head(head: Row, first: Row, height: float) -> bool:
    """Whether a row of two words stands over the columns of the first entry."""
    if len(head) != 2 or any(char.isdigit() for run in head for char in _text(run)):
        return False
    if not all(_is_name(_text(run)) for run in head):
        return False
    apart = median(run.middle for run in first) - median(run.middle for run in head)
    over = min(head[1].box[2], first[1].box[2]) > max(head[1].box[0], first[1].box[0]) - height
    return over and 0 < apart < MAX_PITCH * height


def _grid(region: list[Row], page: Page) -> Grid:
    frame = PageFrame.of(page)
    edges = [(min(row[col].box[0] for row in region), max(row[col].box[2] for row in region)) for col in range(2)]
    cells = [
        Cell(
            number,
            col,
            [run.line],
            page.number,
            frame.to_page((edges[col][0], min(r.box[1] for r in row), edges[col][1], max(r.box[3] for r in row))),
        )
        for number, row in enumerate(region)
        for col, run in enumerate(row)
    ]
    return Grid(cells, page.number, union([cell.box for cell in cells if cell.box]), ruled=False)


def _text(run: TextRun) -> str:
    return run.line.text.strip()
