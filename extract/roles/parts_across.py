"""Kinds of money side by side (直补资金 | 项目资金 | 小计): columns that add up to the sum beside them, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.extract.forms.budget_rows import MONEY
from gouji.extract.forms.cell_values import figure
from gouji.extract.forms.column_roles import Header
from gouji.extract.roles.heads import Head, HeadColumn
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import BudgetRow
from gouji.tables.cell_grid import CellGrid

MIN_PARTS, MIN_ROWS = 2, 2


def parts_across(
    sheet: CellGrid, total: int, rows: Sequence[int], head: Head, header: Header, unit: str | None
) -> list[BudgetRow]:
    """Returns a line for each kind of money by the row of the total; empty where the columns do not add up to the sum of
    each row, as far as it was read.

    The lines are parts of the sum's column: the rows part the total already.
    """
    whole = head.of("sum")
    field = next((f for f in MONEY if f in header.columns), None)
    kinds = [c for c in head.columns if c.role is None and c.words and whole is not None and c.left < whole.left]
    if whole is None or field is None or len(kinds) < MIN_PARTS or any(c.role == "source" for c in head.columns):
        return []
    own = header.columns[field].unit or unit
    found = [_figures(sheet, row, (whole, *kinds), own) for row in rows]
    sums = [figures for figures in found if figures[0] is not None and any(figures[1:])]
    if len(sums) < MIN_ROWS or not all(_amount(each[0]) == sum(map(_amount, each[1:])) for each in sums):
        return []
    lines = []
    for kind, leaf in zip(kinds, _figures(sheet, total, kinds, own), strict=True):
        if leaf is not None:
            name = TextLeaf.of(kind.heads[-1].text, kind.heads[-1].words)
            part_of = whole.heads[-1].words if whole.heads else None
            line = BudgetRow(name=name, role="subproject", part_of=part_of)
            setattr(line, field, leaf)
            lines.append(line)
    return lines


def _figures(sheet: CellGrid, row: int, columns: Sequence[HeadColumn], unit: str | None) -> list[QuantityLeaf | None]:
    cells = [sheet.under(row, column.left, column.right) for column in columns]
    return [figure(cell if cell is not None and cell.row == row else None, unit) for cell in cells]


def _amount(leaf: QuantityLeaf | None) -> Decimal:
    return leaf.value.amount if leaf is not None and leaf.value is not None else Decimal()
