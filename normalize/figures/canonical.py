"""Converts a printed number and its unit to canonical form."""

from __future__ import annotations

from decimal import Decimal

from gouji.normalize.figures.units import Unit
from gouji.schemas.quantity import Bound, Quantity

MAX_PLACES = 9
"""Places beyond these are what a spreadsheet's binary fractions leave (35.400000000000006), and state no precision."""
NO_UNIT = Unit("", "bare", "", Decimal(1), 0)


def canonical_quantity(number: str, unit: Unit, approximate: bool = False, bound: Bound | None = None) -> Quantity:
    """Returns the figure as a Quantity: money in its currency with at least two decimals, rates in percent, everything
    else in the base unit.

    All values are exact.
    """
    canonical = plain_decimal(Decimal(number) * unit.factor)
    if unit.kind == "money":
        whole, _, places = canonical.partition(".")
        canonical = f"{whole}.{places.ljust(2, '0')}"
    return Quantity(
        number=number,
        unit=unit.printed,
        canonical=canonical,
        canonical_unit=unit.base,
        decimals=min(MAX_PLACES, len(number.partition(".")[2])),
        approximate=approximate or unit.approximate,
        bound=bound,
    )


def plain_decimal(value: Decimal) -> str:
    """Returns the value without exponent and without trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
