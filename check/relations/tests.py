"""The three tests of relations: a sum, a ratio, and two equal figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from gouji.check.relations.relation import Level, Outcome, Test
from gouji.normalize.figures.interval import Interval, half_unit, interval
from gouji.schemas.quantity import Quantity

HUNDRED = Decimal(100)
MONTHS = Decimal(12)


def plain(value: Decimal) -> str:
    """A decimal without exponent and trailing zeros."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def shown(quantity: Quantity) -> str:
    """A figure as the page prints it."""
    return quantity.number + ("" if quantity.unit == "%" else quantity.unit) + ("%" if quantity.unit == "%" else "")


def within_test(figures: Sequence[Quantity]) -> Outcome:
    """Tests that a score lies between zero and its weight."""
    score, weight = figures
    holds = 0 <= score.amount <= weight.amount
    level: Level = "exact" if holds else "violation"
    return Outcome(level, plain(score.amount), plain(weight.amount), "0", f"0 ≤ {shown(score)} ≤ {shown(weight)}")


def sum_test(signs: Sequence[int], decimals: int | None) -> Test:
    """Tests figure 0 against the signed sum of the others. `decimals` is the number of decimals that the document
    prints money with.
    """

    def test(figures: Sequence[Quantity]) -> Outcome:
        claimed, parts = figures[0], figures[1:]
        total = sum((sign * part.amount for sign, part in zip(signs, parts, strict=True)), Decimal(0))
        slack = half_unit(claimed) + sum((half_unit(p, decimals) for p in parts), Decimal(0))
        difference = abs(total - claimed.amount)
        # A total printed with fewer decimals than its parts may be rounded. One with as many may be off by what the
        # last places hide.
        # Rounded parts never reach the far end of what they may stand for, which 89.97 of 30.00, 30.00 and 29.99 would need.
        most = max(slack, _hidden_decimals(claimed, parts, decimals))
        rounded = difference < most or (difference == most == half_unit(claimed))
        level: Level = "exact" if difference == 0 else "rounding" if rounded else "violation"
        if (
            any(p.bound or p.approximate for p in figures)
            and level == "violation"
            and _intervals_overlap(signs, claimed, parts)
        ):
            level = "rounding"
        return Outcome(
            level, plain(claimed.amount), plain(total), plain(slack), _sum_equation(signs, claimed, parts, total)
        )

    return test


def _hidden_decimals(claimed: Quantity, parts: Sequence[Quantity], decimals: int | None) -> Decimal:
    if decimals is None or claimed.decimals == 0:
        return Decimal(0)
    return sum((half_unit(q, decimals) for q in (claimed, *parts)), Decimal(0))


def _intervals_overlap(signs: Sequence[int], claimed: Quantity, parts: Sequence[Quantity]) -> bool:
    low = high = Decimal(0)
    for sign, part in zip(signs, parts, strict=True):
        span = interval(part)
        low += span.low if sign > 0 else -span.high
        high += span.high if sign > 0 else -span.low
    return Interval(low, high).overlaps(interval(claimed))


def _sum_equation(signs: Sequence[int], claimed: Quantity, parts: Sequence[Quantity], total: Decimal) -> str:
    equation = ""
    for sign, part in zip(signs, parts, strict=True):
        negative = (sign < 0) != part.number.startswith("-")
        equation += (" − " if negative else " + ") + shown(part).lstrip("-")
    equation = equation[3:] if equation.startswith(" + ") else equation.strip()
    return f"{equation} = {plain(total / claimed.scale)}{claimed.unit}"


def ratio_test(percent: bool, minus_one: bool, decimals: int | None) -> Test:
    """Tests figure 0 against figure 1 ÷ figure 2 (in percent; minus one for a growth)."""

    def test(figures: Sequence[Quantity]) -> Outcome | None:
        claimed, numerator, denominator = figures
        if denominator.amount <= 0:
            return None
        factor = HUNDRED if percent else Decimal(1)
        shift = -factor if minus_one else Decimal(0)
        value = numerator.amount / denominator.amount * factor + shift
        span = interval(numerator, decimals).divided_by(interval(denominator, decimals))
        if span is None:
            return None
        level = _ratio_level(claimed, value, span.times(factor).shifted(shift))
        tail = " × 100%" if percent else ""
        less = " − 100%" if minus_one and percent else ""
        equation = f"{shown(numerator)} ÷ {shown(denominator)}{tail}{less} = {plain(_rounded(value, claimed.decimals + 2))}{'%' if percent else ''}"
        return Outcome(level, plain(claimed.amount), plain(_rounded(value, 4)), plain(half_unit(claimed)), equation)

    return test


def product_test(standard: bool = False, months: bool = False) -> Test:
    """Tests figure 0 against the product of the others; a rate counts in hundredths. `standard`: the last one is not rounded;
    `months`: the product is that of a month, figure 0 that of a year.
    """

    def test(figures: Sequence[Quantity]) -> Outcome:
        claimed, *factors = figures
        value = low = high = MONTHS if months else Decimal(1)
        for place, each in enumerate(factors, 1):
            share = 1 / HUNDRED if each.canonical_unit == "%" else Decimal(1)
            exact = standard and place == len(factors)
            one = (Interval(each.amount, each.amount) if exact else interval(each)).times(share)
            value, low, high = value * each.amount * share, low * one.low, high * one.high
        span = Interval(low, high)
        left = " × ".join([*map(shown, factors), *([plain(MONTHS)] if months else [])])
        equation = f"{left} = {plain(_rounded(value / claimed.scale, claimed.decimals + 2))}{claimed.unit}"
        level = _ratio_level(claimed, value, span)
        return Outcome(level, plain(claimed.amount), plain(_rounded(value, 4)), plain(half_unit(claimed)), equation)

    return test


def paired_test() -> Test:
    """Tests figure 0 against the sum of the products of each two of the others: a count, and what each gets."""

    def test(figures: Sequence[Quantity]) -> Outcome:
        claimed, others = figures[0], figures[1:]
        value = low = high = Decimal(0)
        for place in range(0, len(others), 2):
            span = interval(others[place]).times(others[place + 1].amount)
            value += others[place].amount * others[place + 1].amount
            low, high = low + span.low, high + span.high
        left = " + ".join(f"{shown(one)} × {shown(each)}" for one, each in zip(others[::2], others[1::2], strict=True))
        equation = f"{left} = {plain(_rounded(value / claimed.scale, claimed.decimals + 2))}{claimed.unit}"
        level = _ratio_level(claimed, value, Interval(low, high))
        return Outcome(level, plain(claimed.amount), plain(_rounded(value, 4)), plain(half_unit(claimed)), equation)

    return test


def order_test(sign: str) -> Test:
    """Tests that figure 0 is not more (≤) or not less (≥) than figure 1, and for ≤ not below zero."""

    def test(figures: Sequence[Quantity]) -> Outcome:
        claimed, other = figures
        holds = 0 <= claimed.amount <= other.amount if sign == "≤" else claimed.amount >= other.amount
        words = f"{shown(claimed)} {sign} {shown(other).lstrip('≥≤><')}"
        return Outcome("exact" if holds else "violation", plain(claimed.amount), plain(other.amount), "0", words)

    return test


def absolute_test(test: Test) -> Test:
    """Tests a figure that is printed without its sign: 下降5%, 少3人."""

    def either(figures: Sequence[Quantity]) -> Outcome | None:
        outcome = test(figures)
        if outcome is None or outcome.holds or figures[0].number.startswith("-"):
            return outcome
        claimed = figures[0]
        turned = claimed.model_copy(update={"number": f"-{claimed.number}", "canonical": f"-{claimed.canonical}"})
        other = test([turned, *figures[1:]])
        if other is None or (not other.holds and not outcome.expected.startswith("-")):
            return outcome
        return Outcome(other.level, plain(claimed.amount), other.expected.lstrip("-"), other.tolerance, other.equation)

    return either


def _ratio_level(claimed: Quantity, value: Decimal, span: Interval) -> Level:
    """Compares a claimed ratio with the computed one.

    It is exact if the computed value rounds to it, rounding if it lies within what all printed places allow, and
    truncation if it is the value cut off, which lies less than one in the last place away.
    """
    printed = claimed.amount
    unit = Decimal(1).scaleb(-claimed.decimals) * claimed.scale
    if claimed.bound is None and _rounded(value / claimed.scale, claimed.decimals) * claimed.scale == printed:
        return "exact"
    if interval(claimed).overlaps(span):
        return "rounding"
    low, high = ((end / unit).to_integral_value(rounding=ROUND_DOWN) * unit for end in (span.low, span.high))
    return "truncation" if low <= printed <= high and abs(printed - value) < unit else "violation"


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def same_test(truncated: bool = False) -> Test:
    """Tests two places that print one figure. `truncated`: it is a rate that was computed twice, once rounded and once cut
    off.
    """

    def test(figures: Sequence[Quantity]) -> Outcome:
        first, second = figures
        difference = abs(first.amount - second.amount)
        slack = (
            max(half_unit(first), half_unit(second))
            if first.decimals != second.decimals or first.scale != second.scale
            else Decimal(0)
        )
        level: Level = "exact" if difference == 0 else "rounding" if difference <= slack else "violation"
        if level == "violation" and truncated and _is_truncated(first, second):
            level, slack = "truncation", difference
        sign = "=" if level != "violation" else "≠"
        return Outcome(
            level, plain(first.amount), plain(second.amount), plain(slack), f"{shown(first)} {sign} {shown(second)}"
        )

    return test


def _is_truncated(first: Quantity, second: Quantity) -> bool:
    """Whether one of two rates may be the other without its last places: 95.0263 is printed 95.03% and 95.02%, or
    95.0%.
    """
    if first.canonical_unit != "%" or second.canonical_unit != "%":
        return False
    short, long = sorted((first, second), key=half_unit, reverse=True)
    more, unit = long.amount - short.amount, 2 * half_unit(short)
    return abs(more) == unit if half_unit(long) == half_unit(short) else 0 <= more < unit
