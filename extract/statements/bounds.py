"""Figures that must not pass another one: a score its weight, an actual value its target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import Context, senses
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.phrase_names import name_in
from gouji.extract.statements.ratio_candidates import name_pairs
from gouji.extract.statements.word_comparisons import word_comparisons

ATMOST = regex.compile(r"不超过|不高于|控制在|以内|≤|不多于|之内")
NEAR, FAR = 3, 60
MIN_NEAR, MIN_FAR = 0.3, 0.6
"""How much of its words a target shares with the figure that reached it, near it and far from it."""
BEYOND = Decimal("1.5")
ORDER_PREMISE = 0.4
"""A target and a figure that the words only bring together: a miss is nobody's error, so it is never told as one."""


def bounds(every: list[Context], roles: Sequence[tuple[str, float]]) -> list[Claim]:
    """The scores within their weights, the targets that were met, and the figures that words compare."""
    met = list(_met(every, roles))
    told = {_figures(claim) for claim in met}
    # A target that was met tells it once; where the words deny it, they are what is told.
    compared = [c for c in word_comparisons(every) if not c.holds or _figures(c) not in told]
    denied = {_figures(claim) for claim in compared}
    return [*_within(every, roles), *(c for c in met if _figures(c) not in denied), *compared]


def _figures(claim: Claim) -> frozenset[int]:
    return frozenset((claim.claimed.result, *claim.claimed.operands))


def _within(every: list[Context], roles: Sequence[tuple[str, float]]) -> Iterator[Claim]:
    """The pairs of a paragraph, each figure in one pair. One that fails among others that hold is an error, a lone one
    was likelier put together wrongly.
    """
    pairs: dict[int, list[tuple[int, int]]] = defaultdict(list)
    index = 0
    while index + 1 < len(every):
        pair = _pair(every, roles, index)
        if pair:
            pairs[every[index].paragraph].append(pair)
        index += 2 if pair else 1
    for own in pairs.values():
        failing = sum(not _fits(every, *pair) for pair in own)
        for weight, score in own:
            alone = failing == 1 and len(own) > 2 and not _is_far_beyond(every, weight, score)
            sure = roles[weight][1] * roles[score][1] if alone else ORDER_PREMISE
            yield Claim(Claimed(score, "within", (weight,)), _fits(every, weight, score), min(1.0, sure))


def _pair(every: list[Context], roles: Sequence[tuple[str, float]], index: int) -> tuple[int, int] | None:
    """The figure and the next one as (weight, score), if their roles make them one and the second names nothing of its own.

    The points of the execution of the budget are a line's (T) as well as a part's (P).
    """
    if every[index].paragraph != every[index + 1].paragraph or name_in(every[index + 1].lead):
        return None
    for weight, score in ((index, index + 1), (index + 1, index)):
        (line, _, field), (other, _, told) = (roles[each][0].partition(".") for each in (weight, score))
        if (field, told) == ("weight", "score") and (line == other or {line, other} == {"T", "P"}):
            return weight, score
        if (roles[weight][0], roles[score][0]) == ("E.full_score", "E.score"):
            return weight, score
    return None


def _fits(every: list[Context], weight: int, score: int) -> bool:
    return 0 <= every[score].amount <= every[weight].amount


def _is_far_beyond(every: list[Context], weight: int, score: int) -> bool:
    """Whether a score is so far beyond the weight that it was earned of another one; not where its point slipped (95 of 10)."""
    most, earned = every[weight].amount, every[score].amount
    return earned > BEYOND * most and not most / 2 <= earned / 10 <= most


def _met(every: list[Context], roles: Sequence[tuple[str, float]]) -> Iterator[Claim]:
    told: set[tuple[object, object]] = set()
    for index, target in enumerate(every):
        if roles[index][0] != "O" or target.kind not in ("count", "rate", "money") or not _is_target(target):
            continue
        reached = _reached(every, roles, index)
        if reached is None:
            continue
        atmost = bool(
            target.figure.found.quantity.bound in ("<=", "<") or ATMOST.search(target.lead + target.after[:4])
        )
        actual = every[reached]
        holds = actual.amount <= target.amount if atmost else actual.amount >= target.amount
        if holds and (actual.amount, target.amount) not in told:
            told.add((actual.amount, target.amount))
            yield Claim(Claimed(reached, "atmost" if atmost else "met", (index,)), True, ORDER_PREMISE)


def _is_target(context: Context) -> bool:
    bound = context.figure.found.quantity.bound is not None
    return (
        bound
        or "target" in (context.last, *senses(context.lead)[-2:], *senses(context.after[:4])[:1])
        or "计划" in context.lead
    )


def _reached(every: list[Context], roles: Sequence[tuple[str, float]], index: int) -> int | None:
    """The figure that tells what was reached: the one near it in like words, else the likest of the text."""
    target, best, most = every[index], None, 0.0
    mine = name_pairs(target)
    for other in range(max(0, index - FAR), min(len(every), index + FAR)):
        actual = every[other]
        fits = other != index and actual.kind == target.kind and actual.unit == target.unit and roles[other][0] == "O"
        if not fits or _is_target(actual):
            continue
        theirs = name_pairs(actual)
        share = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
        near = abs(other - index) <= NEAR and actual.paragraph == target.paragraph
        beside = near and abs(other - index) == 1 and actual.sentence_start == target.sentence_start
        score = share + (0.5 if beside else 0.2 if near else 0.0)
        if (share >= (MIN_NEAR if near else MIN_FAR) or beside) and score > most:
            best, most = other, score
    return best
