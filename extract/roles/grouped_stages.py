"""Rows that tell figures of the whole for one unit or project after the other (甲县: 预算数, 到位数, 支出数; 乙县: …; 合计: …)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.extract.forms.budget_rows import MONEY
from gouji.extract.forms.cell_values import figure
from gouji.extract.forms.column_numbers import is_numbering
from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.heads import Head, HeadColumn
from gouji.extract.roles.pairs import names_field
from gouji.extract.roles.rows import RowSeen, row_roles
from gouji.extract.roles.side_sources import RATE, line_of, own_cell, sum_of
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import BudgetRow
from gouji.tables.cell_grid import CellGrid, GridCell

MIN_GROUPS, MIN_STAGES, EDGE = 2, 2, 0.02
NAMES = frozenset({"words", "level", "top", "prose"})


@dataclass(slots=True)
class _Group:
    """The cell that names a unit or a project, and its rows with the field that each tells."""

    name: GridCell
    rows: list[tuple[int, str]]


def grouped_stages(
    sheet: CellGrid, head: Head, end: int, unit: str | None, grammar: Grammar
) -> tuple[list[BudgetRow], int] | None:
    """Returns a line for each unit, the sources of the sum of all beside it, and the row behind the last of them; None for a table
    that is not made so."""
    whole = sum_of(head)
    if whole is None:
        return None
    sources = [column for column in head.columns if column.role == "source"]
    first = min(column.left for column in (whole, *sources))
    groups = _groups(sheet, range(head.body, end), first, grammar)
    if len(groups) < MIN_GROUPS or len({group.name.words for group in groups}) < len(groups):
        return None
    roles = [each.role for each in row_roles([RowSeen(group.name.text, ()) for group in groups], "part", grammar)]
    if roles.count("total") > 1:
        return None
    lines: list[BudgetRow] = []
    for group, role in zip(groups, roles, strict=True):
        line = BudgetRow(
            name=TextLeaf.of(group.name.text, group.name.words.strip("：:")),
            role="total" if role == "total" else "subproject",
        )
        _fill(sheet, group, line, whole, unit)
        lines.append(line)
        for column in sources if role == "total" else ():
            made = line_of(column.heads[-1], "source", grammar)
            _fill(sheet, group, made, column, unit)
            lines.append(made)
    return [line for line in lines if any(getattr(line, f) for f in (*MONEY, RATE))], groups[-1].rows[-1][0] + 1


def _groups(sheet: CellGrid, rows: Sequence[int], first: float, grammar: Grammar) -> list[_Group]:
    """The groups of rows; none where any row before the last of them tells no field, or one that its group has already."""
    out: list[_Group] = []
    for row in rows:
        if is_numbering(sheet, row):
            continue
        names = [c for c in sheet.row(row) if c.right <= first + EDGE and cell_type(c.words) in NAMES]
        field = names_field(names[-1].text, grammar) if len(names) > 1 and names[-1].row == row else None
        if field is None:
            break
        if not out or out[-1].name.words != names[-2].words:
            out.append(_Group(names[-2], []))
        out[-1].rows.append((row, field))
    told = [[field for _, field in group.rows] for group in out]
    whole = all(len(set(fields)) == len(fields) >= MIN_STAGES for fields in told)
    return out if whole else []


def _fill(sheet: CellGrid, group: _Group, line: BudgetRow, column: HeadColumn, unit: str | None) -> None:
    for row, field in group.rows:
        setattr(line, field, figure(own_cell(sheet, row, column), "%" if field == RATE else unit))
