"""Indicators that the prose presents (绩效指标): 日常保养里程目标值1100公里，实际完成1136公里，分值8分，得8分."""

from __future__ import annotations

from typing import Any

import regex

from gouji.extract.prose.passages import Figure, Passage
from gouji.extract.prose.reasons import reason
from gouji.extract.prose.subjects import trimmed
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Indicator

ROLES = (
    (
        "target",
        regex.compile(r"(?:目标值|指标值|年度目标值?|年度指标值|预期目标值?|预期值|计划值|目标)\s*[为是：:]?\s*$"),
    ),
    ("actual", regex.compile(r"(?:实际完成值?|实际值|完成值|实际达到|实际为|实际|完成)\s*[为是：:了]?\s*$")),
    ("weight", regex.compile(r"(?:分值|权重|满分|标准分)\s*[为是：:]?\s*$")),
    ("score", regex.compile(r"(?:自评得分|自评|得分|得|评分)\s*[为是：:]?\s*$")),
)
LEVEL = regex.compile(r"(?P<level>产出|效益|效果|满意度|成本|决策|过程|投入)(?:类)?指标")


def indicators(passages: list[Passage]) -> list[Indicator]:
    """The sentences that give an indicator its target and its actual value, in reading order."""
    return [found for passage in passages for start, end in passage.sentences() if (found := _one(passage, start, end))]


def _one(passage: Passage, start: int, end: int) -> Indicator | None:
    roles: dict[str, Figure] = {}
    floor, first = start, start
    for figure in passage.between(start, end):
        words = passage.text.text[floor : figure.start]
        role = next((r for r, pattern in ROLES if pattern.search(words)), None)
        if role == "target" and not roles:
            first = floor
        if role and role not in roles and not figure.taken and (roles or role == "target"):
            roles[role] = figure
        floor = figure.end
    if "target" not in roles or "actual" not in roles:
        return None
    name = _name(passage, first, roles["target"])
    if name is None:
        return None
    level, why = _level(passage, roles["target"].start), reason(passage, roles["actual"].end)
    return Indicator(level1=level, name=name, deviation=why, source="prose", **_leaves(roles))


def _leaves(roles: dict[str, Figure]) -> dict[str, Any]:
    """The figures as leaves. An indicator does not use its values up for the facts; points are nobody's fact."""
    leaves = {}
    for role, figure in roles.items():
        leaves[role] = figure.leaf()
        figure.taken = role in ("weight", "score")
    return leaves


def _name(passage: Passage, floor: int, target: Figure) -> TextLeaf | None:
    text = passage.text.text
    match = ROLES[0][1].search(text, floor, target.start)
    assert match is not None
    start = max([floor] + [text.rfind(stop, floor, match.start()) + 1 for stop in "，。；：:、"])
    span = trimmed(passage.text, start, match.start())
    return TextLeaf.of(span, span.text) if span else None


def _level(passage: Passage, end: int) -> TextLeaf | None:
    """The first-level indicator (一级指标) that the paragraph spoke of last."""
    found = list(LEVEL.finditer(passage.text.text, 0, end))
    return passage.leaf(found[-1].start(), found[-1].end()) if found else None
