"""The points of the execution of the budget that a sentence tells among those of other parts: 预算执行10分得9.6分."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from gouji.extract.roles.execution_points import execution_names
from gouji.extract.statements.figure_context import Context

SURE = 0.9
WEIGHT, SCORE = "T.weight", "T.score"
POINTS = ("score", "bare")
MAX_WEIGHT = 30
FULL = r"(?:满分|分值|权重|标准分)[为是]?"
STARTS = r"(?:^|[，,；;。：:、（()）\s]|其中|包括|另有|另|[\d一二三四五六七八九十][.、．)）])"
EARNED = regex.compile(r"[)）]?[\s，,、：:—-]*(?:按[^，,；;。]{0,16})?(?:实际|自评|折算|计)?(?:得分?|为)?[为是：:]?\s*")
"""Between the points that could be had and those that were given: 10分得9.6分, （10分）：9.6分, 10分，按96.10%计9.61分."""
OF = regex.compile(rf"\s*(?:[（(]\s*(?:{FULL})?|/)\s*")
"""Between the points that were given and those that could be had: 9.6分（满分10分）, 9.6分/10分."""


def with_execution_points(every: Sequence[Context], roles: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Returns the roles with such points as the total's, where no figure was taken for these yet and all such sentences say the same."""
    out = list(roles)
    if any(role in (WEIGHT, SCORE) for role, _ in roles):
        return out
    found = [
        pair for place, context in enumerate(every) if _is_named(context) for pair in [_pair(every, place)] if pair
    ]
    if len({(every[weight].amount, every[score].amount) for weight, score in found}) == 1:
        for weight, score in found:
            out[weight], out[score] = (WEIGHT, SURE), (SCORE, SURE)
    return out


def _pair(every: Sequence[Context], place: int) -> tuple[int, int] | None:
    """The figures of the points that could be had, and of those that were given, of which the first stands here."""
    first = every[place]
    text = first.passage.text.text
    for later in range(place + 1, min(place + 3, len(every))):
        second = every[later]
        if second.paragraph != first.paragraph or second.kind not in POINTS:
            continue
        between = text[first.figure.end : second.figure.start]
        for pattern, pair in ((EARNED, (place, later)), (OF, (later, place))):
            weight, score = (every[index].amount for index in pair)
            if pattern.fullmatch(between) and 0 <= score <= weight <= MAX_WEIGHT:
                return pair
    return None


def _is_named(context: Context) -> bool:
    words = context.passage.text.text[context.sentence_start : context.figure.start]
    return context.kind in POINTS and _name().search(words) is not None


@cache
def _name() -> regex.Pattern[str]:
    """The name of the execution just before a figure, and of nothing else: no 绩效指标执行率."""
    words = "|".join(regex.escape(name) for name in sorted(execution_names(), key=lambda name: (-len(name), name)))
    return regex.compile(rf"{STARTS}\s*(?:{words})(?:指标|部分|得分)?\s*[（(：:]?\s*(?:{FULL})?$")
