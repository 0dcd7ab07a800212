"""Merges table and narrative into one record by name; a figure stated twice is kept twice, for comparison."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from gouji.extract.forms.form_parts import READABLE, SUMMED, TableParts
from gouji.normalize.text.bare_names import bare
from gouji.normalize.text.part_sums import sums_some
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import BudgetRow, Cover, Evaluation, Fact, Indicator, Restated

MIN_AMOUNTS = 2
FULL_MARK = Decimal(100)
"""A total that the prose tells of has so many amounts: what was planned, and what was spent."""
SUM_OF_SOME = "小计"
"""What the whole of a list is called that parts several lines of the prose together."""
FIGURES = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate", "weight", "score")


def merged_cover(cover: Cover, tables: TableParts) -> Cover:
    """The cover's own fields first, the head of the table for the rest. A department that fills a form in for a unit below it, as the
    table tells, is not that unit.
    """
    unit, above = tables.labels.get("department"), tables.labels.get("supervising_department")
    filled = cover.department.value if cover.department else None
    if unit and unit.value and above and filled and above.value == filled:
        cover.department = unit
    for name, leaf in tables.labels.items():
        mine = getattr(cover, name)
        if mine is None or mine.value is None:
            setattr(cover, name, leaf)
    return cover


def merged_budget(prose: list[BudgetRow], table: list[BudgetRow]) -> tuple[list[BudgetRow], list[Restated]]:
    """The rows of both. A row in both takes the table's figures, and the prose's where the table has none. Two tables'
    totals are merged the same way.
    """
    out: list[BudgetRow] = []
    restated: list[Restated] = []
    for row in table:
        other = next((t for t in out if t.role == row.role == "total" and _agree(t, row)), None)
        if other is None:
            out.append(row)
        else:
            restated += _merged_row(other, row)
    for row in prose:
        other = next((t for t in table if _same(t, row)), None)
        if other is None:
            out.append(row)
            continue
        restated += _merged_row(other, row, prose=True)
    order = {"total": 0, "subproject": 1, "source": 2}
    return sorted(out, key=lambda r: order[r.role]), restated


def tell_wholes_of_lists(prose: Sequence[BudgetRow], lists: Sequence[Sequence[BudgetRow]]) -> list[BudgetRow]:
    """Tells the total of a list that is the sum of one line of the prose for that line, and the items for parts of it.

    It shares no amount with the total that the prose tells, and one with the line: the list parts 项目支出 alone. Returns
    the lines that would part the same line once more, and the sum of some rows (四项小计), or of some lines of the prose,
    that is itself no line of the prose: they are to be left out.
    """
    whole = next((row for row in prose if row.role == "total"), None)
    again: list[BudgetRow] = []
    if whole is None or len(_amounts(whole)) < MIN_AMOUNTS:
        return again
    for rows in lists:
        total = next((row for row in rows if row.role == "total"), None)
        if total is None or not _amounts(total) or _agree(total, whole):
            continue
        others = [row for row in prose if row.role != "total" and row.part_of is None and _agree(row, total)]
        if others:
            same = max(others, key=lambda row: len(_amounts(row) & _amounts(total)))
            total.role, total.name = same.role, same.name
            for item in (row for row in rows if row is not total):
                if item.part_of is None:
                    item.role, item.part_of = "subproject", same.name.value
                elif item.allocated is None:
                    again.append(item)
        elif sums_some(total.name.value or "") or _sums_lines(prose, total):
            again.append(total)
            for item in (row for row in rows if row is not total and row.part_of is None):
                item.part_of = total.name.value if sums_some(total.name.value or "") else SUM_OF_SOME
    return again


def _sums_lines(prose: Sequence[BudgetRow], total: BudgetRow) -> bool:
    """Whether a column of a total comes to some lines of the prose that follow each other: the list parts these, and not the whole."""
    for name in SUMMED:
        whole = getattr(total, name)
        told = [
            leaf.value.amount
            for row in prose
            if row.role == "subproject" and (leaf := getattr(row, name)) and leaf.value
        ]
        runs = (told[a:b] for a in range(len(told)) for b in range(a + 2, len(told) + 1) if b - a < len(told))
        if whole is not None and whole.value is not None and any(sum(run) == whole.value.amount for run in runs):
            return True
    return False


def _amounts(row: BudgetRow) -> set[Decimal]:
    leaves = [getattr(row, name) for name in SUMMED]
    return {leaf.value.amount for leaf in leaves if leaf and leaf.value and leaf.value.amount}


def _agree(a: BudgetRow, b: BudgetRow) -> bool:
    """Whether two totals of tables are the same: they share an amount, so they are not totals of two projects."""
    return bool(_amounts(a) & _amounts(b))


def _merged_row(other: BudgetRow, row: BudgetRow, prose: bool = False) -> list[Restated]:
    """Fills gaps of a row from its second statement, and returns the figures that both have.

    An execution rate that the `prose` states with a different number of decimals than the table is the report's own
    statement; the table's rate only supports it.
    """
    restated = []
    if other.name.confidence < READABLE < row.name.confidence:
        other.name = row.name
    for name in FIGURES:
        mine, theirs = getattr(row, name), getattr(other, name)
        if theirs is None:
            setattr(other, name, mine)
            if prose and mine is not None:
                other.source = "mixed"
        elif mine is not None and _lacks_unit(theirs, mine):
            setattr(other, name, mine)
        elif mine is not None:
            if prose and name == "execution_rate" and _agree_rounded(mine, theirs):
                mine, theirs = theirs, mine
                setattr(other, name, theirs)
            subject = f"{other.name.value or ''} {name}".strip()
            source: Literal["table", "prose"] = "prose" if prose else "table"
            restated.append(Restated(subject=subject, first=theirs, second=mine, elsewhere=True, source=source))
    return restated


def _lacks_unit(theirs: QuantityLeaf, mine: QuantityLeaf) -> bool:
    """Whether of two statements of one figure the first is money whose unit nobody knows: no amount to compare with."""
    return (
        theirs.value is not None
        and mine.value is not None
        and not theirs.value.canonical_unit
        and mine.value.canonical_unit == "元"
    )


def _agree_rounded(mine: QuantityLeaf, theirs: QuantityLeaf) -> bool:
    """Whether two rates agree to the decimals of the shorter one: they differ by at most one unit of its last place."""
    a, b = mine.value, theirs.value
    return (
        a is not None
        and b is not None
        and a.canonical_unit == b.canonical_unit
        and abs(a.amount - b.amount) <= Decimal(1).scaleb(-min(a.decimals, b.decimals))
    )


def _same(a: BudgetRow, b: BudgetRow) -> bool:
    return a.role == b.role and (
        a.role == "total" or bare(a.name.value or a.name.text) == bare(b.name.value or b.name.text)
    )


def restated_indicators(indicators: list[Indicator], facts: list[Fact]) -> list[Restated]:
    """Actual values of the table that the prose also states, under the same name and in the same unit.

    Only exactly the same name proves that the same thing is meant: 水质达标率 and 全县水质达标率 differ.
    """
    out = []
    for each in (
        i for i in indicators if i.source == "table" and isinstance(i.actual, QuantityLeaf) and i.actual.value
    ):
        name = bare(each.name.value or each.name.text)
        same = [f.value for f in facts if f.value and f.value.value and bare(f.subject.value or f.subject.text) == name]
        assert isinstance(each.actual, QuantityLeaf) and each.actual.value
        unit = each.actual.value.canonical_unit
        out += [
            Restated(subject=name, first=each.actual, second=leaf, elsewhere=True, measured=True)
            for leaf in same
            if leaf.value and leaf.value.canonical_unit == unit
        ]
    return out


def _is_of_a_part(table: Evaluation, told: QuantityLeaf | None) -> bool:
    """Whether a table totals fewer points than the report earned: the indicators' 90, beside the 10 of the execution."""
    full, score = table.full_score, told
    if full is None or full.value is None or score is None or score.value is None:
        return False
    return full.value.amount < score.value.amount <= FULL_MARK  # beyond 100 it is the report's own slip


def merged_evaluation(prose: Evaluation, table: Evaluation) -> Evaluation:
    """The prose's evaluation with the table's total row added; without prose, the total row is the evaluation."""
    if _is_of_a_part(table, prose.score):
        table = table.model_copy(update={"score": None, "full_score": None})
    prose.table_score, prose.table_full_score, prose.groups = table.score, table.full_score, table.groups
    if table.parts or not prose.parts:  # a table has each part in a row of its own
        prose.parts, prose.parts_total = table.parts, table.parts_total or prose.parts_total
    prose.score = prose.score or table.score
    prose.full_score = prose.full_score or table.full_score
    prose.grade = prose.grade or table.grade
    return prose
