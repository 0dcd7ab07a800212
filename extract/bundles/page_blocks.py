"""Cuts the pages of a document into blocks, each of which belongs to one report at most: two forms may share a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import regex

from gouji.extract.bundles.project_names import names_form
from gouji.extract.bundles.word_classes import title_classes
from gouji.normalize.figures.date_patterns import number_of
from gouji.schemas.glyph import union
from gouji.schemas.pages import Cell, Document, Grid, Line, Page
from gouji.schemas.rotation import upright

FORM_TITLES = frozenset({"report", "form"})
MAX_TITLE_CHARACTERS = 36
MAX_HEAD_ROWS = 3
"""Maximum number of rows without columns above the first row of a form: its title, its year, its unit of money."""
NUMBERED = regex.compile(r"\s*项目(?P<number>[一二三四五六七八九十]|\d)\s*[:：]\s*\S")
MIN_NUMBERED = 2
SENTENCE = regex.compile(r"[。；，,;]")
BLANKS = regex.compile(r"\s")


def page_blocks(document: Document) -> list[Page]:
    """The blocks in order. A page with one form or none is a block itself; of a page with several forms, each block is
    a copy with the lines and tables of one form.

    A form begins at a title below other content, and at a row of a table that names a project again.
    """
    return [block for page in document.pages for block in _blocks(page)]


def _blocks(page: Page) -> list[Page]:
    if page.kind == "text" or (not page.tables and len(page.lines) < 2):
        return [page]
    tables = sorted((part for grid in page.tables for part in _stacked(grid)), key=lambda t: _top(t[0], page))
    starts = sorted(_starts(page, tables))
    if not starts:
        return _numbered(page, tables) or [page]
    edges = [float("-inf"), *starts, float("inf")]
    blocks = [_between(page, tables, low, high) for low, high in pairwise(edges)]
    return [block for block in blocks if block.lines or block.tables]


def _numbered(page: Page, tables: list[tuple[Grid, list[Line]]]) -> list[Page]:
    """The blocks of a page on which numbered lines name the projects (项目一：…, 项目二：…), each above tables of its own. What stands above
    the first and below the last table is of all of them."""
    named = sorted(
        (upright(line.box, page)[1], number)
        for line in page.lines
        if line.box and (match := NUMBERED.match(line.text)) and (number := number_of(match["number"]))
    )
    starts = [height for height, _ in named]
    if len(named) < MIN_NUMBERED or [number for _, number in named] != list(range(1, len(named) + 1)):
        return []
    edges = [*starts, float("inf")]
    blocks = [_between(page, tables, low, high) for low, high in pairwise(edges)]
    if not all(block.tables for block in blocks):
        return []
    foot = max(upright(grid.box, page)[3] for grid, _ in tables if grid.box)
    tops = [(line, upright(line.box, page)[1]) for line in page.lines if line.box]
    shared = [line for line, top in tops if top < starts[0]], [line for line, top in tops if top >= foot - 1]
    return [
        replace(block, lines=[*shared[0], *(x for x in block.lines if x not in shared[1]), *shared[1]])
        for block in blocks
    ]


def _stacked(grid: Grid) -> Iterator[tuple[Grid, list[Line]]]:
    """The forms that were read as one table because they touch, each with the title lines above its first row."""
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    named = [row for row in sorted(rows) if names_form(rows[row], row == min(rows))]
    firsts = [0, *(_first_row(rows, row) for row in named[1:])]
    if len(firsts) < 2:
        yield grid, []
        return
    for first, last in zip(firsts, [*firsts[1:], max(rows) + 1], strict=True):
        body = first
        while first and body < last and len(rows.get(body, ())) == 1:
            body += 1
        cells = [replace(c, row=c.row - body) for c in grid.cells if body <= c.row < last]
        box = union([c.box for c in cells if c.box])
        heads = [line for row in range(first, body) for cell in rows.get(row, ()) for line in cell.lines]
        yield Grid(cells, grid.page, box, grid.ruled), heads


def _first_row(rows: dict[int, list[Cell]], named: int) -> int:
    """The first of the rows without columns above a row that names the project."""
    first = named
    while first - 1 in rows and len(rows[first - 1]) == 1 and named - first < MAX_HEAD_ROWS:
        first -= 1
    return first


def _starts(page: Page, tables: list[tuple[Grid, list[Line]]]) -> Iterator[float]:
    """The heights at which another form begins."""
    for line in page.lines:
        if line.box and is_form_title(line.text) and _has_form_above(page, tables, upright(line.box, page)[1]):
            yield upright(line.box, page)[1]
    for above, (grid, heads) in pairwise(tables):
        if not _is_form(grid) or not _is_form(above[0]):
            continue
        if heads and heads[0].box:
            yield upright(heads[0].box, page)[1]
        elif not _has_title_between(page, above[0], grid):
            yield _top(grid, page)


def is_form_title(words: str) -> bool:
    """Whether a line is the title of a report or of its form, and no sentence that names one."""
    bare = BLANKS.sub("", words)
    return len(bare) <= MAX_TITLE_CHARACTERS and not SENTENCE.search(bare) and bool(FORM_TITLES & title_classes(bare))


def _has_form_above(page: Page, tables: list[tuple[Grid, list[Line]]], height: float) -> bool:
    """Whether a whole form stands above."""
    return any(grid.box and upright(grid.box, page)[3] <= height + 1 and _is_form(grid) for grid, _ in tables)


def _is_form(grid: Grid) -> bool:
    """Whether the table names the project, or the unit, that it is about."""
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    first = next((row for row in sorted(rows) if len(rows[row]) > 1), -1)
    return any(names_form(cells, row == first) for row, cells in rows.items())


def _has_title_between(page: Page, above: Grid, below: Grid) -> bool:
    low, high = upright(above.box, page)[3] if above.box else 0.0, _top(below, page)
    tops = [upright(line.box, page)[1] for line in page.lines if line.box and is_form_title(line.text)]
    return any(low - 1 <= top <= high for top in tops)


def _between(page: Page, tables: list[tuple[Grid, list[Line]]], low: float, high: float) -> Page:
    """The part of the page between two heights."""
    inside = [(grid, heads) for grid, heads in tables if low <= _middle(grid, page) < high]
    lines = [line for line in page.lines if line.box and low <= upright(line.box, page)[1] < high]
    heads = [line for _, each in inside for line in each]
    return replace(page, lines=[*lines, *heads], tables=[grid for grid, _ in inside])


def _top(grid: Grid, page: Page) -> float:
    return upright(grid.box, page)[1] if grid.box else 0.0


def _middle(grid: Grid, page: Page) -> float:
    _, top, _, bottom = upright(grid.box, page) if grid.box else (0.0, 0.0, 0.0, 0.0)
    return (top + bottom) / 2
