"""Finds totals of points that fall short because rows, or the points of the execution of the budget, were not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from gouji.check.relations.relation import Relation
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Report

TOTAL_RULES = ("weights-total", "scores-total")
MIN_MISSING_RATIO = Decimal("0.1")
"""Minimum share that must be missing from the total of scores, and likewise of weights, to assume missing rows."""
MAX_DIFFERENCE_RATIO = Decimal("0.25")
"""Maximum relative difference between the two missing amounts: the same rows are missing from both."""
FULL = Decimal(100)
RATE_WEIGHT, MAX_RATE_WEIGHT = Decimal(10), Decimal(20)
"""What the execution of the budget weighs at least and at most."""

Points = tuple[QuantityLeaf | None, QuantityLeaf | None]
"""The weight and the score of one row."""


def missing_rows(relations: Sequence[Relation], report: Report) -> set[int]:
    """Returns the ids of the totals of points that fail because members were not read, or may do so.

    Rows that are missing take as much from what could be had as from what was had, or more. A single wrong figure makes
    only one of the totals fail, and no weight is missing then.
    """
    short = {id(each): (each, amount) for each in relations if (amount := _short(each)) is not None}
    unread = _whole_unread(relations, short, report)
    return set(short) if unread or _lack_alike(list(short.values())) else set()


def _short(relation: Relation) -> Decimal | None:
    """By how much the members of a total of points fall short of it; None for any other relation, and for one that holds."""
    outcome = relation.outcome() if relation.listed and relation.rule in TOTAL_RULES else None
    if outcome is None or outcome.holds:
        return None
    amount = Decimal(outcome.observed) - Decimal(outcome.expected)
    return amount if amount > 0 else None


def _lack_alike(short: Sequence[tuple[Relation, Decimal]]) -> bool:
    large = [(r, amount) for r, amount in short if amount >= MIN_MISSING_RATIO * _claimed(r)]
    return any(
        a.rule != b.rule
        and len(a.leaves) == len(b.leaves)
        and abs(amount - same) <= MAX_DIFFERENCE_RATIO * max(amount, same)
        for (a, amount), (b, same) in combinations(large, 2)
    )


def _claimed(relation: Relation) -> Decimal:
    outcome = relation.outcome()
    return Decimal(outcome.observed) if outcome is not None else Decimal(0)


def _whole_unread(relations: Sequence[Relation], short: dict[int, tuple[Relation, Decimal]], report: Report) -> bool:
    """Whether the totals of the whole form leave room for rows that were not read."""
    full, score = report.evaluation.table_full_score, report.evaluation.table_score
    lacks = {r.rule: amount for r, amount in short.values() if r.leaves[0] is full or r.leaves[0] is score}
    rate = next((points for points in _rate(report) if any(points)), None)
    known = [each for each in (*_rate(report), *_rows(report)) if _amount(each[0]) is not None]
    missing = (_amount(full) or FULL) - sum(map(_least, (*_rate(report), *_rows(report))), Decimal())
    if (lacked := lacks.get("scores-total")) is not None:
        return lacked <= missing if known else rate is None and lacked <= MAX_RATE_WEIGHT
    told = any(r.leaves[0] is score and r.rule == "scores-total" and r.outcome() for r in relations)
    unread = any(score is not None and score.value is None for _, score in _rows(report))
    return (rate is None or unread) and not told and lacks.get("weights-total", Decimal(0)) >= RATE_WEIGHT


def _rate(report: Report) -> Iterator[Points]:
    """The points of the execution of the budget, unless they are those of one of the rows."""
    listed = [weight for weight, _ in _rows(report) if weight is not None]
    rows = [row for row in report.budget if row.role == "total"]
    yield from ((row.weight, row.score) for row in rows if row.weight is None or row.weight not in listed)


def _rows(report: Report) -> Iterator[Points]:
    """The points of the indicators of the table; where it lists none, those of the parts that it lists."""
    rows = [each for each in report.indicators if each.source == "table"]
    parts = [each for each in report.evaluation.parts if each.source == "table"]
    yield from ((each.weight, each.score) for each in rows or parts)


def _least(points: Points) -> Decimal:
    """What a row weighs at the least: no less than its score, where its weight is not known."""
    weight, score = map(_amount, points)
    return weight if weight is not None else score or Decimal(0)


def _amount(leaf: QuantityLeaf | None) -> Decimal | None:
    return leaf.value.amount if leaf is not None and leaf.value is not None else None
