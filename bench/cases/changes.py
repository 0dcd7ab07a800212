"""The ways in which an author gets a figure of a report wrong. Each function proposes a change, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bench.cases.leaves import Day, Figure, Leaf, Words
from bench.cases.plan import IndicatorRow, Report
from bench.cases.random import Dice
from bench.cases.relations import GRADES, HUNDRED, Relation

RECKONED = {"sum", "ratio", "growth", "multiple", "grown-times", "net", "points"}


@dataclass(frozen=True, slots=True)
class Change:
    """The leaf, its new attributes, and the relation that should break."""

    leaf: Leaf
    values: dict[str, Any]
    relation: Relation | None


def _relation(report: Report, dice: Dice, kinds: set[str]) -> Relation | None:
    fit = [r for r in report.relations if r.kind in kinds and not r.optional]
    return dice.pick(fit) if fit else None


def _figure(relation: Relation, dice: Dice) -> Figure | None:
    """Mostly the result, else one of the terms; never a count in words."""
    figures = [f for f in relation.figures if isinstance(f, Figure) and not f.han]
    return (figures[0] if dice.chance(0.5) else dice.pick(figures)) if figures else None


def digit(report: Report, dice: Dice) -> Change | None:
    """Replaces one digit by another."""
    relation = _relation(report, dice, RECKONED)
    figure = _figure(relation, dice) if relation else None
    if figure is None:
        return None
    places = [n for n, c in enumerate(figure.number) if c.isdigit()]
    place = dice.pick(places)
    old = figure.number[place]
    new = dice.pick([d for d in "0123456789" if d != old and not (d == "0" and place == 0)])
    return Change(figure, {"number": figure.number[:place] + new + figure.number[place + 1 :]}, relation)


def transposed(report: Report, dice: Dice) -> Change | None:
    """Swaps two adjacent digits."""
    relation = _relation(report, dice, RECKONED)
    figure = _figure(relation, dice) if relation else None
    if figure is None:
        return None
    n = figure.number
    pairs = [
        (i, j)
        for i in range(len(n) - 1)
        for j in (i + 1, i + 2)
        if j < len(n) and n[i].isdigit() and n[j].isdigit() and n[i] != n[j]
    ]
    pairs = [
        (i, j) for i, j in pairs if (j == i + 1 or n[i + 1] == ".") and not (i == 0 and n[j] == "0" and n[1:2] != ".")
    ]
    if not pairs:
        return None
    i, j = dice.pick(pairs)
    chars = list(n)
    chars[i], chars[j] = chars[j], chars[i]
    return Change(figure, {"number": "".join(chars)}, relation)


def lost_point(report: Report, dice: Dice) -> Change | None:
    """Removes the decimal point of an amount."""
    relation = _relation(report, dice, {"sum", "ratio"})
    figure = _figure(relation, dice) if relation else None
    if figure is None or "." not in figure.number or figure.base == "%" or figure.number.startswith("0"):
        return None
    return Change(figure, {"number": figure.number.replace(".", "")}, relation)


def unit_slip(report: Report, dice: Dice) -> Change | None:
    """元 for 万元 in prose; an amount in 元 in a column of 万元."""
    relation = _relation(report, dice, {"sum", "ratio"})
    figure = _figure(relation, dice) if relation else None
    if figure is None or figure.base != "元":
        return None
    if figure.shown:
        other = {"万元": "元", "元": "万元"}[figure.unit]
        return Change(figure, {"unit": other, "shown": other}, relation)
    if figure.unit == "元":
        return None
    amount = Decimal(figure.number) * 10000
    return Change(figure, {"number": f"{amount:.0f}"}, relation)


def stale(report: Report, dice: Dice) -> Change | None:
    """Leaves last year's amount in place."""
    relation = _relation(report, dice, {"sum", "ratio"})
    figure = _figure(relation, dice) if relation else None
    if figure is None or figure.base != "元" or not figure.amount:
        return None
    factor = Decimal(dice.randint(720, 960)) / 1000 if dice.chance(0.5) else Decimal(dice.randint(1040, 1300)) / 1000
    number = (Decimal(figure.number) * factor).quantize(Decimal(1).scaleb(-figure.decimals), ROUND_HALF_UP)
    return Change(figure, {"number": f"{number:f}"}, relation)


def denominator(report: Report, dice: Dice) -> Change | None:
    """Uses the opening budget as denominator of the rate instead of the year's budget."""
    rows = [r for r in report.budget if {"initial", "spent", "execution_rate", "adjusted"} <= r.fields.keys()]
    rows = [r for r in rows if r.fields["initial"].amount and r.fields["initial"].amount != r.fields["adjusted"].amount]
    if not rows:
        return None
    fields = dice.pick(rows).fields
    rate = fields["execution_rate"]
    number = (fields["spent"].amount / fields["initial"].amount * HUNDRED).quantize(
        Decimal(1).scaleb(-rate.decimals), ROUND_HALF_UP
    )
    relation = next(r for r in report.relations if r.kind == "ratio" and r.figures[0] is rate)
    return Change(rate, {"number": f"{number:f}"}, relation)


def wrong_count(report: Report, dice: Dice) -> Change | None:
    """Announces one item more or fewer than listed."""
    relation = _relation(report, dice, {"count"})
    if relation is None:
        return None
    (figure,) = relation.figures
    number = relation.count + dice.pick([-1, 1, 1, 2])
    return Change(figure, {"number": str(number)}, relation) if 1 < number <= 10 else None


def early(report: Report, dice: Dice) -> Change | None:
    """Moves a date one day before the one that it must follow."""
    relation = _relation(report, dice, {"order"})
    if relation is None:
        return None
    later, earlier = relation.figures[:2]
    assert isinstance(earlier, Day)
    return Change(later, {"day": earlier.day - timedelta(days=dice.randint(12, 75))}, relation)


def weights_total(report: Report, dice: Dice) -> Change | None:
    """Makes one weight too high or too low, or their sum wrong."""
    fit = [r for r in report.relations if r.rule == "weights-total"]
    if not fit:
        return None
    relation = dice.pick(fit)
    figure = dice.pick(relation.figures)
    assert isinstance(figure, Figure)
    return Change(figure, {"number": str(int(Decimal(figure.number)) + dice.pick([-2, 1, 2, 3, 5]))}, relation)


def scores_total(report: Report, dice: Dice) -> Change | None:
    """Adds the scores up wrongly."""
    fit = [r for r in report.relations if r.rule == "scores-total"]
    if not fit:
        return None
    relation = dice.pick(fit)
    figure = relation.figures[0]
    assert isinstance(figure, Figure)
    number = Decimal(figure.number) + dice.pick([-3, -2, -1, 1, 2]) * dice.pick(
        [Decimal(1), Decimal(1), Decimal("0.5")]
    )
    return Change(figure, {"number": f"{number:f}"}, relation) if 0 < number <= 100 else None


def over_weight(report: Report, dice: Dice) -> Change | None:
    """Gives a row more points than its weight."""
    relation = _relation(report, dice, {"within"})
    if relation is None:
        return None
    score, weight = relation.figures
    assert isinstance(weight, Figure)
    return Change(score, {"number": str(int(Decimal(weight.number)) + dice.randint(1, 3))}, relation)


def missed(report: Report, dice: Dice) -> Change | None:
    """Misses the target but keeps the full points."""
    rows = [row for row in report.indicators if _full(row)]
    if not rows:
        return None
    row = dice.pick(rows)
    actual, target = row.actual, row.target
    assert isinstance(actual, Figure) and isinstance(target, Figure)
    factor = Decimal(dice.randint(104, 135)) / 100 if target.bound == "<=" else Decimal(dice.randint(70, 95)) / 100
    number = (Decimal(target.number) * factor).quantize(Decimal(1).scaleb(-actual.decimals), ROUND_HALF_UP)
    relation = next((r for r in report.relations if r.kind == "target" and r.figures[0] is actual), None)
    return (
        Change(actual, {"number": f"{number:f}"}, relation) if relation and number != Decimal(actual.number) else None
    )


def _full(row: IndicatorRow) -> bool:
    figures = isinstance(row.actual, Figure) and isinstance(row.target, Figure) and row.target.amount > 4
    return figures and row.score is not None and row.weight is not None and row.score.amount == row.weight.amount


def grade(report: Report, dice: Dice) -> Change | None:
    """States a grade that does not fit the score."""
    relation = _relation(report, dice, {"grade"})
    if relation is None:
        return None
    word = relation.figures[0]
    assert isinstance(word, Words)
    other = dice.pick([name for name, _ in GRADES[:3] if name != word.printed[:1]])
    return Change(word, {"printed": LONG_GRADES.get(other, other) if len(word.printed) > 1 else other}, relation)


LONG_GRADES = {"优": "优秀", "良": "良好"}
"""Grades as written by reports that spell them out."""

CHANGES: dict[str, Callable[[Report, Dice], Change | None]] = {
    "one digit changed": digit,
    "transposed digits": transposed,
    "lost decimal point": lost_point,
    "unit slip": unit_slip,
    "stale copy": stale,
    "wrong denominator of the rate": denominator,
    "wrong count": wrong_count,
    "date before the one it must follow": early,
    "wrong total of weights": weights_total,
    "wrong total of points": scores_total,
    "score above weight": over_weight,
    "target missed but full marks": missed,
    "grade against score": grade,
}
