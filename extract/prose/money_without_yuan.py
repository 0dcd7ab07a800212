"""Amounts written without 元 (预算420万，花了399万，剩21万退回): money by the word before them; 人口120万 and 5.7万碗 stay counts."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import regex

from gouji.extract.prose.passages import Figure, Passage
from gouji.normalize.figures.yuan import MULTIPLES, WATTS, with_yuan
from gouji.schemas.wordlists import any_of

BEHIND = regex.compile(
    r"\s*(?:[^\p{Han}\w]|$|退|交回|上交|收回|上缴|缴回|结转|以[上下内]|左右|未|已|用于|由|其中|均|全部)"
)
"""What may stand behind an amount: no word that is counted."""
PARTED = regex.compile(r"[^。；;！!？?\n]*(?:按[^，。：:]{1,8}分|其中|分别)[：:，,]?")
"""How a sentence begins that parts the money of the one before: 按路面分：砂石路243万."""


def read_money_without_yuan(part: Passage) -> None:
    """Makes money of the figures of a passage that are multiples without a unit, where the words before say that they are
    money, or where their sentence parts a sentence of such money."""
    known = False
    for start, end in part.sentences():
        loose = [f for f in part.between(start, end) if _is_multiple(f)]
        named = [f for f in loose if _lead().search(part.text.text, start, f.start)]
        if named:
            named += [f for f in loose if f not in named and _giver().search(part.text.text, start, f.start)]
            watts = [f for f in loose if f not in named and f.found.quantity.unit in WATTS]
            named += watts if any(f.found.quantity.unit in WATTS for f in named) else []
        parts = known and PARTED.match(part.text.text, start) and len(loose) == len(_without_rates(part, start, end))
        for figure in loose if parts else named:
            _declare(figure)
        known = bool(named) or (known and bool(parts))


def _is_multiple(figure: Figure) -> bool:
    quantity = figure.found.quantity
    return quantity.unit in MULTIPLES and BEHIND.match(figure.passage.text.text, figure.end) is not None


def _without_rates(part: Passage, start: int, end: int) -> list[Figure]:
    return [f for f in part.between(start, end) if f.found.kind != "rate"]


def _declare(figure: Figure) -> None:
    figure.found = replace(figure.found, kind="money", quantity=with_yuan(figure.found.quantity))


@cache
def _lead() -> regex.Pattern[str]:
    """A money word at the end of the words before a figure."""
    return regex.compile(rf"(?:{any_of(__package__, 'money_words')})\s*(?:[为是约近共计达仅]|合计|共计)?\s*[:：]?\s*$")


@cache
def _giver() -> regex.Pattern[str]:
    """Who gives money, at the end of the words before a figure, at the beginning of its clause."""
    return regex.compile(
        rf"[，、；：:,（(](?:其中|由|含)?\p{{Han}}{{0,4}}(?:{any_of(__package__, 'money_givers')})(?:资金|财政)?\s*[为出给]?\s*$"
    )
