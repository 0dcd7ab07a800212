"""A line has one amount of each field: of two figures that one name was given to, the one nearer to it has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import regex

from gouji.extract.statements.figure_context import Context, senses
from gouji.extract.statements.trimmed_names import NameCandidate
from gouji.normalize.text.bare_names import bare

Odds = tuple[NameCandidate, float]
NEARNESS = (
    ("own", "item", "rest", "parallel", "counted", "after"),
    ("sentence", "previous"),
    ("paragraph",),
    ("title",),
)
"""Where the name of a figure stands, the nearest first: in its own words, its sentence, its paragraph, its heading."""
MIN_SHARE = 0.05
SUM = regex.compile(r"(?<![预统会设])计$")


def give_double_names(
    every: Sequence[Context],
    roles: Sequence[tuple[str, float]],
    told: Mapping[int, Sequence[Odds]],
    chosen: dict[int, Odds],
) -> set[int]:
    """Changes, in place, the names that stand nearer to another figure of the same field that has another amount.

    A figure in a bracket is a part of the one before it, and keeps its name: 120万元（含上年结转20万元）. Any other is called by its own words, where it has some that may be a name: 就业补助资金1,450万元，失业保险基金结余提取430万元. Returns
    the figures that have none, and are sums of several lines: 两项合计发放848万元.
    """
    nearest: dict[tuple[str, str], dict[Decimal, int]] = {}
    for index, (candidate, _) in chosen.items():
        known = nearest.setdefault((roles[index][0], bare(candidate.words)), {})
        amount = abs(every[index].amount)
        known[amount] = min(known.get(amount, len(NEARNESS)), _distance(candidate))
    sums: set[int] = set()
    for index, (candidate, _) in list(chosen.items()):
        role, amount = roles[index][0], abs(every[index].amount)
        known = nearest[role, bare(candidate.words)]
        if min(known.values()) >= known[amount] or every[index].depth:
            continue
        free = [
            each
            for each in told[index]
            if _distance(each[0]) == 0 and each[1] >= MIN_SHARE and (role, bare(each[0].words)) not in nearest
        ]
        if free:
            chosen[index] = max(free, key=lambda each: each[1])
        elif "whole" in senses(every[index].lead) or SUM.search(every[index].lead):
            sums.add(index)
    return sums


def _distance(candidate: NameCandidate) -> int:
    return next(place for place, ways in enumerate(NEARNESS) if candidate.way.startswith(ways))
