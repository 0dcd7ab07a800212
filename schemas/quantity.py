"""A printed figure in canonical form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict

Bound = Literal[">=", ">", "<=", "<"]
_FACTORS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_RATES = {"‰": "0.1", "千分点": "0.1", "个千分点": "0.1", "‱": "0.01", "个万分点": "0.01", "成": "10"}
"""Printed units of a rate that are not one percent, in percent."""


class Quantity(BaseModel):
    """A number with its unit, exactly as printed and in the base unit (元 for money, % for rates, else the counting
    unit).

    `number` and `canonical` are exact decimal strings. `decimals` counts the printed decimal places, which state the
    precision.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str
    unit: str
    canonical: str
    canonical_unit: str
    decimals: int
    approximate: bool = False
    bound: Bound | None = None

    @cached_property
    def amount(self) -> Decimal:
        """The figure in its canonical unit."""
        return Decimal(self.canonical)

    @cached_property
    def scale(self) -> Decimal:
        """How many canonical units one printed unit has (10000 for 万元), also for a zero figure."""
        printed = Decimal(self.number)
        return self.amount / printed if printed else self._scale_of_unit()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values. What was worked out of the old ones is left behind."""
        copied = super().model_copy(update=update, deep=deep)
        for worked_out in ("amount", "scale"):
            copied.__dict__.pop(worked_out, None)
        return copied

    def _scale_of_unit(self) -> Decimal:
        """The scale by the unit's name, because 0万元 gives none by division."""
        if self.canonical_unit == "%":
            return Decimal(_RATES.get(self.unit, 1))
        scale, rest = Decimal(1), self.unit
        while rest != self.canonical_unit and rest[:1] in _FACTORS:
            scale, rest = scale * _FACTORS[rest[0]], rest[1:]
        return scale
