"""Targets that stand apart from their results, and are told by their name: 目标：巡护里程8万公里 … 全年巡护里程8.3万公里."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import regex

from gouji.extract.prose.bare_subjects import bare_words
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.target_features import is_marked

MIN_NAME, ALIKE = 3, 0.8
LED = regex.compile(r"[，,。；;：:、（(]|其中")
VERBS = regex.compile(
    r"(?:年?均|平均|实际|总体|已|达到?|达|为|是|不低于|不少于|不高于|不超过|不得|低于|少于|高于|超过|保持在|稳定在|控制在|提高到|提升到|在|至|共|要|应|须|需|将|也|目标[值数]?|指标值|计划[数值]?|任务数?|完成[值数]?)+$"
)
OVER_GOAL = regex.compile(r"(?:目标|任务|计划|指标)[值数量]?的$")
TIMES = r"年末|年底|年内|年初|全年|当年|本年度?|年度|截至|期末|共计?|累计|线上线下|约定|确定|预期|设定|力争|确保|目标[是为]?|计划|要求|[全我][县市区省局]"
OTHER_TIMES = regex.compile(
    r"上年|去年|同期|以前|原来|原有|下年|明年|下一步|五年|三年|累计|半年|季度|\d月|[上中下]旬|首批|每"
)
"""Words of figures that are held against no target of the year."""


def is_alike(one: Context, other: Context) -> bool:
    """Whether two figures are of one kind and unit."""
    return (one.kind, one.unit) == (other.kind, other.unit)


def is_target(context: Context) -> bool:
    """Whether the words call a figure a target of this year; a rate of what was done is none (完成计划的102%)."""
    if context.kind == "rate" and OVER_GOAL.search(context.lead):
        return False
    return is_marked(context) and context.figure.found.part is None and not OTHER_TIMES.search(context.clause)


def name_of(context: Context) -> str:
    """What a figure is of, without the verbs right before it and the words of time and of targets before its name."""
    words = LED.split(context.lead)[-1]
    return _begun().sub("", VERBS.sub("", "".join(regex.findall(r"\p{Han}+", words))))


@cache
def _begun() -> regex.Pattern[str]:
    """What stands before the name of a figure and is no part of it: 年末规范管理患者 is the 规范管理患者 that was agreed upon, 举办讲座 the 讲座."""
    return regex.compile(rf"^(?:{TIMES}|{bare_words()})+")


def named_targets(every: Sequence[Context], here: Context, apart: bool = True) -> list[Context]:
    """The targets above whose name is that of a figure, or a longer one of it; several of one amount are one. One whose name is shorter
    is that of the whole, of which the figure is a part: 观众, 青少年观众. `apart`: only those of other paragraphs.
    """
    name = name_of(here)
    found: dict[Decimal, Context] = {}
    for c in every[: here.order] if len(name) >= MIN_NAME else []:
        if (
            not (apart and c.paragraph == here.paragraph)
            and is_alike(here, c)
            and is_target(c)
            and name_of(c).endswith(name)
        ):
            found[c.amount] = c
    return list(found.values())


def likened_target(every: Sequence[Context], here: Context) -> list[Context]:
    """The targets above that lack a name of the very words, but whose name has almost all signs of a figure's, in whatever order: 平均抢修时长,
    抢修平均时长. Several of one amount are one."""
    name = name_of(here)
    found: dict[Decimal, Context] = {}
    for c in every[: here.order] if len(name) >= MIN_NAME else []:
        if is_alike(here, c) and is_target(c) and sum(sign in name_of(c) for sign in name) >= ALIKE * len(name):
            found[c.amount] = c
    return list(found.values())
