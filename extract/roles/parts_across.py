"""Kinds of money side by side (直补资金 | 项目资金 | 小计): columns that add up to the sum beside them, row by row."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.forms.budget_rows import MONEY
from gouji.extract.forms.cell_values import figure
from gouji.extract.forms.column_roles import Header
from gouji.extract.roles.heads import Head, HeadColumn
from gouji.extract.roles.summed_columns import KIND, PLAN
from gouji.normalize.figures.yuan import BRACKETED_YUAN
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import BudgetRow
from gouji.tables.cell_grid import CellGrid

UNIT = regex.compile(BRACKETED_YUAN)


def parts_across(sheet: CellGrid, total: int, head: Head, header: Header, unit: str | None) -> list[BudgetRow]:
    """Returns a line for each kind of money by the row of the total; empty for a head without such columns.

    The lines are parts of the sum's column: the rows part the total already.
    """
    kinds = [column for column in head.columns if column.role == KIND]
    whole = head.of("sum") or head.of(PLAN)
    field = next((f for f in MONEY if whole is not None and f in header.columns and _is(header, f, whole)), None)
    if whole is None or field is None or not kinds:
        return []
    own = header.columns[field].unit or unit
    lines = []
    for kind, leaf in zip(kinds, _figures(sheet, total, kinds, own), strict=True):
        if leaf is not None:
            name = TextLeaf.of(kind.heads[-1].text, UNIT.sub("", kind.heads[-1].words))
            part_of = UNIT.sub("", whole.heads[-1].words) if whole.heads else None
            line = BudgetRow(name=name, role="subproject", part_of=part_of)
            setattr(line, field, leaf)
            lines.append(line)
    return lines


def _figures(sheet: CellGrid, row: int, columns: Sequence[HeadColumn], unit: str | None) -> list[QuantityLeaf | None]:
    cells = [sheet.under(row, column.left, column.right) for column in columns]
    return [figure(cell if cell is not None and cell.row == row else None, unit) for cell in cells]


def _is(header: Header, field: str, whole: HeadColumn) -> bool:
    return header.columns[field].left == whole.left
