"""The value that one figure of a claim must have so that the claim comes out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from gouji.extract.statements.agreement import computed
from gouji.extract.statements.figure_features import Claimed
from gouji.normalize.figures.slips import TEN_THOUSAND
from gouji.schemas.quantity import Quantity

HUNDRED = Decimal(100)
SAME = Decimal("0.001")


def solved(claim: Claimed, figures: Sequence[Quantity], place: int) -> list[Quantity]:
    """The figure at `place` of `figures` (the result, then the operands) as it would have to be printed, to its own last
    place, or in 元 for 万元 and the other way round; empty where no value makes the claim come out.
    """
    try:
        values = _values(claim.form, figures, place)
    except ArithmeticError:
        return []
    return [other for value in values if value > 0 and (other := _printed(figures[place], value)) is not None]


def _values(form: str, figures: Sequence[Quantity], place: int) -> list[Decimal]:
    amounts = [figure.amount for figure in figures]
    if place == 0:
        expected = computed(form, figures[1:])
        return [abs(expected.value)] if expected is not None else []
    result, others = amounts[0], amounts[1:place] + amounts[place + 1 :]
    if form == "sum":
        return [result - sum(others)]
    other, first = others[0], place == 1
    rate = result / HUNDRED
    if form == "less":
        return [other + result, other - result] if not first else [other + result]
    factors = {"part": rate, "up": 1 + rate, "down": 1 - rate, "average": result, "multiple": result}
    if form in factors:
        return [other * factors[form] if first else other / factors[form]]
    return [result / other] if form == "product" else []


def _printed(figure: Quantity, value: Decimal) -> Quantity | None:
    number = (value / figure.scale).quantize(Decimal(1).scaleb(-figure.decimals), rounding=ROUND_HALF_UP)
    if is_unit_slip(figure, value):
        return figure.model_copy(update={"canonical": format(value, "f")})
    if number <= 0 or abs(number * figure.scale - value) * 200 > value:
        return None
    return figure.model_copy(update={"number": format(number, "f"), "canonical": format(number * figure.scale, "f")})


def is_unit_slip(figure: Quantity, value: Decimal) -> bool:
    """Whether a figure has the digits of a value and 万元 for 元, or 元 for 万元."""
    ratio = abs(figure.amount / value) if value and figure.canonical_unit == "元" else Decimal(1)
    return any(abs(ratio / factor - 1) < SAME for factor in (TEN_THOUSAND, 1 / TEN_THOUSAND))
