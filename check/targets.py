"""Targets (目标完成): a target that is reached earns its points, one that is missed does not earn them all."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence

from check.arithmetic import plain, shown
from check.relation import Level, Outcome, Relation, Test
from schemas.quantity import Bound, Quantity
from schemas.record import Indicator, QuantityLeaf

SIGNS: dict[Bound, str] = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
MISSED: dict[Bound, str] = {">=": "<", ">": "≤", "<=": ">", "<": "≥"}


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
        words = f"{shown(actual)} {(SIGNS if reached else MISSED)[_bound(target)]} {shown(target).lstrip('≥≤><')}"
        level: Level = "exact"
        if len(points) == 2:
            score, weight = points
            full = score.amount >= weight.amount
            words += f"; {shown(score)} / {shown(weight)}"
            level = "violation" if (reached and not full and not explained) or (not reached and full) else "exact"
        return Outcome(level, plain(actual.amount), plain(target.amount), "0", words)

    return test


def _reached(actual: Quantity, target: Quantity) -> bool:
    """A target without a sign is one to reach; money without a sign is one not to exceed."""
    compare = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}[_bound(target)]
    return bool(compare(actual.amount, target.amount))


def _bound(target: Quantity) -> Bound:
    """What a target without a sign means: money and a zero (no accidents) are not to be exceeded, all else is to be reached."""
    return target.bound or ("<=" if target.canonical_unit == "元" or target.amount == 0 else ">=")
