"""Days as targets (时效指标): 10月31日前, and the day on which it was done. A day missed does not earn all points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import regex

from gouji.check.relations.relation import Level, Outcome, Relation
from gouji.check.relations.tests import shown
from gouji.normalize.figures.dates import find_dates
from gouji.schemas.leaf import Leaf, TextLeaf
from gouji.schemas.record import Deadline, Indicator

AFTERWARDS = regex.compile(r"\s*(?:后|之后|以后|起|开始|开工|启动|至|到|-|—|~)")
"""What says that the day is the first one, or one of a period."""
EVERY = regex.compile(r"每[月季年]|按[月季]")


def day_relation(indicator: Indicator, year: int | None) -> Relation | None:
    """The relation of an indicator whose target and actual value are a day each; None for any other. A day that names no year
    is one of `year`."""
    target, actual = indicator.target, indicator.actual
    if not isinstance(target, TextLeaf) or not isinstance(actual, TextLeaf):
        return None
    if _day(target.value, year) is None or _day(actual.value, year) is None:
        return None
    points = () if indicator.score is None or indicator.weight is None else (indicator.score, indicator.weight)
    leaves: tuple[Leaf[Any], ...] = (actual, target, *points)

    def test(values: Sequence[Any]) -> Outcome | None:
        done, due = _day(values[0], year), _day(values[1], year)
        return None if done is None or due is None else _outcome(done, due, values[2:], stated=False)

    return Relation("target-met", indicator.name.value or indicator.name.text, leaves, test)


def deadline_relations(told: list[Deadline]) -> Iterator[Relation]:
    """Yields one relation for each day that the prose tells beside the one on which it was done."""

    def test(values: Sequence[str]) -> Outcome:
        done, due = values
        return _outcome(done, due)

    for each in told:
        yield Relation("target-met", each.subject, (each.done, each.due), test, premise=each.premise)


def _outcome(done: str, due: str, points: Sequence[Any] = (), stated: bool = True) -> Outcome:
    """`stated`: the words say that the day was kept; without them only all points for a missed day contradict it."""
    size = min(len(done), len(due))
    reached = done[:size] <= due[:size]
    words = f"{done} {'≤' if reached else '>'} {due}"
    level: Level = "exact" if reached or not stated else "violation"
    if points:
        score, weight = points
        words += f"; {shown(score)} / {shown(weight)}"
        level = "violation" if not reached and score.amount >= weight.amount else "exact"
    return Outcome(level, done, f"<= {due}", "", words)


def _day(words: str | None, year: int | None) -> str | None:
    """The one day or month of a cell up to which something is to be done, or on which it was; None if it tells another."""
    if not words or EVERY.search(words):
        return None
    found = [date for date in find_dates(words, year) if date.precision in ("day", "month")]
    if len(found) != 1 or AFTERWARDS.match(words, found[0].end):
        return None
    return found[0].value
