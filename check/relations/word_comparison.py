"""The test of a comparison in words: 高于, 低于, 持平."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.check.relations.relation import Level, Outcome, Test
from gouji.check.relations.tests import plain, shown
from gouji.normalize.figures.interval import half_unit
from gouji.schemas.quantity import Quantity

SIGNS = {"above": ">", "below": "<", "equal": "="}


def word_comparison_test(form: str) -> Test:
    """Returns the test that figure 0 is above, below or equal to figure 1. Equal figures may be rounded: they contradict
    no comparison.
    """

    def test(figures: Sequence[Quantity]) -> Outcome:
        first, second = figures
        slack = half_unit(first) + half_unit(second)
        beyond = first.amount - second.amount
        holds = abs(beyond) <= slack if form == "equal" else beyond >= 0 if form == "above" else beyond <= 0
        level: Level = "exact" if holds and (form == "equal" or beyond) else "rounding" if holds else "violation"
        words = f"{shown(first)} {SIGNS[form]} {shown(second).lstrip('≥≤><')}"
        return Outcome(level, plain(first.amount), plain(second.amount), "0", words)

    return test
