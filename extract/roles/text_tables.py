"""The tables of plain text whose delimiters show the cells: those that have a head that is known, or figures in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.heads import AMOUNTS, FIGURES, WORDS, Head, find_heads
from gouji.schemas.pages import Grid, Line, Page
from gouji.tables.cell_grid import CellGrid, cell_grid
from gouji.tables.delimited_rows import (
    MIN_COLUMNS,
    MIN_LIST_ROWS,
    MIN_ROWS,
    DelimitedRow,
    as_grid,
    columns_under,
    delimited_rows,
)

POINTS = ("group_weight", "weight", "score")


def delimited_forms(page: Page, grammar: Grammar) -> Iterator[tuple[Grid, list[Line]]]:
    """Yields each table that bars or tabs part, and each that blanks part if it has a head and every row its cells."""
    for rows in (part for run in delimited_rows(page.lines) for part in _parted(run)):
        found = as_grid(rows)
        if rows[0].by in ("bar", "slash") or _is_list(rows) or _is_even(rows, found[0], page, grammar):
            yield found
        elif rows[0].by == "tab":
            yield from (as_grid(part) for part in _even_parts(rows, found[0], page, grammar))


def _parted(rows: Sequence[DelimitedRow]) -> Iterator[Sequence[DelimitedRow]]:
    """Yields the tables that an empty line parts, where the lower one has a head of its own that is no head of the upper one. A caption
    between them is in neither."""
    first, heads = 0, [n for n, row in enumerate(rows) if _is_head(row)]
    for above, below in pairwise(heads):
        end = below
        while len(rows[end - 1].filled) == 1:
            end -= 1
        before, after = rows[end - 1].line.number, rows[end].line.number
        gap = before is not None and after is not None and after - before > 1
        if gap and end - above > MIN_ROWS and len(rows[above].cells) != len(rows[below].cells):
            yield rows[first:end]
            first = below
    yield rows[first:]


def _is_head(row: DelimitedRow) -> bool:
    types = [cell_type(words) for words in row.filled]
    return row.by == "blank" and len(types) >= MIN_COLUMNS and all(each in WORDS for each in types)


def _even_parts(
    rows: Sequence[DelimitedRow], grid: Grid, page: Page, grammar: Grammar
) -> Iterator[Sequence[DelimitedRow]]:
    """Yields each head of money inside of a form that tabs part, with the rows below it that have its cells."""
    heads = [head for head in find_heads(cell_grid(grid, page), grammar) if head.kind == "money"]
    for head in heads:
        sizes = [len(row.cells) if row.by == "tab" else 0 for row in rows[head.body :]]
        end = next((n for n, size in enumerate(sizes) if size != len(head.columns)), len(sizes))
        part = rows[head.first : head.body + end]
        if end > 1 and _is_even(part, as_grid(part)[0], page, grammar):
            yield part


def _is_list(rows: Sequence[DelimitedRow]) -> bool:
    """Whether all rows, perhaps below a head, have a name, an amount, and perhaps one more figure."""
    headed = len(rows) > MIN_LIST_ROWS and all(cell_type(words) in WORDS for words in rows[0].filled)
    rows = rows[1:] if headed and len(rows[0].filled) == len(rows[1].filled) else rows
    return all(
        2 <= len(row.filled) == len(row.cells) <= MIN_COLUMNS
        and cell_type(row.filled[0]) in WORDS
        and cell_type(row.filled[1]) in AMOUNTS
        for row in rows
    )


def _is_even(rows: Sequence[DelimitedRow], grid: Grid, page: Page, grammar: Grammar) -> bool:
    """Whether each row under a head has as many cells as the head, but for a few that lack some."""
    sheet = cell_grid(grid, page)
    heads = find_heads(sheet, grammar)
    if not heads:
        return False
    for head, end in zip(heads, [*(h.first for h in heads[1:]), len(rows)], strict=True):
        counts = [_count(rows[row], len(head.columns)) for row in range(head.body, end)]
        full = sum(_least(head) <= count <= len(head.columns) + 1 for count in counts)
        if full <= len(counts) / 2 or not counts or len(head.columns) < MIN_COLUMNS:
            return False
        if head.kind == "money" and any(_is_unclear(sheet, rows, row, head) for row in range(head.body, end)):
            return False
    return True


def _least(head: Head) -> int:
    """How many cells a full row has at the least: one may be lacking, and of money the points at the end, which only the whole has."""
    points = next((n for n, column in enumerate(reversed(head.columns)) if column.role not in POINTS), 0)
    return len(head.columns) - max(1, points if head.kind == "money" else 0)


def _count(row: DelimitedRow, columns: int) -> int:
    """How many cells a row has; tabs count empty ones too, where they are as many as the head's, or one less: an editor cuts off the tab
    before an empty last cell."""
    whole = row.by == "tab" and columns - 1 <= len(row.cells) <= columns
    return columns if whole else len(row.filled) + bool(row.above)


def _is_unclear(sheet: CellGrid, rows: Sequence[DelimitedRow], row: int, head: Head) -> bool:
    """Whether a row of money lacks cells, and nothing says which: neither its grid, nor the heads that it stands under."""
    cells = sheet.own(row)
    if columns_under(rows[row], rows[head.body - 1]) == list(range(len(cells))):
        return False
    figures = sum(cell_type(cell.words) in FIGURES | {"ordinal"} for cell in cells)
    placed = [cell.col for cell in cells] != list(range(len(cells)))
    return figures > 1 and len(cells) < len(head.columns) and not placed
