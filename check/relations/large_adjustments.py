"""Budgets that were changed by a large part of what they opened with (预算调整幅度)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.check.judging_rules import judging_rules
from gouji.check.relations.relation import Outcome, Relation
from gouji.check.relations.tests import plain, shown
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import BudgetRow


def large_adjustments(rows: Sequence[BudgetRow]) -> Iterator[Relation]:
    """Yields, of each line other than a source, that its adjustment is no more than the part of its opening budget that
    the rules name, by both budgets: a report may tell several adjustments one by one.
    """
    for row in rows:
        if row.role == "source" or row.initial is None or row.adjusted is None:
            continue
        if (
            row.initial.value
            and row.adjusted.value
            and row.initial.value.canonical_unit == row.adjusted.value.canonical_unit
        ):
            yield Relation("large-adjustment", row.name.value or row.name.text, (row.adjusted, row.initial), _test)


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
