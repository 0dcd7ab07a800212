"""What the tables of a report say: one walk over all their rows, header by header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

import regex

from gouji.extract.forms.budget_rows import budget_row
from gouji.extract.forms.column_numbers import is_numbering
from gouji.extract.forms.column_roles import Header, header_of
from gouji.extract.forms.fund_source_columns import Beside, beside_of, beside_rows
from gouji.extract.forms.fused_cells import unfused
from gouji.extract.forms.fused_names import parted_names
from gouji.extract.forms.indicator_rows import Levels, group_of, indicator_row
from gouji.extract.forms.infer_indicator_columns import told_header, whole_header
from gouji.extract.forms.key_values import label_fields
from gouji.extract.forms.money_units import MONEY, tell_units, unit_of_money
from gouji.extract.forms.total_rows import total_above, total_row
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.paragraph import Change
from gouji.schemas.record import BudgetRow, Evaluation, Indicator
from gouji.tables.cell_grid import CellGrid

READABLE = 0.8
"""A name read less surely than this may be any other."""
SUMMED = ("initial", "adjusted", "allocated", "spent")
SUM = regex.compile(r"(?:总额|合计|总计)$")


@dataclass(slots=True)
class TableParts:
    """The fields that tables gave: label fields of the head, lines of money, indicators, the total line."""

    labels: dict[str, TextLeaf] = field(default_factory=dict)
    budget: list[BudgetRow] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    evaluation: Evaluation = field(default_factory=Evaluation)
    unknown: list[CellGrid] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def table_parts(sheets: list[CellGrid], captions: list[str]) -> TableParts:
    """All parts. `captions` are the lines outside of tables, which may name the unit (单位：万元); headers bind more."""
    out, header, levels, beside = TableParts(), None, Levels(), _Sources()
    usual = next((m["unit"] for c in captions if "单位" in c and (m := MONEY.search(c))), None)
    columns = 0
    for sheet in sheets:
        known = False
        if sheet.cols != columns or sheet.page is None:
            header = None  # another table: the last header holds only for a table that runs on over the page turn, which plain text has none of
        columns = sheet.cols
        told = _told(sheet, header)
        for row in range(sheet.rows):
            header = told[1] if told and row == told[0] else header
            if beside.take(sheet, row, usual, out):
                header, known = None, True
                continue
            found = header_of(sheet, row)
            if found or is_numbering(sheet, row):
                found = whole_header(sheet, row, found) if found else None
                header, known = found or header, known or found is not None
                continue
            above = (header is None or header.kind == "budget") and total_above(sheet, row, out.evaluation)
            if _labels(sheet, row, out) or above:
                known = True
                continue
            known |= _read(sheet, row, header, levels, usual, out)
        if not known:
            out.unknown.append(sheet)
    _tell_total(out.budget)
    tell_units(out.budget, out.indicators)
    out.changes = levels.changes
    out.evaluation.groups = [*out.evaluation.groups, *levels.groups]
    return out


def _tell_total(rows: list[BudgetRow]) -> None:
    """Takes a line whose name can hardly be read for the total where it is the sum of all sources that follow, in two columns at least:
    as a source of its own it would be counted twice."""
    for index, row in enumerate(rows):
        rest = list(takewhile(lambda r: r.role == "source", rows[index + 1 :]))
        if (
            row.role == "source"
            and row.name.confidence < READABLE
            and len(rest) > 1
            and sum(_is_sum(row, rest, field) for field in SUMMED) > 1
        ):
            row.role = "total"


def _is_sum(row: BudgetRow, rest: Sequence[BudgetRow], field: str) -> bool:
    whole, parts = getattr(row, field), [leaf.value.amount for r in rest if (leaf := getattr(r, field)) and leaf.value]
    return bool(whole and whole.value and whole.value.amount and whole.value.amount == sum(parts))


def _told(sheet: CellGrid, header: Header | None) -> tuple[int, Header] | None:
    """From which row on the sheet holds indicators, and where, though no head says so."""
    if (header and header.kind == "indicator") or any(
        (h := header_of(sheet, r)) and h.kind == "indicator" for r in range(sheet.rows)
    ):
        return None
    return told_header(sheet)


@dataclass(slots=True)
class _Sources:
    """Sources side by side: their head, while it holds, and the lines that it gave so far."""

    head: Beside | None = None
    lines: list[BudgetRow] = field(default_factory=list)

    def take(self, sheet: CellGrid, row: int, usual: str | None, out: TableParts) -> bool:
        """Whether the row is such a head, or figures under one; what they say goes into `out`."""
        head = beside_of(sheet, row)
        if head:
            self.head, self.lines = head, []
            return True
        if self.head is None:
            return False
        first = self.head.first
        unit = next((m["unit"] for c in sheet.row(row) if c.left < first and (m := MONEY.search(c.words))), usual)
        lines = beside_rows(sheet, row, self.head, unit, self.lines)
        out.budget += lines if not self.lines else []
        self.head, self.lines = (self.head, lines) if lines else (None, [])
        return bool(lines)


def _labels(sheet: CellGrid, row: int, out: TableParts) -> bool:
    found = label_fields(sheet, row)
    for name, leaf in found.items():
        out.labels.setdefault(name, leaf)
    return bool(found)


def _read(sheet: CellGrid, row: int, header: Header | None, levels: Levels, usual: str | None, out: TableParts) -> bool:
    """One row under the last header; False where no header has been seen or the row holds nothing of its kind."""
    if header is None:
        return False
    unfused(sheet, row, header)
    if total_row(sheet, row, header, out.evaluation):
        return True
    if header.kind == "indicator":
        parted_names(sheet, row, header)
        indicator = indicator_row(sheet, row, header, levels)
        if indicator:
            levels.count(len(out.indicators))
            out.indicators.append(indicator)
        return indicator is not None
    line = budget_row(sheet, row, header, unit_of_money(sheet, row, header) or usual)
    if line:
        if line.role != "total" and SUM.search(line.name.value or "") and all(r.role != "total" for r in out.budget):
            line.role = "total"  # the first line that sums up, by whatever name
        _weigh(sheet, row, header, line, out.evaluation)
        out.budget.append(line)
    return line is not None


def _weigh(sheet: CellGrid, row: int, header: Header, line: BudgetRow, out: Evaluation) -> None:
    """The weight of the execution of the budget where no column has it: in the block's name (预算执行情况（10分）), which is a
    group of its own, or in the head of the points (得分（20分*执行率）)."""
    first = header.first + 0.02
    for cell in (c for c in sheet.row(row) if c.right <= first):
        group = group_of(cell)
        if group and all(
            g.weight.trace is not group.weight.trace and g.name.text != group.name.text for g in out.groups
        ):
            out.groups.append(group)
    if line.role == "total" and line.weight is None and line.score is not None:
        line.weight = header.points
