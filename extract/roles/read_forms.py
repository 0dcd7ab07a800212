"""What the tables of a report say: one walk over their rows, by what heads, columns and rows mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.extract.forms.column_numbers import is_numbering
from gouji.extract.forms.column_roles import Column, Header
from gouji.extract.forms.form_parts import TableParts, add_labels, block_weight, tell_total, tell_whole_score
from gouji.extract.forms.fused_cells import unfused
from gouji.extract.forms.fused_names import parted_names
from gouji.extract.forms.fused_words import part_words
from gouji.extract.forms.halved_rows import rejoin_halves
from gouji.extract.forms.indicator_levels import Levels
from gouji.extract.forms.indicator_rows import indicator_row, is_measured
from gouji.extract.forms.infer_indicator_columns import told_header, whole_header
from gouji.extract.forms.key_values import label_fields
from gouji.extract.forms.money_units import MONEY, tell_units, unit_of_money
from gouji.extract.forms.total_rows import nameless_total, total_above, total_row
from gouji.extract.forms.verdict_labels import names_full_score, names_grade, verdict_of_cells
from gouji.extract.forms.year_heads import year_below
from gouji.extract.roles.account_sums import account_sums
from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.continued_matrix import continue_matrix
from gouji.extract.roles.field_headers import FIELDS, indicator_header
from gouji.extract.roles.fit_rows import fit_rows
from gouji.extract.roles.further_tables import tell_budgets, tell_wholes
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.group_rows import group_row
from gouji.extract.roles.grouped_stages import grouped_stages
from gouji.extract.roles.headless_rest import Carried, header_of_rest
from gouji.extract.roles.heads import Head, find_heads, list_head, undecided_columns
from gouji.extract.roles.labelled_parts import labelled_parts
from gouji.extract.roles.list_sums import list_sums
from gouji.extract.roles.money import MoneyTable, money_lines, money_table
from gouji.extract.roles.nameless_rows import with_name_of_whole
from gouji.extract.roles.nested_sources import nest_sources
from gouji.extract.roles.open_groups import go_on_in_group
from gouji.extract.roles.packed_cells import unpacked
from gouji.extract.roles.pairs import PairedMoney, lists_fields
from gouji.extract.roles.points import score_parts, sum_of_points
from gouji.extract.roles.points_across import points_across
from gouji.extract.roles.rows import name_sources
from gouji.extract.roles.side_sources import are_side_by_side, side_sources
from gouji.extract.roles.surroundings import Surroundings, told_field, unit_in_table
from gouji.extract.roles.titled_points import add_head_points, add_labelled_points
from gouji.extract.roles.turned_tables import upright
from gouji.extract.roles.year_rows import yearly
from gouji.schemas.record import Evaluation
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid

GUESSED_ROWS = 0.5
"""How sure the weight of a group is of which the rows are guessed."""
MIN_LEVELS = 2
BUDGETS = frozenset({"initial", "adjusted", "allocated"})
MIN_LABELS = 2


def form_parts(sheets: Sequence[CellGrid], around: Sequence[Surroundings], grammar: Grammar) -> TableParts:
    """Returns all that the tables say. `around` has what stands around each of them."""
    out, levels = TableParts(), Levels()
    carried: Carried | None = None
    for index, (given, near) in enumerate(zip(sheets, around, strict=True)):
        sums = account_sums(given)
        if sums and (sums[0].by == "numbering" or not _compares(given, grammar)):
            out.accounts[index] = sums
            carried = None
            continue
        sheet = fit_rows(with_name_of_whole(upright(unpacked(given, grammar), grammar), grammar), grammar)
        near = replace(near, unit=unit_in_table(sheet) or near.unit)
        before = len(out.budget)
        points_across(sheet, out.evaluation, grammar)
        known, header = _read(sheet, near, carried, levels, out, grammar)
        if len(out.budget) > before:
            out.money[index] = out.budget[before:]
        carried = Carried(header, sheet) if header is not None else carried if not known else None
        if not known:
            out.unknown.append(given)
        elif told := [words for words in _undecided(sheet, grammar) if words not in _named(out)]:
            out.undecided[index] = told
        if known and (found := list_sums(given, sheet, grammar)):
            out.sums[index] = found
    labelled = Evaluation()
    standing = [sheet for sheet in sheets if upright(sheet, grammar) is sheet]
    verdict_of_cells(standing, labelled)
    tell_whole_score(labelled, out.evaluation)
    verdict_of_cells(standing, out.evaluation)
    out.labels = {**out.remote, **out.labels}
    years = [year for sheet in sheets if (year := year_below(sheet))]
    if years:
        out.labels.setdefault("fiscal_year", years[0])
    tell_total(out.budget)
    nest_sources(out.budget)
    tell_units(out.budget, out.indicators)
    out.changes = levels.changes
    for group in levels.guessed:
        group.weight.limit_confidence(GUESSED_ROWS)
    out.evaluation.groups = [*out.evaluation.groups, *levels.groups]
    return out


def _compares(sheet: CellGrid, grammar: Grammar) -> bool:
    """Whether each account has a budget beside what was spent of it, and so is a line of money like any other."""
    money = [{column.role for column in head.columns} for head in find_heads(sheet, grammar) if head.kind == "money"]
    return any("spent" in roles and roles & BUDGETS for roles in money)


def _named(out: TableParts) -> set[str | None]:
    """The names of the lines of the last list: columns may be lines."""
    return {line.name.value for line in out.lists[-1]} if out.lists else set()


def _undecided(sheet: CellGrid, grammar: Grammar) -> list[str]:
    heads = find_heads(sheet, grammar)
    ends = [*(head.first for head in heads[1:]), sheet.rows][: len(heads)]
    return [
        words for head, end in zip(heads, ends, strict=True) for words in undecided_columns(sheet, head, end, grammar)
    ]


def _read(
    sheet: CellGrid,
    near: Surroundings,
    carried: Carried | None,
    levels: Levels,
    out: TableParts,
    grammar: Grammar,
) -> tuple[bool, Header | None]:
    """Whether any row of the table was understood, and the head of indicators that holds at its end."""
    heads = [h for h in find_heads(sheet, grammar) if not _names_fields(sheet, h)] or [
        head
        for head in [list_head(sheet, near.amount, name_sources(sheet, grammar))]
        if head and not lists_fields(sheet, grammar)
    ]
    known = False
    header = header_of_rest(sheet, carried) if carried and not heads else None
    told = None if any(h.kind == "indicators" for h in heads) or header else told_header(sheet)
    starts = [head.first for head in heads]
    paired = PairedMoney()
    row = 0
    while row < sheet.rows:
        head = next((h for h in heads if h.first == row), None)
        end = next((first for first in starts if first > row), sheet.rows)
        if told is not None and row == told[0]:
            header = told[1]
        money = head if head is not None and head.kind == "money" else None
        unit = near.unit or next((m["unit"] for c in sheet.row(row) if money and (m := MONEY.search(c.words))), None)
        if money is not None and (staged := grouped_stages(sheet, money, end, unit, grammar)) is not None:
            lines, row = staged
            out.budget += lines
            known, header = True, None
        elif head is not None and head.kind == "money" and are_side_by_side(sheet, head, grammar):
            lines, row = side_sources(sheet, head, end, unit, grammar)
            if (whole := next((line for line in lines if line.role == "total"), None)) is not None:
                add_labelled_points(whole, _texts(sheet, head.first - 1, head.body))
            out.budget += lines
            known, header = known or bool(lines), None
        elif head is not None and head.kind == "money":
            table = money_table(sheet, head, end, grammar)
            known |= _money(sheet, table, end, near, out, grammar)
            header, row = None, max(table.end, head.body)
        elif head is not None and head.kind == "points":
            end = next((h.first for h in heads if h.first > row and not _goes_on(head, h)), sheet.rows)
            known |= score_parts(sheet, head, end, out.evaluation, grammar)
            header, row = None, end
        elif head is not None and head.kind == "tasks":
            header, known, row = None, True, head.body
        elif head is not None:
            header, known, row = _indicator_header(sheet, head, end), True, head.body
        else:
            lines = paired.take(sheet, row, near.unit, grammar) if header is None else []
            out.budget += lines
            if lines:
                add_labels(sheet, row, out)
            known |= bool(lines) or _row(sheet, row, header, levels, out, grammar)
            row += 1
    return known, header


def _goes_on(head: Head, other: Head) -> bool:
    """Whether a further head repeats that of a list of points, as at the top of a page."""
    return other.kind == head.kind and [c.words for c in other.columns] == [c.words for c in head.columns]


def _names_fields(sheet: CellGrid, head: Head) -> bool:
    """Whether what looks like a head of money is a row of labels with values: 主管部门 | 江岚省教育厅 | 项目单位 | 江岚师范大学.

    A head with as many columns of figures is one, whatever stands between 项目名称 and 实施单位 (specks).
    """
    labels = {each.field for each in label_fields(sheet, head.first)} if head.kind == "money" else set()
    return MIN_LABELS <= len(labels) > sum(column.role in FIELDS for column in head.columns)


def _money(sheet: CellGrid, table: MoneyTable, end: int, near: Surroundings, out: TableParts, grammar: Grammar) -> bool:
    header = table.header
    row = table.head.body
    unit = (unit_of_money(sheet, row, header) if row < sheet.rows else None) or near.unit
    names = "".join(column.words for column in table.head.columns if column.role in grammar.rows)
    amount = told_field(names, grammar) or near.amount
    lines = money_lines(sheet, table, unit, amount, grammar)
    if table.head.of("year") is not None:
        out.years += yearly(lines)
        return bool(lines)
    if out.lists and (left := continue_matrix(out.lists[-1], lines)) is not None:
        out.budget += left
        return True
    for line in lines:
        block_weight(sheet, range(table.head.first, table.head.body + 1), header, line, out.evaluation)
    go_on_in_group(out.lists[-1] if out.lists else (), lines)
    tell_wholes(out.budget, lines)
    first = table.head.of("initial")
    tell_budgets(out.budget, lines, first.words if first is not None else "")
    total = next((line for line in lines if line.role == "total"), None)
    if total is not None:
        add_head_points(total, (cell.text for r in range(table.head.first, row) for cell in sheet.own(r)))
        add_labelled_points(
            total, (cell.text for r in range(max(0, table.head.first - 1), row) for cell in sheet.own(r))
        )
    out.budget += [*lines, *labelled_parts(sheet, range(row, end), total, unit, grammar)]
    out.lists.append(lines)
    if amount is not None and amount not in header.columns and any(getattr(line, amount) for line in lines):
        out.captioned.append((amount, lines))
    return bool(lines)


def _texts(sheet: CellGrid, first: int, end: int) -> list[Traced]:
    """The texts of some rows."""
    return [cell.text for row in range(max(0, first), end) for cell in sheet.own(row)]


def _indicator_header(sheet: CellGrid, head: Head, end: int) -> Header:
    """The columns of indicators by field. A block's column that holds levels, beside none of levels, is that of the level."""
    columns = dict(indicator_header(head).columns)
    groups = [column for column in head.columns if column.role == "group_weight"]
    if "weight" not in columns and "name" in columns and groups and groups[-1].left >= columns["name"].right:
        columns["weight"] = Column(groups[-1].left, groups[-1].right)
    block = head.of("block")
    if block is not None and not {"level1", "level2"} & set(columns):
        below = [
            c for row in range(head.body, end) if (c := sheet.under(row, block.left, block.right)) and c.row == row
        ]
        if sum(cell_type(c.words) in ("level", "top") for c in below) >= MIN_LEVELS:
            columns["level2"] = Column(block.left, block.right)
    return whole_header(sheet, head.body - 1, Header("indicator", columns))


def _row(sheet: CellGrid, row: int, header: Header | None, levels: Levels, out: TableParts, grammar: Grammar) -> bool:
    """One row that is no head and no line of money."""
    if is_numbering(sheet, row):
        return False
    above = header is None and total_above(sheet, row, out.evaluation)
    labels = not is_measured(sheet, row, header) and add_labels(sheet, row, out)
    if labels or above:
        return True
    if header is None:
        return False
    unfused(sheet, row, header)
    first = next((cell.words for cell in sheet.own(row) if cell.words), "")
    if names_grade(first) or names_full_score(first):
        return True  # 总权重 | 100 | 自评得分 | 99.38: each figure has its label
    if total_row(sheet, row, header, out.evaluation):
        return True
    if (sums := sum_of_points(sheet, row, header, grammar)) is not None:
        return total_row(sheet, row, header, out.evaluation, named=sums == "points_total")
    if group_row(sheet, row, header, levels, grammar):
        return True
    if nameless_total(sheet, row, header):
        return total_row(sheet, row, header, out.evaluation, named=True)
    parted_names(sheet, row, header)
    part_words(sheet, row, header)
    if row + 1 < sheet.rows:
        unfused(sheet, row + 1, header)
        part_words(sheet, row + 1, header)
    rejoin_halves(sheet, row, header)
    indicator = indicator_row(sheet, row, header, levels)
    if indicator:
        levels.count(len(out.indicators))
        out.indicators.append(indicator)
    return indicator is not None
