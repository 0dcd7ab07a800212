"""Figures that must not pass another one: a score its weight, an actual value its target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.phrase_names import name_in
from gouji.extract.statements.said_of_several import said_of_several
from gouji.extract.statements.said_reached import said_reached
from gouji.extract.statements.target_claims import Pair, target_claims
from gouji.extract.statements.target_features import low_words
from gouji.extract.statements.word_comparisons import word_comparisons

LEAST = regex.compile(r"目标|任务|计划|要求|标准|考核|底线|指标值|不低于|不少于|承诺")
OTHERS = regex.compile(r"上年|去年|同期|平均|预算")
"""What is compared with that is neither a target nor a limit."""
BEYOND = Decimal("1.5")
ORDER_PREMISE = 0.4
"""A score and a weight that stand beside each other, of which no other pair proves that they are one."""


def bounds(every: list[Context], roles: Sequence[tuple[str, float]], pairs: Sequence[Pair]) -> list[Claim]:
    """The scores within their weights, the targets of `pairs` that were met, and the figures that words compare."""
    met = list(target_claims(every, pairs))
    told = {_figures(claim) for claim in met}
    # A target that was met tells it once; where the words deny it, they are what is told.
    compared = [_of_target(every, c) for c in word_comparisons(every) if not c.holds or _figures(c) not in told]
    denied = {_figures(claim) for claim in compared}
    known = told | denied
    behind = [claim for claim in said_reached(every) if _figures(claim) not in known]
    known |= {_figures(claim) for claim in behind}
    said = [*behind, *(claim for claim in said_of_several(every) if _figures(claim) not in known)]
    return [*_within(every, roles), *(c for c in met if _figures(c) not in denied), *compared, *said]


def _of_target(every: list[Context], claim: Claim) -> Claim:
    """A comparison that holds with a target or a limit as the target that was met: 低于概算批复的1,550元, 高于目标值90%."""
    if not claim.holds or claim.claimed.form not in ("above", "below"):
        return claim
    second = every[claim.claimed.operands[0]]
    qualifier = second.passage.text.text[second.figure.start : second.figure.found.number_start]
    words = second.lead + qualifier + second.after[:6]
    atmost = claim.claimed.form == "below"
    named = low_words().search(words) if atmost else LEAST.search(words)
    if named is None or OTHERS.search(words):
        return claim
    return replace(claim, claimed=replace(claim.claimed, form="atmost" if atmost else "met"))


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
