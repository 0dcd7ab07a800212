"""One amount told twice side by side: in two units (1700000元（170万元）), or in capitals (1,600元（大写：壹仟陆佰元整）)."""

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
IN_CAPITALS = regex.compile(r"\s*[（(，,、]?\s*(?:即|合|计)?(?:[（(]?(?:大写|小写)[）)]?|金额|人民币|[：:为\s])*")
CAPITALS = regex.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟萬万亿]{2,}")
"""An amount in the figures that are used for money alone: it is told to say again one in digits."""
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
        again = BETWEEN.fullmatch(between) and not price and _is_same_amount(first, second, between, behind)
        if again or (IN_CAPITALS.fullmatch(between) and _are_digits_and_capitals(passage, first, second)):
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


def is_said_again(figure: Figure) -> bool:
    """Whether a figure says in capitals, or in digits behind capitals, just what the one before it said."""
    money = [f for f in figure.passage.figures if f.found.kind == "money" and f.end <= figure.start]
    if figure.found.kind != "money" or not money:
        return False
    between = figure.passage.text.text[money[-1].end : figure.start]
    return bool(IN_CAPITALS.fullmatch(between)) and _are_digits_and_capitals(figure.passage, money[-1], figure)


def _are_digits_and_capitals(passage: Passage, first: Figure, second: Figure) -> bool:
    """Whether one of the two is printed in digits and the other in capitals."""
    told = [CAPITALS.match(passage.text.text, figure.found.number_start) is not None for figure in (first, second)]
    return told[0] != told[1]


def _has_its_digits(one: Quantity, other: Quantity) -> bool:
    return bool(other.amount) and (one.amount / other.amount).normalize().as_tuple().digits == (1,)
