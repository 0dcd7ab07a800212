"""Printed figures as intervals: a number with two decimals stands for every value that rounds to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gouji.schemas.quantity import Quantity

INFINITE = Decimal("Infinity")
APPROXIMATE_RATIO = Decimal("0.05")
"""Relative half-width of the interval of 约 and 左右."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def divided_by(self, other: Interval) -> Interval | None:
        """The quotient; None if the divisor may be zero or negative."""
        if other.low <= 0:
            return None
        # Figures divided here are amounts, which are negative only if misread.
        low = self.low / (other.high if self.low >= 0 else other.low)
        high = self.high / (other.low if self.high >= 0 else other.high)
        return Interval(low, high)

    def times(self, factor: Decimal) -> Interval:
        """The interval scaled by a positive factor."""
        return Interval(self.low * factor, self.high * factor)

    def shifted(self, by: Decimal) -> Interval:
        """The interval shifted by `by`."""
        return Interval(self.low + by, self.high + by)

    def overlaps(self, other: Interval) -> bool:
        """Whether some value lies in both intervals."""
        return self.low <= other.high and other.low <= self.high


def half_unit(quantity: Quantity, decimals: int | None = None) -> Decimal:
    """Half of the last printed decimal place, in the canonical unit. A plain count (7台) is exact; 27万笔 is not."""
    counted = quantity.canonical_unit not in ("元", "%") and quantity.scale == 1 and quantity.decimals == 0
    if counted and quantity.unit != "倍":
        return Decimal(0)
    places = quantity.decimals if decimals is None else max(decimals, quantity.decimals)
    return Decimal(5).scaleb(-places - 1) * quantity.scale


def interval(quantity: Quantity, decimals: int | None = None) -> Interval:
    """The interval of values that the printed figure can stand for.

    `decimals` is the number of decimals that the document prints such figures with, where it writes 5 for 5.00.
    """
    value, half = quantity.amount, half_unit(quantity, decimals)
    if quantity.bound in (">=", ">"):
        return Interval(value - half, INFINITE)
    if quantity.bound in ("<=", "<"):
        return Interval(Decimal(0), value + half)
    if quantity.approximate:
        half = max(half, abs(value) * APPROXIMATE_RATIO)
    return Interval(value - half, value + half)
