"""One amount told in two units side by side (同一金额两种单位): 1700000元（170万元）."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import regex

from gouji.extract.prose.passages import Figure, Passage
from gouji.extract.prose.subjects import subject
from gouji.extract.statements.solved import is_unit_slip
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Restated

BETWEEN = regex.compile(r"\s*(?:[（(]\s*(?:即|折合|合|约合)?|[，,]?\s*(?:即|折合|合计为?|约合))\s*")
EACH = regex.compile(r"[/／×*每]")
"""Behind an amount for each of many: 补助12万元（1,200元/户）."""
EACH_ONE, PRICE_REACH = regex.compile(r"(?:每|均|单价|标准)\p{Han}{0,8}$"), 12
"""Before the price of one, behind which all stands: 亩均成本470元（合1,128万元）."""


def restated(passages: list[Passage]) -> list[Restated]:
    """The pairs; both figures may stand elsewhere in the record too."""
    return [pair for passage in passages for pair in _pairs(passage)]


def _pairs(passage: Passage) -> Iterator[Restated]:
    money = [f for f in passage.figures if f.found.kind == "money"]
    for first, second in itertools.pairwise(money):
        between = passage.text.text[first.end : second.start]
        behind = passage.text.text[second.end : second.end + 1]
        price = EACH_ONE.search(passage.text.text, max(0, first.start - PRICE_REACH), first.start)
        if BETWEEN.fullmatch(between) and not price and _is_same_amount(first, second, between, behind):
            name = subject(passage, first)
            yield Restated(subject=name.text if name else "", first=first.leaf(), second=second.leaf())


def _is_same_amount(first: Figure, second: Figure, between: str, behind: str) -> bool:
    """Whether the second tells the first again: in brackets in another unit, or with its digits: 248.6万元（2,486,000万元）, or
    12.5万元，即1,250,000元. Behind 合计 stands more often what all got than the same again.
    """
    one, other = first.found.quantity, second.found.quantity
    in_brackets = between.strip()[-1:] in ("（", "(") or between.strip()[:1] in ("（", "(")
    if one.unit != other.unit:
        return not EACH.match(behind) and (in_brackets or _has_its_digits(one, other))
    return in_brackets and behind in ("）", ")") and is_unit_slip(one, other.amount)


def _has_its_digits(one: Quantity, other: Quantity) -> bool:
    return bool(other.amount) and (one.amount / other.amount).normalize().as_tuple().digits == (1,)
