"""Printed figures as intervals: a number with two decimals stands for everything that rounds to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gouji.schemas.quantity import Quantity

INFINITE = Decimal("Infinity")
ABOUT = Decimal("0.05")
"""约 and 左右: five in a hundred either way."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def over(self, other: Interval) -> Interval | None:
        """The quotient; None where the divisor may be zero or below."""
        if other.low <= 0:
            return None
        # Figures divided here are amounts: not below zero but for a reading gone wrong.
        low = self.low / (other.high if self.low >= 0 else other.low)
        high = self.high / (other.low if self.high >= 0 else other.high)
        return Interval(low, high)

    def times(self, factor: Decimal) -> Interval:
        """Scaled by a factor above zero."""
        return Interval(self.low * factor, self.high * factor)

    def shifted(self, by: Decimal) -> Interval:
        """Moved along."""
        return Interval(self.low + by, self.high + by)

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high


def half_unit(quantity: Quantity, decimals: int | None = None) -> Decimal:
    """Half of the last printed place, in the canonical unit. A plain count (7台) is exact; 27万笔 is not."""
    counted = quantity.canonical_unit not in ("元", "%") and quantity.scale == 1 and quantity.decimals == 0
    if counted and quantity.unit != "倍":
        return Decimal(0)
    places = quantity.decimals if decimals is None else max(decimals, quantity.decimals)
    return Decimal(5).scaleb(-places - 1) * quantity.scale


def interval(quantity: Quantity, decimals: int | None = None) -> Interval:
    """What the printed figure can stand for. `decimals`: the places the document prints such figures with, where it
    writes 5 for 5.00."""
    value, half = quantity.amount, half_unit(quantity, decimals)
    if quantity.bound in (">=", ">"):
        return Interval(value - half, INFINITE)
    if quantity.bound in ("<=", "<"):
        return Interval(Decimal(0), value + half)
    if quantity.approximate:
        half = max(half, abs(value) * ABOUT)
    return Interval(value - half, value + half)
