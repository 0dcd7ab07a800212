"""Rates that are named by the figure before them (检查的1200家中，达标1116家，达标率93%), and come out of nothing that is printed near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from gouji.extract.statements.agreement import follows
from gouji.extract.statements.closed_lists import words_between
from gouji.extract.statements.figure_context import FILLER, Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.misprinted import Misprint
from gouji.extract.statements.rounded_up import is_rounded_up

SURE = 0.9
NAMED = regex.compile(r"(?P<stem>\p{Han}{2})(?:率|度|比例|占比)[^，,。；;：:\p{N}]{0,4}$")
DENIED = regex.compile(r"(?:[不未没非无超]|超额|尚待|待)$")
OTHERS = regex.compile(r"目标|计划|上年|上一年|去年|往年|同期|要求|不低于|不少于|标准")
"""Words of a rate that tells no share of what was just counted."""
MAX_BETWEEN, MAX_TOGETHER = 3, 3
MOST = 100
"""No share of a count is more."""
MIN_BASE = 10
"""Of fewer a rate is rarely told of the count beside it."""


def stem_rates(every: Sequence[Context]) -> Iterator[Misprint]:
    """Yields the rates whose stem names a count just before them and that fail over the count before that one."""
    for rate in every:
        if rate.kind != "rate" or rate.figure.found.quantity.approximate or rate.figure.found.part:
            continue
        named = NAMED.search(FILLER.sub("", rate.clause))
        if named is None or OTHERS.search(rate.clause) or rate.depth or rate.amount > MOST:
            continue
        first = _named(every, rate, named["stem"])
        base = _before(every, first) if first is not None else None
        if first is None or base is None or first.amount > base.amount or base.amount < MIN_BASE:
            continue
        claim = Claimed(rate.order, "part", (first.order, base.order))
        if not _is_explained(every, rate, first) and not is_rounded_up(every, claim):
            yield Misprint(claim, SURE)


def _named(every: Sequence[Context], rate: Context, stem: str) -> Context | None:
    """The count just before a rate whose own words end with its stem, not denied (不达标)."""
    for here in reversed(every[max(0, rate.order - MAX_BETWEEN) : rate.order]):
        beside = (here.paragraph, here.sentence_start) == (rate.paragraph, rate.sentence_start)
        if not beside or here.depth != rate.depth or here.kind == "rate":
            return None
        words = FILLER.sub("", here.lead).rstrip("的数")
        if here.kind == "count" and words.endswith(stem) and not DENIED.search(words[: -len(stem)]):
            exact = here.figure.found.quantity.bound is None and not here.figure.found.quantity.approximate
            return here if exact else None
    return None


def _before(every: Sequence[Context], first: Context) -> Context | None:
    """The count of the same unit right before another one in its sentence."""
    if not first.order:
        return None
    base = every[first.order - 1]
    same = (base.paragraph, base.sentence_start) == (first.paragraph, first.sentence_start)
    exact = base.figure.found.quantity.bound is None and not base.figure.found.quantity.approximate
    words = FILLER.sub("", base.lead).rstrip("的数")
    alike = words.endswith(FILLER.sub("", first.lead).rstrip("的数")[-2:])  # 满意352份，比较满意91份
    part = alike or "其中" in base.clause or "、" in words_between(base, first)
    plain = not OTHERS.search(base.clause) and base.figure.found.part is None and not part
    return base if same and exact and plain and base.kind == "count" and base.unit == first.unit else None


def _is_explained(every: Sequence[Context], rate: Context, first: Context) -> bool:
    """Whether the rate is the share of the count, or of it and its neighbours together, in any like figure of the paragraph."""
    like = [c for c in every if c.paragraph == rate.paragraph and c.unit == first.unit and c.kind == first.kind]
    place = like.index(first)
    for start in range(max(0, place - MAX_TOGETHER), place + 1):
        for end in range(place + 1, min(len(like), place + MAX_TOGETHER) + 1):
            parts = like[start:end]
            amount = format(sum((part.amount for part in parts), Decimal(0)), "f")
            total = first.figure.found.quantity.model_copy(update={"canonical": amount, "number": amount})
            wholes = [c for c in like if c not in parts and c.amount >= total.amount]
            if any(follows("part", rate.figure.found.quantity, [total, c.figure.found.quantity]) for c in wholes):
                return True
    return False
