"""How likely a printed figure is by chance, and how likely it is a clerk's slip for another one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from gouji.schemas.quantity import Quantity

HUNDRED = Decimal(100)
TEN_THOUSAND = Decimal(10000)
FACTORS = (TEN_THOUSAND, Decimal(10), Decimal(100), Decimal(1000))
UNIT_RATE, POINT_RATE = 0.1, 0.02
"""How many slips print 万元 for 元, and how many move the point by any other places."""
UNIT_RATE_EACH = 0.8
"""The same of what each of many gets (每亩补助40万元): of 36 wrong averages and products of the labelled texts 33 were of this kind."""
SWAP_RATE = 0.05
"""How many slips swap two digits that stand apart."""
FULL_RATE = 0.05
"""How many slips print the customary 100% for a rate that is another."""
TAILS = ((Decimal("1.2"), 1.25), (Decimal("1.7"), 0.4), (Decimal("Infinity"), 0.03))
"""How much likelier than by chance a stale total or a wrong base makes a figure that is so many times the right one: of the
genuine errors of the labelled texts hardly one lies further off than two thirds.
"""


def chance(result: Quantity) -> float:
    """The probability that a figure is just this one if it follows from nothing: the fewer digits, the likelier."""
    if result.canonical_unit == "%" and result.amount == HUNDRED:
        return 0.2
    printed = result.number.replace(",", "").lstrip("-").replace(".", "").lstrip("0")
    digits = max(1, len(printed.rstrip("0")))
    if result.canonical_unit == "%":
        # 93.00% is as exact as 93.14%; 620,000.00元 is a round amount.
        digits = max(digits, len(printed) - 1 if result.decimals else 0)
        return {1: 0.1, 2: 0.03, 3: 0.004, 4: 0.0006}.get(digits, 0.0002)
    return {1: 0.12, 2: 0.02, 3: 0.003}.get(digits, 2 * 10.0**-digits)


def slip(result: Quantity, expected: Decimal, each: bool = False) -> float:
    """The probability that somebody who should have written `expected` wrote `result`: one digit, two transposed, a unit,
    or a total that was not updated. `each`: it is an average, or a product of one.
    """
    value = abs(expected)
    if digits := digit_slip(result, value):
        return digits
    if value and result.amount:
        for factor in FACTORS:
            if _prints(result, value * factor) or _prints(result, value / factor):
                return (UNIT_RATE_EACH if each else UNIT_RATE) if factor == TEN_THOUSAND else POINT_RATE
        if _is_full(result):
            return FULL_RATE
        factor = abs(result.amount) / value
        apart = max(factor, 1 / factor)
        return next(times for limit, times in TAILS if apart < limit) * chance(result)
    return TAILS[-1][1] * chance(result)


def slip_kind(result: Quantity, expected: Decimal) -> str:
    """How a printed figure differs from the one it should be: digit, transposed, unit, point, full (100% for another rate), or near,
    apart, far."""
    value = abs(expected)
    if digit_slip(result, value):
        return "digit" if digit_slip(result, value) != transposed_rate(result) else "transposed"
    if not value or not result.amount:
        return "far"
    for factor in FACTORS:
        if _prints(result, value * factor) or _prints(result, value / factor):
            return "unit" if factor == TEN_THOUSAND else "point"
    if _is_full(result):
        return "full"
    apart = max(abs(result.amount) / value, value / abs(result.amount))
    return "near" if apart < TAILS[0][0] else "apart" if apart < TAILS[1][0] else "far"


def digit_slip(result: Quantity, expected: Decimal) -> float:
    """The probability of a slip in the digits alone: one of them wrong, or two transposed; 0 if it takes more."""
    try:
        right = f"{abs(expected) / result.scale:.{result.decimals}f}"
    except InvalidOperation:
        return 0.0
    wrong = result.number.replace(",", "").lstrip("-")
    if len(right) != len(wrong):
        return 0.0
    right, wrong = right.replace(".", ""), wrong.replace(".", "")  # 86.40, 84.60: the point stands between
    places = [i for i, (a, b) in enumerate(zip(right, wrong, strict=True)) if a != b]
    if len(places) == 1:
        return 0.35 / (9 * len(right))
    return transposed_rate(result) if len(places) == 2 and _transposed(right, wrong, *places) else 0.0


def swapped(result: Quantity, expected: Decimal) -> float:
    """The probability of a slip that swapped two digits that do not stand side by side; 0 if it takes another."""
    right, wrong = f"{abs(expected) / result.scale:.{result.decimals}f}", result.number.replace(",", "").lstrip("-")
    if len(right) != len(wrong):
        return 0.0
    places = [i for i, (a, b) in enumerate(zip(right, wrong, strict=True)) if a != b]
    if len(places) != 2 or right[places[0]] != wrong[places[1]] or right[places[1]] != wrong[places[0]]:
        return 0.0
    return SWAP_RATE / max(1, len(right) * (len(right) - 1) // 2)


def transposed_rate(result: Quantity) -> float:
    """The probability that a slip transposed just these two digits of a figure."""
    return 0.2 / max(1, sum(sign.isdigit() for sign in result.number))


def transposed(result: Quantity) -> Iterator[Quantity]:
    """The figures from which two transposed digits make this one."""
    digits = result.number
    places = [place for place, sign in enumerate(digits) if sign.isdigit()]
    for first, second in pairwise(places):
        if digits[first] == digits[second] or (first == places[0] and digits[second] == "0"):
            continue
        signs = list(digits)
        signs[first], signs[second] = signs[second], signs[first]
        number = "".join(signs)
        amount = Decimal(number.replace(",", "")) * result.scale
        yield result.model_copy(update={"number": number, "canonical": format(amount, "f")})


def _is_full(result: Quantity) -> bool:
    return result.canonical_unit == "%" and result.amount == HUNDRED


def _prints(result: Quantity, value: Decimal) -> bool:
    """Whether a value, rounded or cut off, has the digits that are printed."""
    return abs(value / result.scale - abs(Decimal(result.number.replace(",", "")))) < Decimal(1).scaleb(
        -result.decimals
    )


def _transposed(right: str, wrong: str, first: int, second: int) -> bool:
    return second == first + 1 and right[first] == wrong[second] and right[second] == wrong[first]
