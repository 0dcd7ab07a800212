"""Lists of money behind a figure of the budget (其中：甲60万元、乙38万元): the sources, or the parts, that the figure is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from gouji.extract.prose.label_patterns import FUND, OF_WHICH, source_pattern
from gouji.extract.prose.passages import Figure, Passage
from gouji.normalize.people.contacts import contacts

ITEM = regex.compile(
    r"^[\s、，；和及与]*(?:以及)?(?:[（(]?[1-9一二三四五六七八九][）)、.．])?(?P<name>[\p{Han}A-Za-z0-9（）()·“”\-]{2,24}?)(?P<verb>支出|支付|列支|拨付|发放|使用|安排|投入|预算)?(?:[为是计：:\s]|共|资金为|各)*$"
)
REACH = 80
"""Characters within which 其中 follows its figure."""
FAR = Decimal("0.2")
"""A list whose sum lies further from its figure than this part of it names some of the parts only."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list: where its name stands, and its figure. `source`: it is named as sources of funds are."""

    start: int
    end: int
    figure: Figure
    source: bool


def listed_after(passage: Passage, parents: list[Figure], limit: int) -> tuple[Figure, list[Item]] | None:
    """The list that 其中 opens behind one of `parents` and before `limit`, and the one that it is made of: the nearest in amount.

    None where there is no list, or one that names some of the parts only.
    """
    opened = (
        OF_WHICH.search(passage.text.text, parents[-1].end, min(limit, parents[-1].end + REACH)) if parents else None
    )
    items = list(_items(passage, opened.end(), limit)) if opened else []
    if len(items) < 2:
        return None
    whole = sum(item.figure.found.quantity.amount for item in items)
    parent = min(parents, key=lambda figure: abs(figure.found.quantity.amount - whole))
    return (parent, items) if abs(parent.found.quantity.amount - whole) <= FAR * parent.found.quantity.amount else None


def _items(passage: Passage, floor: int, limit: int) -> Iterator[Item]:
    """Things and their figures, one after another; anything else between them ends the list."""
    for figure in passage.between(floor, limit):
        words = passage.text.text[floor : figure.start]
        match = ITEM.match(words)
        if figure.taken or figure.found.kind != "money" or not match:
            return
        start, end = _name(match)
        if contacts(match[0]):
            return
        yield Item(floor + start, floor + end, figure, bool(source_pattern().search(words) or FUND.search(words)))
        floor = figure.end


def _name(match: regex.Match[str]) -> tuple[int, int]:
    """基本支出 and 项目支出 are names as they stand; 城乡低保支出 and 购置费安排 lose their verb."""
    short = match["verb"] is not None and match.end("name") - match.start("name") <= 2
    return match.start("name"), match.end("verb") if short else match.end("name")
