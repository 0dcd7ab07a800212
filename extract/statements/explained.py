"""Whether a figure that fails its likeliest claim follows from figures that no claim of two operands can name, or was told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Protocol

import regex

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.sum_candidates import NESTED
from gouji.schemas.quantity import Quantity

RATES = frozenset({"part", "up", "down"})
MIN_DIGITS_AGAIN, MIN_DIGITS = 3, 4
"""Of fewer digits a rate stands twice, or comes out of many figures, by chance."""
MIN_DIGITS_AVERAGE = 2
MAX_RUN = 6
REACH = 12


PRODUCTS = frozenset({"product", "each", "yearly", "paired"})
BOUNDED = regex.compile(r"最高|最低|最多|最少|至多|至少|上限|下限|不超过|不高于|不低于|以内")
CHANGED_TO = regex.compile(r"(?:调整|变更|修改|核定|调减|调增|压减|改)(?:为|至|到|成)[约共]*$")
"""Words before what a target became: 全年任务调整为62处."""


class Told(Protocol):
    """A claim that was told."""

    @property
    def claimed(self) -> Claimed:
        """Its figures."""

    @property
    def holds(self) -> bool:
        """Whether it holds."""


def is_explained(every: list[Context], claim: Claimed, holds: bool, told: Sequence[Told]) -> bool:
    """Whether a rate that does not come out as claimed is right otherwise: a claim of it elsewhere holds (99.73% told again), or it
    is a share of a whole that is not printed, the sum of the list that its part stands in (甲330万元、乙150万元，乙占31.25%),
    or it says how much the plan was exceeded by (目标90场，超额6场，完成106.7%), or by how much the new figure changed (7,378人，减少
    234人，下降3.07%). An average is right otherwise where its operands are those of another one in the same sentence, a difference where
    the rate behind it tells another base than the one that was looked for in another paragraph.
    """
    short = _digits(every[claim.result].figure.found.quantity) < MIN_DIGITS_AVERAGE
    if not holds and claim.form == "average" and (short or _is_average_of_another(every, claim)):
        return True
    if not holds and claim.form in PRODUCTS and any(BOUNDED.search(every[i].clause) for i in claim.operands):
        return True  # 每户最高补助3万元
    if not holds and claim.form == "sum":
        return _is_of_the_whole_before(every, claim)
    if not holds and claim.form in RATES and (_is_one_amount(every, claim) or _is_of_changed_target(every, claim)):
        return True
    if not holds and claim.form == "less":
        again = _is_told_again(every, claim) or _has_its_own_base(every, claim, told)
        return again or _is_left_of_more(every, claim)
    rate = every[claim.result].figure.found.quantity
    if holds or claim.form not in RATES or _digits(rate) < MIN_DIGITS_AGAIN:
        return False
    again = any(_tells_again(every, claim, each.claimed) for each in told if each.holds)
    first, second = (every[i].figure.found.quantity for i in claim.operands)
    alike = first.canonical_unit == second.canonical_unit
    more = alike and (_is_share(rate, _sum([second, first]), second) or _is_change(rate, first, second))
    if again or claim.form != "part" or more or _digits(rate) < MIN_DIGITS:
        return again or (claim.form == "part" and more)
    return any(_is_share(rate, part, whole) for part, whole in _unprinted(every, claim))


def _tells_again(every: list[Context], claim: Claimed, other: Claimed) -> bool:
    """Whether a claim that holds is of the same rate. A rate in one sentence with both its figures is no repetition of one over like
    figures: it may be a copy of another line's, which is an error."""
    rate, again = every[claim.result], every[other.result]
    one, two = rate.figure.found.quantity, again.figure.found.quantity
    if claim.result == other.result or other.form == "sum" or one.number != two.number or one.unit != two.unit:
        return False
    beside = all(
        (every[i].paragraph, every[i].sentence_start) == (rate.paragraph, rate.sentence_start) for i in claim.operands
    )
    kinds, others = ({(every[i].kind, every[i].unit) for i in each.operands} for each in (claim, other))
    return not (beside and kinds & others)


def _is_of_the_whole_before(every: Sequence[Context], claim: Claimed) -> bool:
    """Whether the parts come to another whole of the sentence, told right before the one they were held against (1284人参加考核，合格1234人，
    分4个乡镇：…)."""
    here, parts = every[claim.result], [every[i] for i in claim.operands]
    total = sum((part.amount for part in parts), Decimal(0))
    beside = [
        c
        for c in every[: claim.result]
        if (c.paragraph, c.sentence_start) == (here.paragraph, here.sentence_start) and c.unit in (here.unit, "")
    ]
    return bool(beside) and beside[-1].amount == total and all(part.order > claim.result for part in parts)


def _is_one_amount(every: Sequence[Context], claim: Claimed) -> bool:
    """Whether a rate was looked for over one amount that stands in two sentences; in two units it is tried by nobody."""
    rate, first, second = (every[i] for i in (claim.result, *claim.operands))
    if first.amount != second.amount:
        return False
    beside = all((c.paragraph, c.sentence_start) == (rate.paragraph, rate.sentence_start) for c in (first, second))
    return not beside


def _is_told_again(every: Sequence[Context], claim: Claimed) -> bool:
    """Whether what was taken for a difference is one of the two amounts itself, of which one stands in another sentence."""
    here = every[claim.result]
    others = [every[i] for i in claim.operands]
    apart = any((c.paragraph, c.sentence_start) != (here.paragraph, here.sentence_start) for c in others)
    return apart and any(c.amount == here.amount for c in others)


def _has_its_own_base(every: Sequence[Context], claim: Claimed, told: Sequence[Told]) -> bool:
    """Whether a difference and its rate come out with one of its two amounts (9,066.79万元，与上年相比增加498.72万元，增长5.82%), the
    other being looked for in another paragraph: the year before of another amount is not this one's.
    """
    here = every[claim.result].paragraph
    new, old = claim.operands
    proven = set()
    if every[old].paragraph != here:
        proven |= {("of-rise", claim.result, new), ("of-fall", claim.result, new)}
    if every[new].paragraph != here:
        proven.add(("part", claim.result, old))
    return any(each.holds and (each.claimed.form, *each.claimed.operands) in proven for each in told)


def _is_average_of_another(every: Sequence[Context], claim: Claimed) -> bool:
    """Whether another figure of the sentence is the average of the operands: 人工种草亩均470元（1,128.00万元÷2.40万亩），补播亩均170元."""
    expected = computed("average", [every[i].figure.found.quantity for i in claim.operands])
    here = every[claim.result]
    return expected is not None and any(
        (c.paragraph, c.sentence_start, c.unit) == (here.paragraph, here.sentence_start, here.unit)
        and c.order not in (claim.result, *claim.operands)
        and agrees(c.figure.found.quantity, expected, "average")
        for c in every
    )


def _digits(rate: Quantity) -> int:
    return sum(sign.isdigit() for sign in rate.number.lstrip("0."))


def _is_share(rate: Quantity, part: Quantity, whole: Quantity) -> bool:
    expected = computed("part", [part, whole])
    return expected is not None and agrees(rate, expected, "part")


def _is_change(rate: Quantity, change: Quantity, new: Quantity) -> bool:
    """Whether a rate is that of a change over the figure before it."""
    for form in ("of-rise", "of-fall"):
        expected = computed(form, [change, new])
        if expected is not None and agrees(rate, expected, form):
            return True
    return False


def _unprinted(every: list[Context], claim: Claimed) -> Iterator[tuple[Quantity, Quantity]]:
    """Shares of the claim's part in a run of like figures around it, and of such a run in the claim's whole."""
    first, second = claim.operands
    rate = every[claim.result]
    like = [
        j
        for j in range(max(0, claim.result - REACH), claim.result)
        if every[j].paragraph == rate.paragraph
        and (every[j].kind, every[j].unit) == (every[first].kind, every[first].unit)
    ]
    figures = {j: every[j].figure.found.quantity for j in like}
    for start in range(len(like)):
        for size in range(2, min(MAX_RUN, len(like) - start) + 1):
            run = like[start : start + size]
            total = _sum([figures[j] for j in run])
            if first in run:
                yield figures[first], total
            if second not in run and run[-1] == max(j for j in like if j != second):
                yield total, every[second].figure.found.quantity


def _sum(figures: Sequence[Quantity]) -> Quantity:
    """The sum of like figures as a quantity of its own."""
    total = sum((figure.amount for figure in figures), Decimal(0))
    return figures[0].model_copy(
        update={"number": format(total, "f"), "canonical": format(total, "f"), "unit": figures[0].canonical_unit}
    )


def _is_of_changed_target(every: Sequence[Context], claim: Claimed) -> bool:
    """Whether a rate of completion is right over what its target became: 拟改造66处……任务调整为62处。改造62处，完成率100%."""
    if claim.form != "part":
        return False
    done, base = every[claim.operands[0]], every[claim.operands[1]]
    rate = every[claim.result].figure.found.quantity
    later = (c for c in every[base.order + 1 :] if c.order != done.order)  # what was done is no target of itself
    targets = [c for c in later if c.unit == base.unit and CHANGED_TO.search(c.lead)]
    return any(_is_share(rate, done.figure.found.quantity, target.figure.found.quantity) for target in targets)


def _is_left_of_more(every: Sequence[Context], claim: Claimed) -> bool:
    """Whether what is left comes out where one more amount of the paragraph is taken off: 需资金90万元，已拨30万元，调剂20万元，缺口40万元."""
    left, (first, second) = every[claim.result], (every[i] for i in claim.operands)
    missing = first.amount - second.amount - left.amount
    between = every[min(claim.operands) + 1 : claim.result]
    beside = [c for c in between if c.paragraph == left.paragraph and c.unit == left.unit and c.order != second.order]
    beside = [c for c in beside if c.depth <= second.depth and not NESTED.search(c.lead)]  # a part of it is in it
    return _digits(left.figure.found.quantity) >= MIN_DIGITS_AGAIN and any(c.amount == missing for c in beside)
