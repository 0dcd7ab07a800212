"""Figures of which the words right behind them say that they keep to their target (完成1086人次，超额完成年度目标任务; 亩均224元，在标准区间之内)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.reached_claims import REASON, misses
from gouji.extract.statements.target_claims import is_atmost, is_sure
from gouji.extract.statements.target_features import KINDS, is_marked, likeness

SURE = 0.9
REACHED = regex.compile(
    r"^[，,、]?(?:且|并|均|已|也|都|全面|圆满|如期|顺利|超额|足额){0,3}"
    r"(?:超额完成|完成|达到|达成|实现|符合|满足|优于|好于|超过)了?"
    r"[\p{Han}“”]{0,8}?(?:目标任务|目标值|目标|任务数?|计划数?|要求|标准|规定|指标|承诺)(?=[，,。；;）)]|$)"
)
WITHIN = regex.compile(
    r"^[，,、]?(?:且|均|仍|都|也)?(?:控制|保持|处于|位于)?在[\p{Han}“”]{0,10}?(?:区间|范围|幅度|标准|限额|限值|上限|控制线)[之以]?内"
)
LED = regex.compile(r"[，,。；;：:、（(]|其中")
VERBS = regex.compile(
    r"(?:年?均|平均|实际|总体|已|达到?|达|为|是|不低于|不少于|不高于|不超过|高于|保持在|控制在|提高到|提升到|在|至|共)+$"
)
MIN_NAME = 3
WHOLE = Decimal(100)
COMPLETION = regex.compile(r"完成率[为达到是]{0,2}$")
REACHES = regex.compile(
    r"[，,]?(?:且|并|均|已|也|都){0,2}(?:达到|完成|实现|超过|高于|优于|好于|满足)了?[\p{Han}“”\"]{0,10}?(?:不低于|不少于|大于|高于|≥)?[“”\"]?"
)
GOAL = regex.compile(r"[”\"]?(?:及?以上)?[”\"]?的?\p{Han}{0,6}?(?:目标|要求|标准|任务|指标值|计划)")
STOP, FULL_STOP = regex.compile(r"[。！？；;]"), regex.compile(r"[。！？]")
OTHER_TIMES = regex.compile(
    r"上年|去年|同期|以前|原来|原有|下年|明年|下一步|五年|三年|累计|半年|季度|\d月|[上中下]旬|首批|每"
)
"""Words of figures that are held against no target of the year."""


def said_reached(every: Sequence[Context]) -> Iterator[Claim]:
    """Yields the figures that miss the one target that they can mean, each with the claim that it was kept to."""
    for here in every:
        quantity = here.figure.found.quantity
        if here.kind not in KINDS or quantity.bound or quantity.approximate or OTHER_TIMES.search(here.clause):
            continue
        text = here.passage.text.text
        stop = STOP.search(text, here.figure.end)
        rest = text[here.figure.end : stop.start() if stop else len(text)]
        if (told := _target_behind(every, here)) is not None:
            yield from _below(here, told)
        elif WITHIN.match(rest):
            yield from _out_of_range(every, here)
        elif here.kind == "rate" and here.amount < WHOLE and REACHED.match(rest) and COMPLETION.search(here.lead):
            yield from _of_completion(every, here)
        elif REACHED.match(rest):
            yield from _short_of_target(every, here)


def _target_behind(every: Sequence[Context], here: Context) -> Context | None:
    """The target that the words right behind a figure say that it reached: 88%，达到了不低于90%的预定目标."""
    target = every[here.order + 1] if here.order + 1 < len(every) else None
    if here.kind != "rate" or target is None or target.paragraph != here.paragraph or not _is_alike(here, target):
        return None  # of counts, what stands before may be the last of several that reached it together
    text = here.passage.text.text
    between, behind = text[here.figure.end : target.figure.start], text[target.figure.end :]
    bound = target.figure.found.quantity.bound in (
        ">=",
        ">",
    )  # 死亡率3.27‰，达到5‰的控制目标: which way it points only a bound says
    return target if bound and REACHES.fullmatch(between) and GOAL.match(behind) else None


def _below(here: Context, target: Context) -> Iterator[Claim]:
    atmost = is_atmost(target)
    missed = here.amount > target.amount if atmost else here.amount < target.amount
    if missed and is_sure(target, atmost):
        yield Claim(Claimed(here.order, "atmost" if atmost else "met", (target.order,)), False, SURE)


def _of_completion(every: Sequence[Context], here: Context) -> Iterator[Claim]:
    """The claim over the two figures of one unit that a rate of completion below the whole stands behind: 完成398户，目标400户，完成率99.5%，已达到目标."""
    sentence = [c for c in every[max(0, here.order - 3) : here.order] if c.sentence_start == here.sentence_start]
    own = [c for c in sentence if c.paragraph == here.paragraph and c.kind == "count"]
    targets = [c for c in own if _is_target(c)]
    if len(own) == 2 and len(targets) == 1 and own[0].unit == own[1].unit:
        (done,) = (c for c in own if c is not targets[0])
        yield from _below(done, targets[0])


def _short_of_target(every: Sequence[Context], here: Context) -> Iterator[Claim]:
    """The claim over the only target of its kind in the paragraph, or else of its name above, where no word tells that or why it was missed."""
    same = [c for c in every[: here.order] if _is_alike(here, c) and c.paragraph == here.paragraph]
    targets = [c for c in same if _is_target(c)]
    apart = not targets
    if apart:
        targets = _named_alike(every, here)
    if (
        len(targets) != 1
        or not (apart or _is_next(same, targets[0], here))
        or (here.kind != "count" and not apart and likeness(here, targets[0]) == "none")
    ):
        return
    target, text = targets[0], here.passage.text.text
    first = here.figure.start if apart else target.figure.start
    begin = max([0, *(m.end() for m in FULL_STOP.finditer(text, 0, first))])
    found = FULL_STOP.search(text, here.figure.end)
    end = found.start() if found else len(text)
    atmost = is_atmost(target)
    missed = here.amount > target.amount if atmost else here.amount < target.amount
    if missed and is_sure(target, atmost) and not misses(text[begin:end]) and not REASON.match(text, end):
        yield Claim(Claimed(here.order, "atmost" if atmost else "met", (target.order,)), False, SURE)


def _is_target(context: Context) -> bool:
    return is_marked(context) and context.figure.found.part is None and not OTHER_TIMES.search(context.clause)


def _is_next(same: Sequence[Context], target: Context, here: Context) -> bool:
    """Whether no other figure of the kind stands between, unless those there make up the one behind them: 分别改造26套、18套，共44套."""
    between = [c for c in same if c.order > target.order]
    return not between or sum(c.amount for c in between) == here.amount


def _named_alike(every: Sequence[Context], here: Context) -> list[Context]:
    """The target of other paragraphs above whose name is that of a figure, or a longer one of it; several of one amount are one."""
    name = _name(here)
    found: dict[Decimal, Context] = {}
    for c in every[: here.order] if len(name) >= MIN_NAME else []:
        if c.paragraph != here.paragraph and _is_alike(here, c) and _is_target(c):
            theirs = _name(c)
            if theirs.endswith(name) or (len(theirs) >= MIN_NAME and name.endswith(theirs)):
                found[c.amount] = c
    return list(found.values())


def _name(context: Context) -> str:
    """What a figure is of, without the verbs right before it."""
    words = LED.split(context.lead)[-1]
    return VERBS.sub("", "".join(regex.findall(r"\p{Han}+", words)))


def _out_of_range(every: Sequence[Context], here: Context) -> Iterator[Claim]:
    """The claim over the end of the only range of like figures that it lies beyond."""
    ends = [c for c in every if c.figure.found.part is not None and _is_alike(here, c) and c.order < here.order]
    low, high = ([c for c in ends if c.figure.found.part == part] for part in ("low", "high"))
    if len({c.amount for c in low}) != 1 or len({c.amount for c in high}) != 1:
        return
    if here.amount > high[-1].amount:
        yield Claim(Claimed(here.order, "atmost", (high[-1].order,)), False, SURE)
    elif here.amount < low[-1].amount:
        yield Claim(Claimed(here.order, "met", (low[-1].order,)), False, SURE)


def _is_alike(one: Context, other: Context) -> bool:
    return (one.kind, one.unit) == (other.kind, other.unit)
