"""Targets with what was reached of them: told where it was reached, and where the report says so of a miss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed, Form
from gouji.extract.statements.reached_claims import is_claimed_reached
from gouji.extract.statements.target_features import (
    KINDS,
    low_words,
    none_features,
    target_candidates,
    target_features,
)
from gouji.extract.statements.to_be_low import is_to_be_low
from gouji.extract.statements.weights import score, shares, weights

TIMES = frozenset({"天", "日", "工作日", "小时", "分钟", "秒", "个月", "月", "年"})
MIN_TOLD = 0.4
"""A target that was reached is told if it is likelier that of the figure than not."""
MIN_ACCUSED = 0.6
"""From this probability on a miss that the report calls reached is an error: its words speak for the pair too."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure and its target by their order in the text, with the probability that they are one."""

    result: int
    target: int
    probability: float


def target_pairs(every: list[Context], roles: Sequence[tuple[str, float]]) -> list[Pair]:
    """The likeliest target of each figure that has one, in the order of the text."""
    found = ((index, *likeliest_target(every, roles, index)) for index in open_figures(every, roles))
    return [Pair(index, target, odds) for index, target, odds in found if target is not None and odds >= MIN_TOLD]


def target_claims(every: list[Context], pairs: Iterable[Pair]) -> Iterator[Claim]:
    """Yields the targets that were reached, the same pair of amounts once, and the misses that the report calls reached. Any other
    miss is nobody's error, and left out.
    """
    told: set[tuple[object, object]] = set()
    for pair in pairs:
        result, target = every[pair.result], every[pair.target]
        atmost = is_atmost(target)
        holds = result.amount <= target.amount if atmost else result.amount >= target.amount
        accused = not holds and pair.probability >= MIN_ACCUSED and is_sure(target, atmost)
        accused = accused and is_claimed_reached(every, pair.result, pair.target)
        if (holds or accused) and (result.amount, target.amount) not in told:
            told.add((result.amount, target.amount))
            form: Form = "atmost" if atmost else "met"
            yield Claim(Claimed(pair.result, form, (pair.target,)), holds, pair.probability)


def likeliest_target(every: list[Context], roles: Sequence[tuple[str, float]], index: int) -> tuple[int | None, float]:
    """The figure that is likeliest the target of the one at `index`, and its probability; None where it likelier has none."""
    found = open_targets(every, roles, index)
    if not found:
        return None, 1.0
    table = weights("target_weights")
    scores = [score(table, ["none", *none_features(every[index])])]
    scores += [score(table, target_features(every, index, other)) for other in found]
    odds = shares(scores)
    best = max(range(len(odds)), key=lambda place: odds[place])
    return (found[best - 1] if best else None), odds[best]


def open_figures(every: list[Context], roles: Sequence[tuple[str, float]]) -> list[int]:
    """The figures that may have a target."""
    return [i for i, each in enumerate(every) if each.kind in KINDS and _is_open(each, roles[i][0])]


def open_targets(every: list[Context], roles: Sequence[tuple[str, float]], index: int) -> list[int]:
    """The figures that may be the target of the one at `index`."""
    return [other for other in target_candidates(every, index) if _is_open(every[other], roles[other][0])]


def _is_open(context: Context, role: str) -> bool:
    """Whether a figure is nothing of the budget and the score, and no end of a range."""
    return role == "O" and context.figure.found.part is None


def is_atmost(target: Context) -> bool:
    """Whether a target is not to be exceeded: by its bound, else by the words beside it and by what it is of."""
    bound = target.figure.found.quantity.bound
    if bound is not None:
        return bound in ("<=", "<")
    words = target.lead[-8:] + target.after[:6]
    return low_words().search(words) is not None or is_to_be_low(target.clause)


def is_sure(target: Context, atmost: bool) -> bool:
    """Whether it is known which way a target points: of money that no words bound nobody knows."""
    quantity = target.figure.found.quantity
    if quantity.approximate or (quantity.bound is None and target.kind == "money" and not atmost):
        return False
    return quantity.bound is not None or not regex.search(r"下降|降低|减少|压减|缩短", target.clause)


def points_known(target: Context) -> bool:
    """Whether a form's rule reads the target as it is meant: a bound says so, and a plain count of things is to be reached."""
    plain = target.kind == "count" and target.unit not in TIMES and not is_atmost(target)
    return target.figure.found.quantity.bound is not None or (plain and is_sure(target, False))
