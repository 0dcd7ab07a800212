"""Wholes that are less than the sum of the parts that their words list (共29人，其中甲岗4人、乙岗26人、丙岗3人)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.misprinted import Considered, Misprint

SURE = 0.8
OTHERWISE, LIST = 0.03, 0.005
"""From these probabilities on, by the words alone, other parts that make the whole up explain it, and another whole that the parts
make up."""
OPENS = regex.compile(r"其中|包括|包含|分别|构成|组成|[（(]|由|即|[：:]")
MIN_DIGITS = 4
MOST = 2
"""Parts that make up more than twice the whole are others'."""


def exceeded(
    every: Sequence[Context], considered: Sequence[Sequence[Considered]], decimals: int | None
) -> Iterator[Misprint]:
    """Yields the sums of one paragraph whose listed parts exceed the whole, each with its probability by the words alone.

    A list may be left open, so that parts that fall short prove nothing; parts cannot be more than the whole. Where some of
    the parts make it up, or all of them make up another figure, nothing is wrong.
    """
    sums = [pair for sets in considered for each in sets for pair in zip(each.found, each.priors[1:], strict=True)]
    sums = [pair for pair in sums if pair[0].form == "sum"]
    right = [pair for pair in sums if pair[1] >= LIST and _holds(every, pair[0], decimals)]
    wholes = {claim.result for claim, prior in right if prior >= OTHERWISE}
    lists = {claim.operands for claim, _ in right}
    shorter = {(claim.result, claim.operands) for claim, _ in right}
    for claim, prior in sums:
        begins = any((claim.result, claim.operands[:size]) in shorter for size in range(2, len(claim.operands)))
        known = begins or claim.result in wholes or claim.operands in lists or _make_up_another(every, claim)
        if prior >= SURE and not known and _is_listed(every, claim) and _is_over(every, claim):
            yield Misprint(claim, prior)


def _is_listed(every: Sequence[Context], claim: Claimed) -> bool:
    whole, first = every[claim.result], every[claim.operands[0]]
    together = all(every[i].paragraph == whole.paragraph for i in claim.operands)
    exact = not any(every[i].figure.found.quantity.bound for i in (claim.result, *claim.operands))
    return together and exact and claim.operands[0] > claim.result and OPENS.search(first.lead) is not None


def _is_over(every: Sequence[Context], claim: Claimed) -> bool:
    whole = every[claim.result].amount
    total = sum(every[i].amount for i in claim.operands)
    return whole < total < MOST * whole and all(every[i].amount <= whole for i in claim.operands)


def _make_up_another(every: Sequence[Context], claim: Claimed) -> bool:
    """Whether the parts come to another figure of many digits told before them: 上半年支付736.40万元; by use the year's 1,237.60万元."""
    whole, total = every[claim.result], sum(every[i].amount for i in claim.operands)
    told = [c for c in every[: claim.operands[0]] if (c.kind, c.unit, c.amount) == (whole.kind, whole.unit, total)]
    return any(sum(sign.isdigit() for sign in c.figure.found.quantity.number) >= MIN_DIGITS for c in told)


def _holds(every: Sequence[Context], claim: Claimed, decimals: int | None) -> bool:
    expected = computed("sum", [every[i].figure.found.quantity for i in claim.operands], decimals)
    return expected is not None and agrees(every[claim.result].figure.found.quantity, expected, "sum")
