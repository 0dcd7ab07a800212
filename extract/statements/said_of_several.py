"""Figures of which a statement behind them all says that they kept to their targets: 到馆读者12万人次，满意度91%，三项指标均达到目标."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.named_targets import OTHER_TIMES, is_alike, is_target, name_of, named_targets
from gouji.extract.statements.reached_claims import ABROAD, EACH, END, REACHED, REASON, misses
from gouji.extract.statements.target_claims import is_atmost, is_sure
from gouji.extract.statements.target_features import KINDS, goal_words, mode

SURE = 0.85
SEVERAL = regex.compile(
    rf"(?:[各两三四五六七八九十\d]项|年度|年初|全年|既定|预期|全部|所有|上述|以上)[\p{{Han}}“”]{{0,6}}?(?:目标任务|目标值?|指标值?|任务)[\p{{Han}}]{{0,6}}?{EACH}+{REACHED}"
    rf"|(?<=[，,；;。])\p{{Han}}{{0,6}}?(?:均|都|全部|双双){EACH}*{REACHED}"
)
"""All that was told before it reached its target."""
ONE = regex.compile(
    rf"(?<=[，,；;]){EACH}*(?:完成|实现|达到)了?(?:[年全][度年初]|本年)?(?P<object>\p{{Han}}{{2,6}}?)的?(?:目标任务|任务|目标|计划){END}"
)
"""What is of one thing, which it names: 按计划完成了培训任务."""
STOP, FULL_STOP = regex.compile(r"[。！？；;]"), regex.compile(r"[。！？]")
AIM = regex.compile(r"目标|计划|任务|指标|拟")
BASE = regex.compile(r"[由从较比]\p{Han}{0,4}$")


def said_of_several(every: Sequence[Context]) -> Iterator[Claim]:
    """Yields the figures that miss the one target of their name told above, where a statement in their sentence, or one that stands alone
    behind it, says that all of them, or what they are of, reached it."""
    start = 0
    for index in range(1, len(every) + 1):
        if index == len(every) or every[index].paragraph != every[start].paragraph:
            yield from _of_paragraph(every, every[start:index])
            start = index


def _of_paragraph(every: Sequence[Context], own: Sequence[Context]) -> Iterator[Claim]:
    text = own[0].passage.text.text
    told: set[int] = set()
    for match in [*SEVERAL.finditer(text), *ONE.finditer(text)]:
        begin = _begin(own, text, match.start())
        stop = FULL_STOP.search(text, match.end())
        end = stop.start() if stop else len(text)
        if ABROAD.search(match[0]) or misses(text[begin:end]) or REASON.match(text, end):
            continue
        thing = match.groupdict().get("object")
        for here in own:
            named = thing is None or thing in here.clause
            if begin <= here.figure.start < match.start() and named and here.order not in told:
                told.add(here.order)
                yield from _missed(every, here)


def _begin(own: Sequence[Context], text: str, place: int) -> int:
    """Where what a statement speaks of begins: its sentence, or its paragraph if it stands in a sentence without a figure."""
    sentence = max([0, *(m.end() for m in FULL_STOP.finditer(text, 0, place))])
    return sentence if any(sentence <= c.figure.start < place for c in own) else 0


def _missed(every: Sequence[Context], here: Context) -> Iterator[Claim]:
    """The claim over the only target of a figure's name, if the figure misses it and no other of its name beside it reaches it."""
    quantity = here.figure.found.quantity
    if here.kind not in KINDS or quantity.bound or quantity.approximate or _is_aim(here):
        return
    if OTHER_TIMES.search(here.clause) or BASE.search(here.lead):
        return
    targets = named_targets(every, here, apart=False) or _target_beside(every, here)
    if len(targets) != 1:
        return
    (target,) = targets
    atmost = is_atmost(target)
    missed = here.amount > target.amount if atmost else here.amount < target.amount
    if missed and is_sure(target, atmost) and not _has_better(every, here, target, atmost):
        yield Claim(Claimed(here.order, "atmost" if atmost else "met", (target.order,)), False, SURE)


def _target_beside(every: Sequence[Context], here: Context) -> list[Context]:
    """The target of the same name right before a figure in its sentence: 计划参训600人，实际参训540人."""
    before = every[here.order - 1] if here.order else None
    beside = before is not None and (before.paragraph, before.sentence_start) == (here.paragraph, here.sentence_start)
    if before is None or not beside or not is_alike(before, here) or not is_target(before):
        return []
    return [before] if name_of(before) in (name_of(here), "") or not name_of(here) else []


def _is_aim(here: Context) -> bool:
    """Whether a figure is told as a target itself; that the year was assessed (经考核) makes no target of what was found."""
    told, word = mode(here)
    return goal_words().search(here.clause) is not None or (told == "goal" and AIM.search(word) is not None)


def _has_better(every: Sequence[Context], here: Context, target: Context, atmost: bool) -> bool:
    """Whether another figure of the paragraph, of the same name or none, reaches the target: 上半年3.6万公里，全年8.3万公里."""
    for other in every:
        if other.paragraph != here.paragraph or other is here or other is target or not is_alike(other, here):
            continue
        reaches = other.amount <= target.amount if atmost else other.amount >= target.amount
        if reaches and not is_target(other) and name_of(other) in ("", name_of(here)):
            return True
    return False
