"""A printed number and its unit in normal form."""

from __future__ import annotations

from decimal import Decimal

from gouji.normalize.figures.units import Unit
from gouji.schemas.quantity import Bound, Quantity

NO_UNIT = Unit("", "bare", "", Decimal(1), 0)


def normal_form(number: str, unit: Unit, approximate: bool = False, bound: Bound | None = None) -> Quantity:
    """The figure as a Quantity: money in its currency with two decimals or more, rates in percent, the rest in the base unit, all exact."""
    canonical = plain(Decimal(number) * unit.factor)
    if unit.kind == "money":
        whole, _, places = canonical.partition(".")
        canonical = f"{whole}.{places.ljust(2, '0')}"
    return Quantity(
        number=number,
        unit=unit.printed,
        canonical=canonical,
        canonical_unit=unit.base,
        decimals=len(number.partition(".")[2]),
        approximate=approximate or unit.approximate,
        bound=bound,
    )


def plain(value: Decimal) -> str:
    """Without exponent and without zeros at the end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
