"""Which two figures a third may follow from: a rate, a growth, a difference, an average, a product, a multiple."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from gouji.extract.statements.answers_to import answering, answers
from gouji.extract.statements.figure_context import Context, senses
from gouji.extract.statements.parallel_runs import run_of

Form = Literal["part", "up", "down", "less", "multiple", "average", "product", "of-rise", "of-fall"]
"""part: first ÷ second; up, down: (first − second) ÷ second and the other way round, of a rate without its sign; less:
first − second; multiple, average: first ÷ second; product: first × second; of-rise, of-fall: first, a difference, ÷ what
second was before it.
"""
FORMS: dict[str, tuple[Form, ...]] = {
    "rate": ("part", "up", "down", "of-rise", "of-fall"),
    "points": ("less",),
    "multiple": ("multiple",),
    "money": ("less", "product", "average"),
    "count": ("less", "product", "average"),
    "score": ("less",),
}
NAMESAKES, MIN_ALIKE, MIN_NAME, MAX_NAME = 3, 0.4, 4, 16
PLAN_OF_YEARS = regex.compile(r"(?:行动|攻坚|滚动)?(?:计划|规划|行动|方案)")
NOISE = regex.compile(r"[，、。；：:,#D%的了为是共计元万亿年月日（）()]")
MIN_PAIRS, MIN_CALLED, CALLED = 2, 0.5, 6
NEAR_BEFORE, NEAR_AFTER, FAR, LARGEST, REACH = 12, 4, 6, 3, 200
"""Of the money told long before the nearest amounts and the largest are tried: the whole is larger than its parts."""
SALIENT = frozenset({"initial", "adjusted", "budget", "allocated", "spent", "whole"})
SALIENT_WORDS = SALIENT | {"adjustment", "balance"} - {"whole"}
PEOPLE = frozenset({"人", "名", "位", "人次"})
"""Units that count the same."""
ANYTHING = frozenset({"个", "项", "件", "家", "处", "次"})
"""Units that count things of any kind."""


@dataclass(frozen=True, slots=True)
class RatioCandidate:
    """The figure `result` as `form` says of `first` and `second`, all by their order in the text."""

    result: int
    form: Form
    first: int
    second: int


def operands(every: list[Context], index: int) -> list[int]:
    """The figures that the figure at `index` may follow from: those near it, and the money that was told before. Figures in a row
    (分别占39.5%、34.2%) share those of the first.
    """
    run = run_of(every, index)
    own = _operands(every, index)
    own += answering(answers(every, index), own)
    if not run.place:
        return own
    known, row = {*own}, range(run.start, run.start + run.size)
    return [*own, *(j for j in _operands(every, run.start) if j not in known and j not in row)]


def _operands(every: list[Context], index: int) -> list[int]:
    here = every[index]
    near = [
        j
        for j in range(max(0, index - NEAR_BEFORE), min(len(every), index + NEAR_AFTER + 1))
        if j != index
        and (every[j].paragraph == here.paragraph or (j < index and here.paragraph - every[j].paragraph <= 2))
    ]
    near += _wholes_behind(every, index, near)
    far: list[int] = []
    amounts: set[object] = {every[j].figure.found.quantity.amount for j in near}
    start = min(near, default=index)
    for j in range(start - 1, max(-1, start - REACH), -1):
        found = every[j].figure.found
        if found.kind == "money" and found.quantity.amount not in amounts and SALIENT & set(senses(every[j].lead)):
            amounts.add(found.quantity.amount)
            far.append(j)
    largest = sorted(far, key=lambda j: -every[j].amount)[:LARGEST]
    far = list(dict.fromkeys([*far[:FAR], *largest]))
    known = {*near, *far}
    alike = _namesakes(every, index, known)
    return [*near, *far, *alike, *_called(every, index, known | {*alike})]


def _wholes_behind(every: list[Context], index: int, near: Sequence[int]) -> list[int]:
    """The totals further on in the sentence: 劳务费236.88万元（占47%）、… ，合计504.00万元."""
    here = every[index]
    out: list[int] = []
    for j in range(index + 1, min(len(every), index + REACH)):
        there = every[j]
        if (there.paragraph, there.sentence_start) != (here.paragraph, here.sentence_start):
            break
        if j not in near and there.kind in ("money", "count") and "whole" in senses(there.lead):
            out.append(j)
    return out[:LARGEST]


def _called(every: list[Context], index: int, known: set[int]) -> list[int]:
    """Figures anywhere that the words of this one name: 占总建筑面积的, 改厕单位成本, 追加额占年初预算的."""
    mine = name_pairs(every[index])
    if len(mine) < MIN_PAIRS:
        return []
    said = set(senses(every[index].lead)) & SALIENT_WORDS
    alike: list[tuple[float, int, int]] = []
    for other in range(max(0, index - 2 * REACH), min(len(every), index + REACH)):
        if other in known or other == index or every[other].kind not in ("money", "count"):
            continue
        theirs = name_pairs(every[other])
        share = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
        if share >= MIN_CALLED or (every[other].last in said and every[other].kind == "money"):
            alike.append((share, -abs(index - other), other))
    out: list[int] = []
    amounts: set[object] = set()
    for _, _, other in sorted(alike, reverse=True):
        key = every[other].amount, every[other].unit
        if key not in amounts and len(out) < CALLED:
            amounts.add(key)
            out.append(other)
    return out


def _namesakes(every: list[Context], index: int, known: set[int]) -> list[int]:
    """Figures told long before of the same thing as the figures just before this one: its target, its plan, its budget."""
    out: list[int] = []
    for near in range(max(0, index - 2), index):
        if every[near].sentence_start != every[index].sentence_start or every[near].paragraph != every[index].paragraph:
            continue
        mine = name_pairs(every[near])
        alike = []
        for other in range(max(0, index - 5 * REACH), index):
            if other in known or other in out or not _same_unit(every[other], every[near]) or other == near:
                continue
            share = len(mine & name_pairs(every[other])) / max(1, min(len(mine), len(name_pairs(every[other]))))
            if share >= MIN_ALIKE:
                alike.append((share, other))
        out += [other for _, other in sorted(alike, reverse=True)[:NAMESAKES]]
    return out


@lru_cache(maxsize=4096)
def name_pairs(context: Context) -> frozenset[str]:
    """The pairs of characters of the words that a figure is named by."""
    words = context.lead if len(context.lead) >= MIN_NAME else context.sentence[-MAX_NAME:]
    words = NOISE.sub("", words[-MAX_NAME:])
    return frozenset(words[i : i + 2] for i in range(len(words) - 1))


def ratio_candidates(every: list[Context], index: int, pool: list[int], form: Form) -> list[RatioCandidate]:
    """The candidates of one form out of the figures of `pool`."""
    here = every[index]
    usable = [
        (j, every[j])
        for j in pool
        if every[j].kind not in ("multiple", "points") and not every[j].figure.found.part and not _names_plan(every[j])
    ]
    return [
        RatioCandidate(index, form, first, second)
        for first, a in usable
        for second, b in usable
        if first != second and _fits(here, a, b, form) and (form != "product" or first < second)
    ]


def _names_plan(context: Context) -> bool:
    """Whether a figure only names a plan of so many years: 五年计划, 三年行动."""
    return context.unit == "年" and PLAN_OF_YEARS.match(context.after) is not None


def _fits(result: Context, first: Context, second: Context, form: Form) -> bool:
    kinds = first.kind, second.kind
    alike = _same_unit(first, second) or kinds == ("score", "score")
    if form == "less":
        return alike and (_same_unit(result, first) or (result.kind == "points" and kinds == ("rate", "rate")))
    if first.amount == second.amount and first.figure.found.quantity.unit != second.figure.found.quantity.unit:
        return False  # 29,731,840元，即2,973.184万元: one amount told twice
    if form in ("part", "up", "down", "multiple", "of-rise", "of-fall"):
        measured = kinds[0] in ("money", "count", "bare", "score")
        return alike and (measured or (form in ("up", "down", "multiple") and kinds == ("rate", "rate")))
    if "rate" in kinds or "score" in kinds:
        one_rate = "rate" in kinds and kinds[0] != kinds[1]
        return form == "product" and one_rate and result.unit in (first.unit, second.unit)
    if form == "average":
        return _same_unit(result, first) and (second.unit != first.unit or _counts_others(first, second))
    return (result.unit == first.unit) != (result.unit == second.unit)


def _counts_others(first: Context, second: Context) -> bool:
    """Whether two counts of a unit that counts everything are of other things: 岗位2984个, 186个行政村."""
    if first.unit not in ANYTHING or first.kind != "count":
        return False
    return not name_pairs(first) & name_pairs(second)


def _same_unit(a: Context, b: Context) -> bool:
    return a.unit == b.unit or (a.unit in PEOPLE and b.unit in PEOPLE)
