"""Figures and dates found in a text, with their positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gouji.schemas.quantity import Quantity

FigureKind = Literal["money", "rate", "multiple", "score", "count", "bare"]


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A figure in a text. `start`..`end` covers qualifier, number, unit and suffix (约5万元左右),
    `number_start`..`number_end` only the digits with their sign or operator.

    `kind` "bare" is a number without a known unit. Each end of a range (5-8个) is one figure: `part` says which, and its
    `bound` (">=" low, "<=" high) says the same, so that neither end passes for the whole.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    kind: FigureKind
    quantity: Quantity
    part: Literal["low", "high"] | None = None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text. `value` is ISO 8601 as precise as the page states it (2022-12-19, 2022-09, 2022), None if it is
    no readable date (2月30日, ￡月12日, a month without a known year). `inherited`: the year was named elsewhere.
    """

    start: int
    end: int
    value: str | None
    inherited: bool = False

    @property
    def precision(self) -> Literal["day", "month", "year"] | None:
        """The precision of the date; None if it could not be read."""
        if self.value is None:
            return None
        return "day" if len(self.value) == 10 else "month" if len(self.value) == 7 else "year"
