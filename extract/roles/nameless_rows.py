"""Tables of money of which the one row has no name (年初预算 | 支出 | 结余 over 300.00 | 276.00 | 24.00): the row is the whole."""

from __future__ import annotations

from dataclasses import replace

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.heads import Head, find_heads
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid

BUDGETS, DONE = frozenset({"initial", "adjusted", "allocated"}), frozenset({"spent", "execution_rate"})
FIGURES = frozenset({"points", "figure", "money", "rate", "ordinal", "none"})
NAMES, WHOLE = "项目", "合计"
"""What heads the names, and names the row, where the table has neither."""


def with_name_of_whole(sheet: CellGrid, grammar: Grammar) -> CellGrid:
    """Returns the table with a column of names before such a row; any other table, and one with merged cells, as it is."""
    if any(cell.rowspan > 1 or cell.colspan > 1 for cell in sheet.cells):
        return sheet
    heads = find_heads(sheet, grammar)
    if len(heads) != 1 or not _is_whole(sheet, heads[0]):
        return sheet
    (head,) = heads
    names = {head.first: NAMES, head.body: WHOLE}
    cells = [replace(cell, col=cell.col + 1) for cell in sheet.cells]
    cells += [replace(sheet.own(row)[0], text=Traced.plain(words), col=0) for row, words in names.items()]
    made = CellGrid(sheet.page, sheet.box, cells, {}, 0, 0).reindexed()
    for cell in made.cells:
        cell.left, cell.right = cell.col / made.cols, (cell.col + 1) / made.cols
    return made


def _is_whole(sheet: CellGrid, head: Head) -> bool:
    """Whether nothing but figures of money stand below the head, in one row, each under its own column."""
    roles = {column.role for column in head.columns}
    row = sheet.own(head.body) if head.body < sheet.rows else []
    alone = head.body == head.first + 1 and sheet.rows == head.body + 1 and len(row) == len(head.columns)
    return (
        head.kind == "money"
        and alone
        and bool(roles & BUDGETS)
        and bool(roles & DONE)
        and len(sheet.own(head.first)) == len(row)
        and all(cell_type(cell.words) in FIGURES for cell in row)
    )
