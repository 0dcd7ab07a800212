"""Figures of which the words right behind them say that they keep to their target (完成1086人次，超额完成年度目标任务; 亩均224元，在标准区间之内)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.named_targets import (
    OTHER_TIMES,
    is_alike,
    is_target,
    likened_target,
    name_of,
    named_targets,
)
from gouji.extract.statements.reached_claims import REASON, misses, says_behind
from gouji.extract.statements.target_claims import is_atmost, is_sure, points_known
from gouji.extract.statements.target_features import KINDS, likeness
from gouji.extract.statements.to_be_low import is_to_be_low

SURE = 0.9
WITHIN = regex.compile(
    r"^[，,、]?(?:且|均|仍|都|也)?(?:控制|保持|处于|位于)?在[\p{Han}“”]{0,10}?(?:区间|范围|幅度|标准|限额|限值|上限|控制线)[之以]?内"
)
WHOLE = Decimal(100)
FIGURES = 8
"""So many figures before a rate of completion those that it comes of are looked for in."""
OF_IT = regex.compile(r"^[，,](?:该|此|本|这)[一项个]*(?:指标|目标|任务|工作)?")
COMPLETION = regex.compile(r"完成率[为达到是]{0,2}$")
REACHES = regex.compile(
    r"[，,]?(?:且|并|均|已|也|都){0,2}(?:达到|完成|实现|超过|高于|优于|好于|满足)了?[\p{Han}“”\"]{0,10}?(?:不低于|不少于|大于|高于|≥)?[“”\"]?"
)
GOAL = regex.compile(r"[”\"]?(?:及?以上)?[”\"]?的?\p{Han}{0,6}?(?:目标|要求|标准|任务|指标值|计划)")
BESIDE = regex.compile(r"[，,（(][而但]?(?:年初|年度|绩效|计划|原定|预期|既定|设定|下达|的)*(?:目标|任务|计划|指标)")
EXCEEDED = regex.compile(r"[，,]?[且并已]?(?:超额|超计划)")
"""What says that more was wanted: 成交额17亿元，超额完成."""
CHANGED = regex.compile(
    r"[，,（(]?(?:[较比]|同比|增[长加]|提[高升]|下降|缩短|减少|降低|上升)[^，。；]{0,24}(?:[，,](?:同比|增[长加]|提[高升]|下降|缩短|减少|降低|上升)[^，。；]{0,16})?[)）]?(?=[，,])"
)
STOP, FULL_STOP = regex.compile(r"[。！？；;]"), regex.compile(r"[。！？]")


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
        elif (
            here.kind == "rate"
            and here.amount < WHOLE
            and says_behind(OF_IT.sub("", rest))
            and COMPLETION.search(here.lead)
        ):
            yield from _of_completion(every, here)
        elif says_behind(rest) or _says_behind_change(every, here, rest):
            yield from _short_of_target(every, here, rest)


def _target_behind(every: Sequence[Context], here: Context) -> Context | None:
    """The target that the words right behind a figure say that it reached: 88%，达到了不低于90%的预定目标."""
    target = every[here.order + 1] if here.order + 1 < len(every) else None
    if target is None or _sentence(target) != _sentence(here) or not is_alike(here, target):
        return None
    text = here.passage.text.text
    between, behind = text[here.figure.end : target.figure.start], text[target.figure.end :]
    if _is_told_next(here, target, between) and says_behind(OF_IT.sub("", STOP.split(behind)[0])):
        return target
    # Of counts, what stands before may be the last of several that reached it together.
    if here.kind == "count":
        alone = all(not is_alike(c, here) or _sentence(c) != _sentence(here) for c in _before(every, here))
        clear = alone and points_known(target) and not is_to_be_low(here.sentence)  # 出动48秒，优于60秒的要求
    else:  # 死亡率3.27‰，达到5‰的控制目标: which way it points only a bound says
        clear = here.kind == "rate" and target.figure.found.quantity.bound in (">=", ">")
    return target if clear and REACHES.fullmatch(between) and GOAL.match(behind) else None


def _sentence(context: Context) -> tuple[int, int]:
    return context.paragraph, context.sentence_start


def _before(every: Sequence[Context], here: Context) -> list[Context]:
    """The figures of its paragraph before one."""
    return [c for c in every[: here.order] if c.paragraph == here.paragraph]


def _is_told_next(here: Context, target: Context, between: str) -> bool:
    """Whether the words between a figure and the next one call that its own target: 改造18处，而目标为20处."""
    named, bound = name_of(target), target.figure.found.quantity.bound
    known = bound is not None or (points_known(target) and not is_to_be_low(here.sentence))  # 投诉3件，目标为5件
    return (
        known and BESIDE.match(between) is not None and is_target(target) and (len(named) < 2 or named in name_of(here))
    )


def _below(here: Context, target: Context) -> Iterator[Claim]:
    atmost = is_atmost(target)
    missed = here.amount > target.amount if atmost else here.amount < target.amount
    if missed and is_sure(target, atmost):
        yield Claim(Claimed(here.order, "atmost" if atmost else "met", (target.order,)), False, SURE)


def _of_completion(every: Sequence[Context], here: Context) -> Iterator[Claim]:
    """The claim over the two figures that a rate of completion below the whole comes of: 完成398户，目标为400户，完成率99.5%，已达到目标."""
    own = [c for c in every[max(0, here.order - FIGURES) : here.order] if c.paragraph == here.paragraph]
    own = [c for c in own if c.kind == "count"]
    pairs = {
        (done.amount, target.amount): (done, target)
        for target in own
        for done in own
        if is_target(target) and not is_target(done) and done.unit == target.unit and _gives(done, target, here)
    }
    if len(pairs) == 1:
        (pair,) = pairs.values()
        yield from _below(*pair)


def _gives(done: Context, target: Context, rate: Context) -> bool:
    """Whether a rate is what was done over the target, as far as it is printed."""
    places = rate.figure.found.quantity.decimals
    return bool(target.amount) and round(done.amount / target.amount * WHOLE, places) == rate.amount


def _says_behind_change(every: Sequence[Context], here: Context, rest: str) -> bool:
    """Whether the words behind a figure tell only how it changed before they say that it reached its target: 6.8小时，比上年缩短2.3小时，达到目标."""
    changed = CHANGED.match(rest)
    return changed is not None and says_behind(rest[changed.end() :])


def _short_of_target(every: Sequence[Context], here: Context, rest: str) -> Iterator[Claim]:
    """The claim over the only target of its kind in the paragraph, or else of its name above, where no word tells that or why it was missed."""
    same = [c for c in every[: here.order] if is_alike(here, c) and c.paragraph == here.paragraph]
    targets = [c for c in same if is_target(c)]
    apart = not targets
    if apart:
        targets = named_targets(every, here) or likened_target(every, here)
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
    exceeded = EXCEEDED.match(rest) is not None and target.figure.found.quantity.bound is None
    atmost = not exceeded and is_atmost(target)
    missed = here.amount > target.amount if atmost else here.amount < target.amount
    if missed and (exceeded or is_sure(target, atmost)) and not misses(text[begin:end]) and not REASON.match(text, end):
        yield Claim(Claimed(here.order, "atmost" if atmost else "met", (target.order,)), False, SURE)


def _is_next(same: Sequence[Context], target: Context, here: Context) -> bool:
    """Whether no other figure of the kind stands between, unless those there make up the one behind them: 分别改造26套、18套，共44套."""
    between = [c for c in same if c.order > target.order]
    return not between or sum(c.amount for c in between) == here.amount


def _out_of_range(every: Sequence[Context], here: Context) -> Iterator[Claim]:
    """The claim over the end of the only range of like figures that it lies beyond."""
    ends = [c for c in every if c.figure.found.part is not None and is_alike(here, c) and c.order < here.order]
    low, high = ([c for c in ends if c.figure.found.part == part] for part in ("low", "high"))
    if len({c.amount for c in low}) != 1 or len({c.amount for c in high}) != 1:
        return
    if here.amount > high[-1].amount:
        yield Claim(Claimed(here.order, "atmost", (high[-1].order,)), False, SURE)
    elif here.amount < low[-1].amount:
        yield Claim(Claimed(here.order, "met", (low[-1].order,)), False, SURE)
