"""The sum of a list of money: 合计 below the rows, in the columns of figures that the record keeps nowhere too (户数)."""

from __future__ import annotations

from gouji.extract.roles.dividers import divider
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.heads import find_heads
from gouji.extract.roles.money import money_table
from gouji.schemas.record import TableSum
from gouji.tables.cell_grid import CellGrid

MIN_PARTS = 2


def list_sums(given: CellGrid, sheet: CellGrid, grammar: Grammar) -> list[TableSum]:
    """Returns the total of a list with its parts, the rows by their number in the table as `given`; empty for other tables.

    A list has one head, one total, and no parts of parts. `sheet` is the table with its cells under their heads: a row
    of which cells had to be moved is in no sum.
    """
    heads = find_heads(sheet, grammar)
    if len(heads) != 1 or heads[0].kind != "money" or given.rows != sheet.rows:
        return []
    table = money_table(sheet, heads[0], sheet.rows, grammar)
    told = list(zip(table.rows, table.roles, strict=True))
    wholes = [row for row, role in told if role.role == "total"]
    parts = [row for row, role in told if role.role in ("part", "source")]
    kinds = {role.role for _, role in told if role.role in ("part", "source")}
    others = any(role.role not in ("total", "part", "source", "none") or role.parent is not None for _, role in told)
    if len(wholes) != 1 or len(parts) < MIN_PARTS or len(kinds) > 1 or others or _is_beside(wholes[0], parts):
        return []
    if any(divider(cell.text) is not None for row in table.rows for cell in sheet.own(row)[:1]):
        return []  # the rows part the whole more than once
    if any(_places(given, row) != _places(sheet, row) for row in (*wholes, *parts)):
        return []
    return [TableSum(whole=wholes[0], parts=parts, columns=(0, given.cols - 1), by="rows")]


def _is_beside(whole: int, parts: list[int]) -> bool:
    """Whether rows stand above the total as well as below it."""
    return min(parts) < whole < max(parts)


def _places(sheet: CellGrid, row: int) -> list[int]:
    return [cell.col for cell in sheet.own(row)]
