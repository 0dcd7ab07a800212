"""Relations of targets (目标完成): a target that is reached earns its points, a missed one does not earn all of them."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from gouji.check.judging_rules import judging_rules
from gouji.check.relations.paid_out import is_paid_out
from gouji.check.relations.relation import Level, Outcome, Relation, Test
from gouji.check.relations.target_dates import day_relation
from gouji.check.relations.tests import plain, shown
from gouji.extract.statements.to_be_low import is_to_be_low
from gouji.normalize.figures.ranges import range_of
from gouji.schemas.leaf import Leaf, QuantityLeaf, TextLeaf
from gouji.schemas.quantity import Bound, Quantity
from gouji.schemas.record import Indicator

SIGNS: dict[Bound, str] = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
OPPOSITE_SIGNS: dict[Bound, str] = {">=": "<", ">": "≤", "<=": ">", "<": "≥"}


MIN_ROWS = 3
"""So many rows without a reason show that a form has no place for one."""


def target_relations(indicators: list[Indicator], year: int | None = None) -> Iterator[Relation]:
    """Yields one relation for each indicator whose target and actual value have the same unit, with its points if it
    has them; days of `year`, the report's own, are compared too.

    A form that gives no reason in any row has no place for reasons: points lost without one accuse nobody there.
    """
    reasons = len(indicators) < MIN_ROWS or any(each.deviation is not None for each in indicators)
    for each in indicators:
        target, actual = each.target, each.actual
        unit = _unit(target)
        if (days := day_relation(each, year)) is not None:
            yield days
            continue
        if target is None or not isinstance(actual, QuantityLeaf) or actual.value is None or unit is None:
            continue
        if unit != actual.value.canonical_unit:
            continue
        leaves: tuple[Leaf[Any], ...] = (
            (actual, target)
            if each.score is None or each.weight is None or _gives_reason(each)
            else (actual, target, each.score, each.weight)
        )
        told = each.deviation is not None or each.source == "prose" or not reasons
        explained = told or not judging_rules().loss_needs_reason
        name = each.name.value or each.name.text
        low = is_to_be_low(name) or (unit != "%" and _is_cost(each))
        yield Relation("target-met", name, leaves, _test(explained, low))


def _gives_reason(indicator: Indicator) -> bool:
    """Whether the prose says why an indicator is as it is: it claims nothing of its points then."""
    return indicator.source == "prose" and indicator.deviation is not None


def _unit(target: QuantityLeaf | TextLeaf | None) -> str | None:
    """The canonical unit of a target, of a range too; None if it is neither a figure nor a range."""
    if isinstance(target, QuantityLeaf):
        return target.value.canonical_unit if target.value else None
    ends = range_of(target.value) if target and target.value else None
    return ends[0].canonical_unit if ends else None


def _is_cost(indicator: Indicator) -> bool:
    """Whether an indicator stands among the costs (成本指标): an amount there is not to be exceeded, whatever it is called."""
    levels = (indicator.level1, indicator.level2)
    return all(levels) and any("成本" in (level.value or "") for level in levels if level)


def direction_relations(indicators: list[Indicator]) -> Iterator[Relation]:
    """A cost is not to be exceeded (成本指标): an amount of money under it with ≥ in front points the wrong way. What is paid
    out by a standard (补助标准) must not fall short of it."""
    for each in indicators:
        target = each.target.value if isinstance(each.target, QuantityLeaf) else None
        if (
            _is_cost(each)
            and not is_paid_out(each.name.value or each.name.text)
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


def _test(explained: bool, low: bool) -> Test:
    """The test of a target. `explained`: the row gives a reason for lost points, or it is prose, which may give it
    anywhere. `low`: less is better.
    """

    def test(figures: Sequence[Any]) -> Outcome | None:
        actual, target, *points = figures
        target = _bound_end(target, low) if isinstance(target, str) else _signed(target, low)
        if target is None:
            return None
        reached = _reached(actual, target)
        words = (
            f"{shown(actual)} {(SIGNS if reached else OPPOSITE_SIGNS)[_bound(target)]} {shown(target).lstrip('≥≤><')}"
        )
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


def _bound_end(target: str, low: bool) -> Quantity | None:
    """The end of a range that must not be passed: the upper one where less is better, else the lower one. Beyond the
    other end a target is more than reached.
    """
    ends = range_of(target)
    return ends[1 if low else 0] if ends else None


def _signed(target: Quantity, low: bool) -> Quantity:
    """A target without a sign is not to be exceeded where less is better."""
    return target.model_copy(update={"bound": "<="}) if low and target.bound is None else target


def _formula(actual: Quantity, target: Quantity, score: Quantity, weight: Quantity) -> str:
    """The formula that yields the points of a missed target, as text after the points; "" if none fits."""
    if target.amount <= 0 or actual.amount <= 0:
        return ""
    for name, share in _shares(actual.amount, target.amount, _bound(target) in ("<=", "<")):
        places = max(score.decimals, 1)
        if abs(share * weight.amount - score.amount) <= Decimal(5).scaleb(-places - 1):
            return f" = {name} × {shown(weight)}"
    return ""


def _shares(actual: Decimal, target: Decimal, reverse: bool) -> Iterator[tuple[str, Decimal]]:
    """Yields (formula, share of the points): actual ÷ target; for a target not to be exceeded, two formulas."""
    b, a = plain(actual), plain(target)
    if not reverse:
        yield f"{b} ÷ {a}", actual / target
    else:
        yield f"{a} ÷ {b}", target / actual
        yield f"(1 − ({b} − {a}) ÷ {a})", max(Decimal(0), 1 - (actual - target) / target)


def _reached(actual: Quantity, target: Quantity) -> bool:
    """Whether the target is reached. A target without a sign is to be reached; money without a sign is not to be
    exceeded.
    """
    compare = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}[_bound(target)]
    return bool(compare(actual.amount, target.amount))


def _bound(target: Quantity) -> Bound:
    """The bound of a target. Without a sign, money and zero (no accidents) are not to be exceeded, everything else is
    to be reached.
    """
    return target.bound or ("<=" if target.canonical_unit == "元" or target.amount == 0 else ">=")
