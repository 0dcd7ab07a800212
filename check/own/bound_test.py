"""The test of a bound that the user set: a figure not above, or not below, another one or a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gouji.check.own.own_rule import FieldPath, Limit
from gouji.check.relations.relation import Level, Outcome, Test
from gouji.check.relations.tests import plain, shown
from gouji.normalize.figures.interval import Interval, interval
from gouji.schemas.quantity import Quantity

LEVELS: tuple[Level, ...] = ("exact", "rounding", "violation")


@dataclass(frozen=True, slots=True)
class _End:
    """An end of a bound with the figure or number that sets it."""

    sign: Literal["≥", "≤"]
    limit: Limit
    of: Quantity

    @property
    def amount(self) -> Decimal:
        return self.of.amount * self.limit.times

    def span(self, decimals: int | None) -> Interval:
        """What the end may be: a number of the user is just that number."""
        if isinstance(self.limit.of, Quantity):
            return Interval(self.amount, self.amount)
        return _span(self.of, decimals).times(self.limit.times)

    def words(self) -> str:
        of = shown(self.of).lstrip("≥≤><")
        if self.limit.times == 1:
            return of
        return f"{of} × {plain(self.limit.times)} = {plain(self.amount / self.of.scale)}{self.of.unit}"


def bound_test(least: Limit | None, most: Limit | None, decimals: int | None) -> Test:
    """Tests that figure 0 lies between the ends. The ends that are figures of the report are the other figures, the
    lower one first. `decimals` is the number of decimals that the document prints money with.

    Beyond an end by no more than the printed decimals hide is rounding.
    """

    def test(figures: Sequence[Quantity]) -> Outcome:
        figure, ends = figures[0], list(_ends(least, most, figures[1:]))
        worst = max(ends, key=lambda end: LEVELS.index(_level(figure, end, decimals)))
        low, high = ("".join(end.words() for end in ends if end.sign == sign) for sign in ("≥", "≤"))
        printed, level = shown(figure).lstrip("≥≤><"), _level(figure, worst, decimals)
        beyond = f"{printed} {'>' if worst.sign == '≤' else '<'} {worst.words()}"
        equation = beyond if level == "violation" else " ≤ ".join(filter(None, (low, printed, high)))
        return Outcome(level, plain(figure.amount), plain(worst.amount), "0", equation)

    return test


def _ends(least: Limit | None, most: Limit | None, others: Sequence[Quantity]) -> Iterator[_End]:
    left = iter(others)
    for limit, sign in ((least, "≥"), (most, "≤")):
        if limit is not None:
            yield _End(sign, limit, next(left) if isinstance(limit.of, FieldPath) else limit.of)  # type: ignore[arg-type]


def _level(figure: Quantity, end: _End, decimals: int | None) -> Level:
    upper = end.sign == "≤"
    if figure.amount <= end.amount if upper else figure.amount >= end.amount:
        return "exact"
    own, span = _span(figure, decimals), end.span(decimals)
    return "rounding" if (own.low < span.high if upper else own.high > span.low) else "violation"


def _span(figure: Quantity, decimals: int | None) -> Interval:
    """What a printed figure may stand for; of a target (≥90%) the number counts."""
    bare = figure.model_copy(update={"bound": None})
    return interval(bare, decimals if figure.canonical_unit == "元" else None)
