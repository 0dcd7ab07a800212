"""Targets (目标完成): a target that is reached earns its points, one that is missed does not earn them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from check.arithmetic import plain, shown
from check.relation import Level, Outcome, Relation, Test
from schemas.quantity import Quantity
from schemas.record import Indicator, QuantityLeaf

SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", None: "≥"}


def target_relations(indicators: list[Indicator]) -> Iterator[Relation]:
    """One for each indicator whose target and actual value are figures of one unit, with its points where it has them."""
    for each in indicators:
        target, actual = each.target, each.actual
        if not (isinstance(target, QuantityLeaf) and isinstance(actual, QuantityLeaf) and target.value and actual.value):
            continue
        if target.value.canonical_unit != actual.value.canonical_unit:
            continue
        leaves = (actual, target) if each.score is None or each.weight is None else (actual, target, each.score, each.weight)
        yield Relation("target-met", each.name.value or each.name.text, leaves, _test(each.deviation is not None or each.source == "prose"))


def _test(explained: bool) -> Test:
    """`explained`: the row gives a reason for points that were lost; prose may give it anywhere."""

    def test(figures: Sequence[Quantity]) -> Outcome:
        actual, target, *points = figures
        reached = _reached(actual, target)
        words = f"{shown(actual)} {SIGNS[target.bound] if reached else '未达到'} {shown(target).lstrip('≥≤><')}"
        level: Level = "exact"
        if len(points) == 2:
            score, weight = points
            full = score.amount >= weight.amount
            words += f"，得分 {shown(score)}/{shown(weight)}"
            level = "violation" if (reached and not full and not explained) or (not reached and full) else "exact"
        return Outcome(level, plain(actual.amount), plain(target.amount), "0", words)

    return test


def _reached(actual: Quantity, target: Quantity) -> bool:
    """A target without a sign is one to reach; money without a sign is one not to exceed."""
    if target.bound in ("<=", "<") or (target.bound is None and target.canonical_unit == "元"):
        return actual.amount <= target.amount if target.bound != "<" else actual.amount < target.amount
    return actual.amount > target.amount if target.bound == ">" else actual.amount >= target.amount
