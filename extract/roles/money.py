"""The lines of money under a head: each row's name, what it is, and its figures, by the roles of columns and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import regex

from gouji.extract.forms.budget_rows import MONEY, budget_row, unread_total
from gouji.extract.forms.cell_values import figure
from gouji.extract.forms.column_numbers import is_numbering
from gouji.extract.forms.column_roles import Column, Header
from gouji.extract.forms.fused_cells import unfused
from gouji.extract.forms.infer_budget_columns import told_by_rows
from gouji.extract.forms.money_units import units_of_rows
from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.columns import names_no_money
from gouji.extract.roles.divided_lists import divided_blocks
from gouji.extract.roles.dividers import ALONE
from gouji.extract.roles.field_headers import FIELDS, money_header, unit_in
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.head_words import bare
from gouji.extract.roles.heads import FIGURES, Head, HeadColumn
from gouji.extract.roles.labelled_parts import tells_parts
from gouji.extract.roles.not_lines import is_no_line
from gouji.extract.roles.parts_across import parts_across
from gouji.extract.roles.row_names import of_items, overlap, row_name
from gouji.extract.roles.rows import RowRole, RowSeen, measures_of, row_roles
from gouji.extract.roles.side_sources import source_of
from gouji.extract.roles.titled_points import add_remarked_points
from gouji.extract.roles.unclear_levels import without_unclear_levels
from gouji.extract.roles.whole_rows import add_to_whole, whole_figures
from gouji.normalize.figures.quantities import parse_quantity
from gouji.normalize.figures.yuan import BRACKETED_YUAN
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import BudgetRow, Role
from gouji.tables.cell_grid import CellGrid

UNSURE = 0.97
"""A role of a column that is less probable limits the confidence of what stands in it."""
MIN_NAME_ODDS = 4.0
"""The log-odds from which the name of a row says which figure of the whole the row holds (年初预算 | 19,872,000)."""
MIN_MEASURE_ROWS, MIN_SOURCES = 2, 2
SPENDING, MIN_SAYING, LIKELY = frozenset({"part", "project", "account"}), 4, 0.9
"""Heads of so many characters say so; one whose role is less likely than this does not."""
LEVELS, INDICATORS = frozenset({"top", "level"}), "指标"
EDGE = 0.02
STRAY = ".·。、,，'`-—"
UNIT = regex.compile(BRACKETED_YUAN)
NOTED = regex.compile(r"(?:备?注|(?:填[表报])?说明)\d*[:：]")
NOTE = regex.compile(r"[（(]\s*(?:金额)?单位[^（）()]*[）)]")
IN_WORDS = {
    "score": regex.compile(r"得分[:：]?\s*(?P<points>\d+(?:\.\d+)?)\s*分?"),
    "weight": regex.compile(r"(?:权重|分值|满分)[:：]?\s*(?P<points>\d+(?:\.\d+)?)\s*分?"),
}
POINTS, OF_POINTS = frozenset({"weight", "score"}), regex.compile(r"得分|评分|分值|分数|权重|满分")
"""Names of rows that tell points say so."""
ROLES: dict[str, Role] = {"total": "total", "source": "source", "part": "subproject"}


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """A head of money with the rows below it, and what each of them is."""

    head: Head
    header: Header
    rows: tuple[int, ...]
    roles: tuple[RowRole, ...]

    @property
    def end(self) -> int:
        """The row behind the last one that belongs to the table."""
        inside = [row for row, role in zip(self.rows, self.roles, strict=True) if role.role != "outside"]
        return max(inside, default=self.head.body - 1) + 1


def money_table(sheet: CellGrid, head: Head, end: int, grammar: Grammar) -> MoneyTable:
    """Returns the rows under the head up to `end` with their roles."""
    header = _by_rows(sheet, head, money_header(head, grammar))
    names = of_items(sheet, head, [c for c in head.columns if c.role in grammar.rows and c.left < header.first])
    by = next((c.role for c in reversed(names) if c.role not in (None, "block", "source")), None) or _of_contents(head)
    rows = tuple(range(head.body, end))
    for row in rows:
        unfused(sheet, row, header)
    money = [c for c in head.columns if c.role in FIELDS or c.role in ("amount", "sum", "source")]
    measured = any(c.role == "amount" for c in head.columns)
    apart = {row for block in divided_blocks(sheet, rows, grammar) for row in block.rows}
    seen = [
        RowSeen(None, ())
        if is_numbering(sheet, row)
        or row in apart
        or tells_parts(sheet, row)
        or _is_note(sheet, row)
        or is_no_line(sheet, row)
        or _counts_things(sheet, row, head, header, grammar)
        or (not measured and whole_figures(sheet, row, grammar))
        else RowSeen(
            row_name(sheet, row, head, header, grammar),
            _figures(sheet, row, money),
            _stands_among(sheet, row, header.first),
            _strange(sheet, row, money),
        )
        for row in rows
    ]
    firm = _says_items(names) or (grammar.rows.get(by) == "part" and _has_sources(head))
    roles = row_roles(seen, grammar.rows.get(by, "source"), grammar, measured, firm)
    return MoneyTable(head, header, rows, _under_codes(sheet, head, rows, without_unclear_levels(sheet, rows, roles)))


def _has_sources(head: Head) -> bool:
    """Whether the sources of the money are columns: the rows are something else, whatever their names sound like."""
    return sum(column.role == "source" for column in head.columns) >= MIN_SOURCES


def _of_contents(head: Head) -> str:
    """What a column is for that names the rows of a head without a column of names: 项目类别 does so, too."""
    return "part" if head.columns[0].role == "content" else "block"


def _stands_among(sheet: CellGrid, row: int, first: float) -> bool:
    """Whether 其中 stands in a cell of its own before the row's name, which may reach down beside several rows."""
    return any(ALONE.fullmatch(c.words) for c in sheet.row(row) if c.right < first)


def _is_note(sheet: CellGrid, row: int) -> bool:
    """Whether a row is nothing but a note below the table (说明：1、“三公”经费包括…)."""
    cells = [c for c in sheet.own(row) if c.words]
    return len(cells) == 1 and NOTED.match(cells[0].words) is not None


def _counts_things(sheet: CellGrid, row: int, head: Head, header: Header, grammar: Grammar) -> bool:
    """Whether the name of a row says that its figures are no money: 人工造林（亩）. Where heads name a unit of money, it speaks of
    other columns."""
    if any(column.role in (*FIELDS, "amount", "sum") and unit_in(column.words) for column in head.columns):
        return False
    name = row_name(sheet, row, head, header, grammar)
    return name is not None and name.text.rstrip().endswith(("）", ")")) and names_no_money(name.text)


def _says_items(names: Sequence[HeadColumn]) -> bool:
    """Whether the head of names leaves little doubt that its rows are items of spending: 子项目名称; 项目 alone may say anything."""
    last = next((c for c in reversed(names) if c.role not in (None, "block")), None)
    if last is None or last.role not in SPENDING:
        return False
    return len(bare(last.words)) >= MIN_SAYING and last.probability >= LIKELY


def _under_codes(sheet: CellGrid, head: Head, rows: Sequence[int], roles: Sequence[RowRole]) -> tuple[RowRole, ...]:
    """The roles of rows with codes (科目编码): each is a part of the row whose code begins its own (20502 of 205)."""
    column = head.of("code")
    if column is None:
        return tuple(roles)
    cells = [sheet.under(row, column.left, column.right) for row in rows]
    codes = [
        c.words if c is not None and c.row == row and c.words.isdigit() else ""
        for c, row in zip(cells, rows, strict=True)
    ]
    out = []
    for role, code in zip(roles, codes, strict=True):
        above = [n for n, other in enumerate(codes) if other and code.startswith(other) and other != code]
        out.append(replace(role, parent=max(above, key=lambda n: len(codes[n])) if code and above else role.parent))
    return tuple(out)


def money_lines(
    sheet: CellGrid, table: MoneyTable, unit: str | None, amount: str | None, grammar: Grammar
) -> list[BudgetRow]:
    """Returns the lines of the table. `unit` is that of its money; `amount` the field of a column that is only called 金额,
    None where nothing says it."""
    if (line := _measured(sheet, table, unit, grammar)) is not None:
        return [line]
    header = _with_amount(table, amount, unit)
    own = [c.unit for field, c in header.columns.items() if field not in table.header.columns and c.unit]
    unit = own[0] if own else unit
    out: list[BudgetRow] = []
    made: dict[int, BudgetRow] = {}
    units = units_of_rows(sheet, header.first)
    for index, (row, role) in enumerate(zip(table.rows, table.roles, strict=True)):
        name = _leaf(role) if role.role in ROLES else None
        kind = ROLES.get(role.role, "total")
        if role.role == "none" and role.name is None and not is_numbering(sheet, row):
            name = _named_by_head(sheet, row, table) or unread_total(sheet, row, header)
        line = budget_row(sheet, row, header, units.get(row, unit), name, kind) if name else None
        if line is None:
            continue
        parent = made.get(role.parent) if role.parent is not None else None
        if parent is not None and parent.role == line.role:
            line.part_of = parent.name.value
        _limit(line, table.head)
        made[index] = line
        out.append(line)
        if role.role == "total":
            add_remarked_points(line, (cell.text for cell in sheet.own(row)))
            out += _source_lines(sheet, row, replace(table, header=header), unit, grammar)
            out += parts_across(sheet, row, table.head, header, unit)
    whole = next((line for line in out if line.role == "total"), out[0] if len(out) == 1 else None)
    if whole is not None:
        for row in table.rows:
            add_to_whole(whole, whole_figures(sheet, row, grammar) if row < table.end else {})
    return out


def _named_by_head(sheet: CellGrid, row: int, table: MoneyTable) -> TextLeaf | None:
    """The words of the head that reaches down beside a first row of figures without a name of its own (项目资金)."""
    filled = [other for other in table.rows if any(cell_type(c.words) in FIGURES for c in sheet.own(other))]
    beside = [c for c in sheet.row(row) if c.row < table.head.body and c.words and c.right <= table.header.first + EDGE]
    if not beside or row != filled[0]:
        return None
    words = UNIT.sub("", NOTE.sub("", beside[-1].words)).strip(STRAY)
    return TextLeaf.of(beside[-1].text, words) if words else None


def _by_rows(sheet: CellGrid, head: Head, header: Header) -> Header:
    """The head with the columns that nothing but the figures below tells: what was spent is the rate's part of them."""
    found = told_by_rows(sheet, head.body - 1, header.columns)
    free = {f: c for f, c in found.items() if not any(k.role and overlap(c, k) for k in head.columns)}
    added = {field: Column(cell.left, cell.right, unit_in(cell.words)) for field, cell in free.items()}
    return replace(header, columns={**header.columns, **added})


def _figures(sheet: CellGrid, row: int, columns: Sequence[HeadColumn]) -> tuple[str, ...]:
    cells = [sheet.under(row, column.left, column.right) for column in columns]
    return tuple(cell.words for cell in cells if cell is not None and cell.row == row)


def _strange(sheet: CellGrid, row: int, columns: Sequence[HeadColumn]) -> int:
    """How many cells of a row no line of money has: a rate in a column of amounts, the name of a level of indicators."""
    amounts = _figures(sheet, row, [column for column in columns if column.role in MONEY])
    levels = [c for c in sheet.own(row) if cell_type(c.words) in LEVELS and c.words.endswith(INDICATORS)]
    return sum(cell_type(each) == "rate" for each in amounts) + len(levels)


def _leaf(role: RowRole) -> TextLeaf | None:
    if role.name is None:
        return None
    words = UNIT.sub("", regex.sub(r"\s", "", role.name.text)).rstrip("：:").strip(STRAY)
    return TextLeaf.of(role.name, words) if words else None


def _limit(line: BudgetRow, head: Head) -> None:
    """Limits the confidence of figures to that of the roles of their columns."""
    for column in head.columns:
        leaf = getattr(line, column.role) if column.role in FIELDS and column.source is None else None
        if leaf is not None and column.probability < UNSURE:
            leaf.limit_confidence(column.probability)


def _with_amount(table: MoneyTable, amount: str | None, unit: str | None) -> Header:
    """The head with the column of amounts as the field that it is; without one that of sums, if they are sums of money."""
    known = table.header.columns
    column = table.head.of("amount")
    if column is None and not any(field in MONEY for field in known):
        summed = table.head.of("sum")
        column = summed if summed is not None and (unit_in(summed.words) or unit) else None
    if column is None or amount is None or amount in known:
        return table.header
    made = Column(column.left, column.right, unit_in(column.words))
    return Header("budget", {**known, amount: made}, table.header.points)


def _source_lines(sheet: CellGrid, row: int, table: MoneyTable, unit: str | None, grammar: Grammar) -> list[BudgetRow]:
    """The sources whose money stands in columns of their own beside the whole."""
    made: dict[str | None, BudgetRow] = {}
    whole = next((f for f in ("adjusted", "initial", "allocated", "spent") if f in table.header.columns), None)
    for column in table.head.columns:
        field = column.role if column.source is not None else _of_group(table.head, column) or whole
        field = field if column.source is not None or column.role == "source" else None
        cell = sheet.under(row, column.left, column.right) if field in MONEY else None
        leaf = figure(cell if cell is not None and cell.row == row else None, unit)
        line = source_of(column, grammar) if leaf is not None else None
        if line is not None and field is not None:
            setattr(made.setdefault(line.name.value, line), field, leaf)
    return list(made.values())


def _of_group(head: Head, column: HeadColumn) -> str | None:
    """The field of the whole in the group of heads that a column stands in (执行数: 总额, 财政拨款, 其他资金)."""
    group = column.heads[0] if len(column.heads) > 1 else None
    beside = [c for c in head.columns if group is not None and c.heads and c.heads[0] is group and c is not column]
    return next((c.role for c in beside if c.role in MONEY), None)


def _measured(sheet: CellGrid, table: MoneyTable, unit: str | None, grammar: Grammar) -> BudgetRow | None:
    """The line of the whole where each row holds another figure of it (年初预算 | 19,872,000); None for other tables."""
    column = table.head.of("amount")
    if column is None:
        return None
    found: dict[str, Any] = {}
    for row, role in zip(table.rows, table.roles, strict=True):
        field = _measure(role, grammar)
        cell = sheet.under(row, column.left, column.right)
        if field is not None and cell is not None and cell.row == row and field not in found:
            leaf = figure(cell, "%" if field == "execution_rate" else "分" if field in POINTS else unit)
            found |= {field: leaf} if leaf is not None else {}
            if field == "score" and (weight := _points_beside(sheet, row).get("weight")) is not None:
                found.setdefault("weight", weight)
            found |= _points_beside(sheet, row) if field == "execution_rate" else {}
    if len(found) < MIN_MEASURE_ROWS:
        return None
    name = column.heads[-1] if column.heads else None
    if name is None:
        return None
    return BudgetRow(name=TextLeaf.of(name.text, name.words), role="total", **found)


def _points_beside(sheet: CellGrid, row: int) -> dict[str, QuantityLeaf]:
    """The score and the weight that a row of the rate names in words (自评得分9.7分（权重10分）)."""
    out: dict[str, QuantityLeaf] = {}
    for cell in sheet.own(row):
        for field, pattern in IN_WORDS.items():
            match = pattern.search(cell.text.text)
            value = parse_quantity(match["points"], "分") if match else None
            if match is not None and value is not None:
                out[field] = QuantityLeaf.of(cell.text.span(match.start("points"), match.end("points")), value)
    return out


def _measure(role: RowRole, grammar: Grammar) -> str | None:
    if role.name is None:
        return None
    odds = {k: v for k, v in measures_of(grammar).odds(role.name).items() if k in FIELDS}
    if not OF_POINTS.search(role.name.text):
        odds = {k: v for k, v in odds.items() if k not in POINTS}
    best = max(odds, key=lambda each: odds[each])
    return best if odds[best] > MIN_NAME_ODDS else None
