"""The tables of plain text whose delimiters show the cells: those that have a head that is known, or figures in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.heads import AMOUNTS, FIGURES, WORDS, Head, find_heads
from gouji.schemas.pages import Grid, Line, Page
from gouji.tables.cell_grid import CellGrid, cell_grid
from gouji.tables.delimited_rows import MIN_COLUMNS, MIN_LIST_ROWS, DelimitedRow, as_grid, delimited_rows


def delimited_forms(page: Page, grammar: Grammar) -> Iterator[tuple[Grid, list[Line]]]:
    """Yields each table that bars or tabs part, and each that blanks part if it has a head and every row its cells."""
    for rows in delimited_rows(page.lines):
        found = as_grid(rows)
        if rows[0].by in ("bar", "slash") or _is_list(rows) or _is_even(rows, found[0], page, grammar):
            yield found
        elif rows[0].by == "tab":
            yield from (as_grid(part) for part in _even_parts(rows, found[0], page, grammar))


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
        full = sum(abs(count - len(head.columns)) <= 1 for count in counts)
        if full <= len(counts) / 2 or not counts or len(head.columns) < MIN_COLUMNS:
            return False
        if head.kind == "money" and any(_is_unclear(sheet, row, head) for row in range(head.body, end)):
            return False
    return True


def _count(row: DelimitedRow, columns: int) -> int:
    """How many cells a row has; tabs count empty ones too, where they are as many as the head's."""
    whole = row.by == "tab" and len(row.cells) == columns
    return columns if whole else len(row.filled) + bool(row.above)


def _is_unclear(sheet: CellGrid, row: int, head: Head) -> bool:
    """Whether a row of money lacks cells, and nothing says which."""
    cells = sheet.own(row)
    figures = sum(cell_type(cell.words) in FIGURES | {"ordinal"} for cell in cells)
    placed = [cell.col for cell in cells] != list(range(len(cells)))
    return figures > 1 and len(cells) < len(head.columns) and not placed
