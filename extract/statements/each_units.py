"""What each of many gets, printed in 万元 for 元: more than all of them got together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.normalize.figures.slips import TEN_THOUSAND

SPENT = "培训|救助|补助|补贴|支出|成本|费用|标准|经费|投入|奖励|发放|金额|分红|增收|收入|资金"
EACH = regex.compile(
    rf"(?:(?:[人户亩次案场家件课时]均|平均每\p{{Han}}{{1,3}}|均)(?:{SPENT}){{0,3}}|每(?![年月日天季])\p{{Han}}{{1,3}}(?:{SPENT}){{1,3}})[为约达是]{{0,2}}$"
)
REACH, COUNTS = 40, 12
MIN_DIGITS, MANY_TIMES = 4, 100
PREMISE = 0.9
"""How surely a figure is an average in the wrong unit, if it is one to the last digit and each gets more than all."""


def each_units(every: list[Context], found: Sequence[Claim]) -> Iterator[Claim]:
    """Yields a claim for each average in 万元 that comes out in 元 over an amount that it exceeds, or that all together would exceed
    by far, where nothing else was told of it."""
    told = {claim.claimed.result for claim in found}
    for index, context in enumerate(every):
        quantity = context.figure.found.quantity
        if (
            index in told
            or context.kind != "money"
            or quantity.unit != "万元"
            or quantity.bound
            or not EACH.search(context.clause)
        ):
            continue
        right = quantity.model_copy(update={"canonical": format(quantity.amount / TEN_THOUSAND, "f"), "unit": "元"})
        for first, second in _pairs(every, index):
            expected = computed("average", [every[i].figure.found.quantity for i in (first, second)])
            if expected is not None and agrees(right, expected, "average"):
                yield Claim(Claimed(index, "average", (first, second)), False, PREMISE)
                break


def _pairs(every: list[Context], index: int) -> Iterator[tuple[int, int]]:
    """An amount before the figure and a count near it, the nearest first: an amount smaller than what each got, or, for a figure of
    many digits, any that all together would exceed many times over."""
    here = every[index]
    before = range(index - 1, max(-1, index - REACH), -1)
    counts = [j for j in before if every[j].kind == "count" and every[j].amount > 1][:COUNTS]
    long = sum(sign.isdigit() for sign in here.figure.found.quantity.number.lstrip("0.")) >= MIN_DIGITS
    most = MANY_TIMES * max((c.amount for c in every if c.kind == "money"), default=here.amount)
    for first in before:
        if every[first].kind != "money" or every[first].amount <= 0:
            continue
        smaller = every[first].amount < here.amount
        for second in counts:
            if smaller or (long and here.amount * every[second].amount > most):
                yield first, second
