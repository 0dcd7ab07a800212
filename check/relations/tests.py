"""The three tests that relations are made of: a sum, a ratio, and two figures that are the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from gouji.check.relations.interval import Interval, half_unit, interval
from gouji.check.relations.relation import Level, Outcome, Test
from gouji.schemas.quantity import Quantity

HUNDRED = Decimal(100)


def plain(value: Decimal) -> str:
    """A decimal without exponent and idle zeros."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def shown(quantity: Quantity) -> str:
    """A figure as the page prints it."""
    return quantity.number + ("" if quantity.unit == "%" else quantity.unit) + ("%" if quantity.unit == "%" else "")


def sum_test(signs: Sequence[int], decimals: int | None) -> Test:
    """Figure 0 against the signed sum of the others; `decimals` are the places that the document prints money with."""

    def test(figures: Sequence[Quantity]) -> Outcome:
        claimed, parts = figures[0], figures[1:]
        total = sum((sign * part.amount for sign, part in zip(signs, parts, strict=True)), Decimal(0))
        slack = half_unit(claimed) + sum((half_unit(p, decimals) for p in parts), Decimal(0))
        off = abs(total - claimed.amount)
        # A total that is printed shorter than its parts may be rounded; one printed as long as they are may be off by
        # what their own last places hide.
        level: Level = (
            "exact"
            if off == 0
            else "rounding"
            if off <= max(slack, _envelope(claimed, parts, decimals))
            else "violation"
        )
        if any(p.bound or p.approximate for p in figures) and level == "violation" and _meets(signs, claimed, parts):
            level = "rounding"
        return Outcome(
            level, plain(claimed.amount), plain(total), plain(slack), _sum_equation(signs, claimed, parts, total)
        )

    return test


def _envelope(claimed: Quantity, parts: Sequence[Quantity], decimals: int | None) -> Decimal:
    if decimals is None or claimed.decimals == 0:
        return Decimal(0)
    return sum((half_unit(q, decimals) for q in (claimed, *parts)), Decimal(0))


def _meets(signs: Sequence[int], claimed: Quantity, parts: Sequence[Quantity]) -> bool:
    low = high = Decimal(0)
    for sign, part in zip(signs, parts, strict=True):
        span = interval(part)
        low += span.low if sign > 0 else -span.high
        high += span.high if sign > 0 else -span.low
    return Interval(low, high).meets(interval(claimed))


def _sum_equation(signs: Sequence[int], claimed: Quantity, parts: Sequence[Quantity], total: Decimal) -> str:
    words = ""
    for sign, part in zip(signs, parts, strict=True):
        negative = (sign < 0) != part.number.startswith("-")
        words += (" − " if negative else " + ") + shown(part).lstrip("-")
    words = words[3:] if words.startswith(" + ") else words.strip()
    return f"{words} = {plain(total / claimed.scale)}{claimed.unit}"


def ratio_test(percent: bool, minus_one: bool, decimals: int | None) -> Test:
    """Figure 0 against figure 1 ÷ figure 2 (in percent; less one for a growth)."""

    def test(figures: Sequence[Quantity]) -> Outcome | None:
        claimed, above, below = figures
        if below.amount <= 0:
            return None
        factor = HUNDRED if percent else Decimal(1)
        shift = -factor if minus_one else Decimal(0)
        value = above.amount / below.amount * factor + shift
        span = interval(above, decimals).over(interval(below, decimals))
        if span is None:
            return None
        level = _ratio_level(claimed, value, span.times(factor).shifted(shift))
        tail = " × 100%" if percent else ""
        less = " − 100%" if minus_one and percent else ""
        words = f"{shown(above)} ÷ {shown(below)}{tail}{less} = {plain(_rounded(value, claimed.decimals + 2))}{'%' if percent else ''}"
        return Outcome(level, plain(claimed.amount), plain(_rounded(value, 4)), plain(half_unit(claimed)), words)

    return test


def _ratio_level(claimed: Quantity, value: Decimal, span: Interval) -> Level:
    """Rounded to the printed place it is exact; inside what all printed places allow it is rounding; cut off it is truncation."""
    printed = claimed.amount
    unit = Decimal(1).scaleb(-claimed.decimals) * claimed.scale
    if claimed.bound is None and _rounded(value / claimed.scale, claimed.decimals) * claimed.scale == printed:
        return "exact"
    if interval(claimed).meets(span):
        return "rounding"
    low, high = ((end / unit).to_integral_value(rounding=ROUND_DOWN) * unit for end in (span.low, span.high))
    return "truncation" if low <= printed <= high else "violation"


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def same_test(cut: bool = False) -> Test:
    """Two places that print one figure. `cut`: it is a rate worked out twice, once rounded and once cut off."""

    def test(figures: Sequence[Quantity]) -> Outcome:
        first, second = figures
        off = abs(first.amount - second.amount)
        slack = (
            max(half_unit(first), half_unit(second))
            if first.decimals != second.decimals or first.scale != second.scale
            else Decimal(0)
        )
        level: Level = "exact" if off == 0 else "rounding" if off <= slack else "violation"
        if level == "violation" and cut and _is_cut(first, second):
            level, slack = "truncation", off
        sign = "=" if level != "violation" else "≠"
        return Outcome(
            level, plain(first.amount), plain(second.amount), plain(slack), f"{shown(first)} {sign} {shown(second)}"
        )

    return test


def _is_cut(first: Quantity, second: Quantity) -> bool:
    """Whether one of two rates may be the other without its last places: 95.0263 is printed 95.03% and 95.02%, or 95.0%."""
    if first.canonical_unit != "%" or second.canonical_unit != "%":
        return False
    short, long = sorted((first, second), key=half_unit, reverse=True)
    more, unit = long.amount - short.amount, 2 * half_unit(short)
    return abs(more) == unit if half_unit(long) == half_unit(short) else 0 <= more < unit
