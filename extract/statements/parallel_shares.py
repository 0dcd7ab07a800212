"""Lists of amounts with their rates of one base (30%计48万元；60%计96万元；10%计16万元), of which one does not come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from gouji.extract.statements.agreement import follows
from gouji.extract.statements.figure_context import Context, masked_text
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.misprinted import Misprint
from gouji.extract.statements.rounded_up import is_rounded_up

SURE = 0.9
AMOUNT_BEHIND = regex.compile(r"^(?:的?[\p{Han}]{0,6})?[，,、（(]?(?P<joint>计|即|共计|为|合)(?:人民币)?$")
RATE_BEHIND = regex.compile(r"^[，,、（(]?(?P<joint>占比?|约占|比例|占[\p{Han}]{1,8}的)[为达约]?$")
MIN_HOLDING = 2
MIN_DIGITS = 3
"""A rate of fewer digits comes out by chance."""


def parallel_shares(every: Sequence[Context]) -> Iterator[Misprint]:
    """Yields the pairs of a rate and its amount that fail over the base over which at least two others of their list come out."""
    pairs = [pair for index in range(1, len(every)) if (pair := _pair(every, index))]
    for _, group in groupby(pairs, key=lambda pair: (every[pair[0]].paragraph, pair[2])):
        own = list(group)
        bases = _bases(every, own) if len(own) > MIN_HOLDING else []
        failures = [[pair for pair in own if not _holds(every, pair, base)] for base in bases]
        for base, failing in zip(bases, failures, strict=True) if all(failures) else ():
            if len(own) - len(failing) >= MIN_HOLDING and len(failing) == 1 and not _is_explained(every, failing[0]):
                rate, amount, _ = failing[0]
                claim = Claimed(rate, "part", (amount, base))
                if every[amount].amount < every[base].amount and not is_rounded_up(every, claim):
                    yield Misprint(claim, SURE)
                break


def _pair(every: Sequence[Context], index: int) -> tuple[int, int, str] | None:
    """The rate and the amount of two neighbours, and the word that joins them; None where nothing does."""
    first, second = every[index - 1], every[index]
    if (first.paragraph, first.sentence_start) != (second.paragraph, second.sentence_start):
        return None
    if any(_is_inexact(each) for each in (first, second)):
        return None
    gap = regex.sub(r"\s", "", masked_text(first.passage)[first.figure.end : second.figure.start])
    if first.kind == "rate" and second.kind in ("money", "count"):
        found = AMOUNT_BEHIND.match(gap)
        return (index - 1, index, "计") if found else None
    if second.kind == "rate" and first.kind in ("money", "count"):
        found = RATE_BEHIND.match(gap)
        return (index, index - 1, "占") if found else None
    return None


def _bases(every: Sequence[Context], pairs: Sequence[tuple[int, int, str]]) -> list[int]:
    """The like figures before the list, or behind it in its paragraph, the nearest first."""
    first = every[min(pairs[0][:2])]
    amount = every[pairs[0][1]]
    inside = {pair[1] for pair in pairs}
    near = [c for c in every if c.unit == amount.unit and c.kind == amount.kind and c.order not in inside]
    near = [c for c in near if c.order < first.order or c.paragraph == first.paragraph]
    return [c.order for c in sorted(near, key=lambda c: abs(c.order - first.order)) if c.amount > 0]


def _holds(every: Sequence[Context], pair: tuple[int, int, str], base: int) -> bool:
    rate, *operands = (every[i].figure.found.quantity for i in (pair[0], pair[1], base))
    return follows("part", rate, operands)


def _is_explained(every: Sequence[Context], pair: tuple[int, int, str]) -> bool:
    """Whether the pair comes out over any other figure of its paragraph, or with digits enough of the text."""
    rate, amount = (every[i] for i in pair[:2])
    long = len(rate.figure.found.quantity.number.replace(".", "").strip("0")) >= MIN_DIGITS
    others = [c for c in every if c.unit == amount.unit and c.amount > 0 and c.order != pair[1]]
    return any(_holds(every, pair, c.order) for c in others if long or c.paragraph == rate.paragraph)


def _is_inexact(context: Context) -> bool:
    quantity = context.figure.found.quantity
    return bool(quantity.bound or quantity.approximate or context.figure.found.part)
