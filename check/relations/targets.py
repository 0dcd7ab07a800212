"""Targets (目标完成): a target that is reached earns its points, one that is missed does not earn them all."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.check.judging_rules import rules
from gouji.check.relations.relation import Level, Outcome, Relation, Test
from gouji.check.relations.tests import plain, shown
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.quantity import Bound, Quantity
from gouji.schemas.record import Indicator

SIGNS: dict[Bound, str] = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
MISSED: dict[Bound, str] = {">=": "<", ">": "≤", "<=": ">", "<": "≥"}


def target_relations(indicators: list[Indicator]) -> Iterator[Relation]:
    """One for each indicator whose target and actual value are figures of one unit, with its points where it has them."""
    for each in indicators:
        target, actual = each.target, each.actual
        if not (
            isinstance(target, QuantityLeaf) and isinstance(actual, QuantityLeaf) and target.value and actual.value
        ):
            continue
        if target.value.canonical_unit != actual.value.canonical_unit:
            continue
        leaves = (
            (actual, target) if each.score is None or each.weight is None else (actual, target, each.score, each.weight)
        )
        explained = each.deviation is not None or each.source == "prose" or not rules().loss_needs_reason
        yield Relation("target-met", each.name.value or each.name.text, leaves, _test(explained))


def direction_relations(indicators: list[Indicator]) -> Iterator[Relation]:
    """A cost is not to be exceeded (成本指标): a sum of money under it with ≥ in front points the wrong way."""
    for each in indicators:
        level = (each.level1.value or "") + (each.level2.value or "") if each.level1 and each.level2 else ""
        target = each.target.value if isinstance(each.target, QuantityLeaf) else None
        if (
            "成本" in level
            and isinstance(each.target, QuantityLeaf)
            and target
            and target.canonical_unit == "元"
            and target.bound
        ):
            yield Relation("target-direction", each.name.value or each.name.text, (each.target,), _direction_test)


def _direction_test(figures: Sequence[Quantity]) -> Outcome:
    (target,) = figures
    wrong = target.bound in (">=", ">")
    amount = plain(target.amount)
    return Outcome(
        "violation" if wrong else "exact", amount, amount, "0", f"{SIGNS[_bound(target)]}{shown(target).lstrip('≥≤><')}"
    )


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
            words += f"; {shown(score)} / {shown(weight)}" + (
                "" if reached else _formula(actual, target, score, weight)
            )
            level = "violation" if (reached and not full and not explained) or (not reached and full) else "exact"
        return Outcome(level, plain(actual.amount), plain(target.amount), "0", words)

    return test


def _formula(actual: Quantity, target: Quantity, score: Quantity, weight: Quantity) -> str:
    """Which of the formulas in use gives the points of a target that was missed; nothing where none does."""
    if target.amount <= 0 or actual.amount <= 0:
        return ""
    for name, share in _shares(actual.amount, target.amount, _bound(target) in ("<=", "<")):
        places = max(score.decimals, 1)
        if abs(share * weight.amount - score.amount) <= Decimal(5).scaleb(-places - 1):
            return f" = {name} × {shown(weight)}"
    return ""


def _shares(actual: Decimal, target: Decimal, reverse: bool) -> Iterator[tuple[str, Decimal]]:
    """The share of the points that is earned: actual ÷ target; of a target not to exceed, one of two formulas."""
    b, a = plain(actual), plain(target)
    if not reverse:
        yield f"{b} ÷ {a}", actual / target
    else:
        yield f"{a} ÷ {b}", target / actual
        yield f"(1 − ({b} − {a}) ÷ {a})", max(Decimal(0), 1 - (actual - target) / target)


def _reached(actual: Quantity, target: Quantity) -> bool:
    """A target without a sign is one to reach; money without a sign is one not to exceed."""
    compare = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}[_bound(target)]
    return bool(compare(actual.amount, target.amount))


def _bound(target: Quantity) -> Bound:
    """What a target without a sign means: money and a zero (no accidents) are not to be exceeded, all else is to be reached."""
    return target.bound or ("<=" if target.canonical_unit == "元" or target.amount == 0 else ">=")
