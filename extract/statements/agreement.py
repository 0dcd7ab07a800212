"""Whether a figure follows from others as printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal, DivisionByZero, InvalidOperation

from gouji.normalize.figures.interval import Interval, half_unit, interval
from gouji.schemas.quantity import Quantity

HUNDRED = Decimal(100)
UNSIGNED = frozenset({"down", "less"})
"""Forms whose result is printed without its sign: 下降5%, 少3人."""

DIFFERENCES = frozenset({"less", "more"})
PRODUCTS = frozenset({"product", "each", "yearly"})
STANDARDS = frozenset({"each", "yearly"})
"""Products whose last factor is a standard: it is not rounded, 每村20万元 is 200,000元."""
MONTHS = Decimal(12)


@dataclass(frozen=True, slots=True)
class Computed:
    """What a figure must be if it follows from others, and the values that their printed places allow."""

    value: Decimal
    span: Interval


def computed(form: str, operands: Sequence[Quantity], decimals: int | None = None) -> Computed | None:
    """The value of `form` (sum or that of a ratio) over the operands; None if it has none (a zero divisor).

    `decimals` is the number of decimals that the document prints money with.
    """
    try:
        if form == "sum":
            return _sum(operands, decimals)
        if form in PRODUCTS:
            return _product(form, operands)
        if form == "paired":
            return _paired(operands)
        first, second = operands
        if form in DIFFERENCES:
            return _difference(first, second, decimals)
        return _ratio("down" if form == "fall" else form, first, second)
    except (DivisionByZero, InvalidOperation):
        return None


def _sum(operands: Sequence[Quantity], decimals: int | None) -> Computed:
    value = sum((q.amount for q in operands), Decimal(0))
    half = sum((half_unit(q, decimals if q.canonical_unit == "元" else None) for q in operands), Decimal(0))
    return Computed(value, Interval(value - half, value + half))


def _difference(first: Quantity, second: Quantity, decimals: int | None) -> Computed:
    one, other = (interval(q, decimals if q.canonical_unit == "元" else None) for q in (first, second))
    return Computed(first.amount - second.amount, one - other)


def _product(form: str, factors: Sequence[Quantity]) -> Computed:
    """The product of all factors, a rate in hundredths; `yearly`: times the months of a year."""
    value = low = high = MONTHS if form == "yearly" else Decimal(1)
    for place, quantity in enumerate(factors, 1):
        share = 1 / HUNDRED if quantity.canonical_unit == "%" else Decimal(1)
        standard = form in STANDARDS and place == len(factors)
        span = (Interval(quantity.amount, quantity.amount) if standard else interval(quantity)).times(share)
        value, low, high = value * quantity.amount * share, low * span.low, high * span.high
    return Computed(value, Interval(low, high))


def _paired(operands: Sequence[Quantity]) -> Computed:
    """The sum of the products of each two operands, a count and a standard."""
    products = [_product("each", operands[place : place + 2]) for place in range(0, len(operands), 2)]
    span = Interval(sum((p.span.low for p in products), Decimal(0)), sum((p.span.high for p in products), Decimal(0)))
    return Computed(sum((p.value for p in products), Decimal(0)), span)


def _ratio(form: str, first: Quantity, second: Quantity) -> Computed | None:
    a, b = first.amount, second.amount
    one, other = interval(first), interval(second)
    if form in ("of-rise", "of-fall"):
        base = b - a if form == "of-rise" else b + a
        span = one.divided_by(other - one if form == "of-rise" else other + one)
        return Computed(a / base * HUNDRED, span.times(HUNDRED)) if span else None
    if form == "down":
        span = other - one
        quotient = span.divided_by(other)
        return Computed((b - a) / b * HUNDRED, _quotient(one, other, -1)) if quotient else None
    span = one.divided_by(other)
    if span is None:
        return None
    if form == "up":
        return Computed((a - b) / b * HUNDRED, _quotient(one, other, 1))
    factor = HUNDRED if form == "part" else Decimal(1)
    return Computed(a / b * factor, span.times(factor))


def _quotient(one: Interval, other: Interval, sign: int) -> Interval:
    """The growth (sign 1) or decline (−1) in percent that two intervals allow."""
    ends = sorted(
        sign * (one_end / other_end - 1) * HUNDRED
        for one_end in (one.low, one.high)
        for other_end in (other.low, other.high)
    )
    return Interval(ends[0], ends[-1])


def agrees(result: Quantity, expected: Computed, form: str) -> bool:
    """Whether the printed figure is the expected value, rounded or cut off at its last place. Who cuts off is less than one in that
    place away: 9.6 of 240 are 4%, and no 3%, though 9.55 of 240.5 would be."""
    value, span = expected.value, expected.span
    if form in UNSIGNED and (value < 0) != (result.amount < 0):
        value, span = -value, Interval(-span.high, -span.low)
    printed = interval(result)
    if form == "sum" and span.low < span.high:  # rounded parts do not reach the ends of what they may stand for
        return value == result.amount or (printed.low < span.high and span.low < printed.high)
    if printed.overlaps(span):
        return True
    unit = Decimal(1).scaleb(-result.decimals) * result.scale
    low, high = ((end / unit).to_integral_value(rounding=ROUND_DOWN) * unit for end in (span.low, span.high))
    return form not in ("sum", "less") and low <= result.amount <= high and abs(result.amount - value) < unit


def follows(form: str, result: Quantity, operands: Sequence[Quantity]) -> bool:
    """Whether a printed figure follows from the operands."""
    expected = computed(form, operands)
    return expected is not None and agrees(result, expected, form)
