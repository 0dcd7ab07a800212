"""Seeded randomness, and how a document prints its figures."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TypeVar

from bench.cases.leaves import Figure, plain

T = TypeVar("T")


class Dice(random.Random):
    """A random source with the few methods that reports need."""

    def pick(self, things: Sequence[T]) -> T:
        """One of them."""
        return things[self.randrange(len(things))]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """`count` different ones, in their order."""
        places = sorted(self.sample(range(len(things)), min(count, len(things))))
        return [things[place] for place in places]

    def chance(self, share: float) -> bool:
        """True with that probability."""
        return self.random() < share

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high. Large ranges are drawn evenly over their magnitudes, so that small values
        occur too."""
        if high > 20 * max(low, 1):
            return round(max(low, 1) * (high / max(low, 1)) ** self.random())
        return self.randint(low, high)


@dataclass(frozen=True, slots=True)
class Print:
    """How one document prints: unit of money, decimal places, thousands commas, a sign for rates, the form of days, the
    position of units."""

    unit: str
    places: int
    short: bool
    commas: bool
    rates: tuple[int, ...]
    cut: float
    day: str
    bare_actual: bool
    score_places: int


def a_print(dice: Dice, table: bool) -> Print:
    """A random way of printing: mostly 万元 with two decimal places."""
    yuan = dice.chance(0.15)
    return Print(
        unit="元" if yuan else "万元",
        places=2,
        short=(not table and dice.chance(0.45)) or (yuan and dice.chance(0.3)),
        commas=(yuan and dice.chance(0.5)) or dice.chance(0.06),
        rates=dice.pick([(2,), (2,), (2, 2, 1), (2, 1), (1,), (2, 2, 0), (2, 1, 0)]),
        cut=dice.pick([0.0, 0.0, 0.0, 0.3]),
        day=dice.pick(
            ["%Y年%-m月%-d日", "%Y年%-m月%-d日", "%Y年%m月%d日", "%Y.%-m.%-d", "%Y-%m-%d", "%Y 年 %-m 月 %-d 日"]
        ),
        bare_actual=dice.chance(0.25),
        score_places=dice.pick([1, 2, 2]),
    )


def money(amount: Decimal, how: Print, cell: bool = False, unit: str | None = None) -> Figure:
    """An amount (元) as printed in the document's unit, or another."""
    meant = unit or how.unit
    number = (amount / Decimal(10000 if meant == "万元" else 1)).quantize(Decimal(1).scaleb(-how.places), ROUND_HALF_UP)
    text = plain(abs(number)) if how.short or (number == 0 and not cell) else f"{abs(number):f}"
    return Figure(
        number=text, unit=meant, shown="" if cell else meant, negative=number < 0, signed=cell, commas=how.commas
    )


def rate(part: Decimal, whole: Decimal, how: Print, dice: Dice) -> Figure:
    """part / whole in percent, rounded (seldom cut off) to one of the document's places."""
    mode = ROUND_DOWN if dice.chance(how.cut) else ROUND_HALF_UP
    places = dice.pick(how.rates)
    exact = part / whole * 100
    number = exact.quantize(Decimal(1).scaleb(-places), mode)
    text = f"{number:f}" if number != 100 or dice.chance(0.5) else "100"
    return Figure(number=text, unit="%", shown="%")


def points(value: Decimal, places: int) -> str:
    """A score with at most so many decimal places, without trailing zeros."""
    return plain(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
