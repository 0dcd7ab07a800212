"""Budgets that were changed by a large part of what they opened with (预算调整幅度)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.check.judging_rules import judging_rules
from gouji.check.relations.relation import Outcome, Relation
from gouji.check.relations.tests import plain, shown
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import BudgetRow

MAX_PAGES_APART = 1
"""Pages between the opening and the final budget of a line of prose."""

MAX_GROWTH = 10
"""No budget is raised to more than so many times what it opened with: two lines were taken for one."""


def large_adjustments(rows: Sequence[BudgetRow]) -> Iterator[Relation]:
    """Yields, of each line other than a source, that its adjustment is no more than the part of its opening budget that
    the rules name, by both budgets: a report may tell several adjustments one by one.
    """
    for row in rows:
        initial, adjusted = row.initial, row.adjusted
        if row.role == "source" or initial is None or adjusted is None or not _are_one_line(row, initial, adjusted):
            continue
        if initial.value and adjusted.value and initial.value.canonical_unit == adjusted.value.canonical_unit:
            yield Relation("large-adjustment", row.name.value or row.name.text, (adjusted, initial), _test)


def _are_one_line(row: BudgetRow, initial: QuantityLeaf, adjusted: QuantityLeaf) -> bool:
    """Whether both budgets are surely those of the line: a table says so. What prose adds may be another budget, if it
    stands pages away, is many times the other, or allows less than was spent.
    """
    if row.source == "table":
        return True
    if initial.value and adjusted.value and adjusted.value.amount > MAX_GROWTH * initial.value.amount:
        return False
    near = initial.page is None or adjusted.page is None or abs(initial.page - adjusted.page) <= MAX_PAGES_APART
    spent = row.spent.value if row.spent else None
    return near and (spent is None or adjusted.value is None or spent.amount <= adjusted.value.amount)


def _test(figures: Sequence[Quantity]) -> Outcome | None:
    adjusted, initial = figures
    if initial.amount <= 0:
        return None
    change = adjusted.amount - initial.amount
    percent = 100 * abs(change) / initial.amount
    most = judging_rules().checks.adjustment_share
    sign = "+" if change >= 0 else "−"
    amount = f"{plain(abs(change) / initial.scale)}{initial.unit}"
    words = f"{shown(initial)} → {shown(adjusted)}: {sign}{amount}, {sign}{plain(round(percent, 2))}%"
    slack = plain(initial.amount * most / 100)
    return Outcome(
        "exact" if percent <= most else "violation", plain(adjusted.amount), plain(initial.amount), slack, words
    )
