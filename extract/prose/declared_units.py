"""Figures of short lines under a unit that a line above declares: 支出明细（单位：万元）： and then 宣传推广 132.40."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from gouji.extract.prose.money_without_yuan import read_money_without_yuan
from gouji.extract.prose.passages import Figure, Passage, passages
from gouji.normalize.figures.canonical import canonical_quantity
from gouji.normalize.figures.units import Unit, unit_at
from gouji.normalize.figures.yuan import UNIT_OF_MONEY, YUAN
from gouji.schemas.paragraph import Paragraph

DECLARED = regex.compile(
    rf"单位\s*(?:均?[为是])?\s*[:：]?\s*[（(]?\s*(?:人民币)?\s*{UNIT_OF_MONEY}|[（(]\s*{UNIT_OF_MONEY}\s*[)）]\s*[:：。]?\s*$"
)
HAN = regex.compile(r"\p{Han}")
"""Behind a declared unit, a figure with no word before it says the unit again: 单位：万元 10000 yuan."""
ITEM = regex.compile(r"\s*[\p{Han}“（(][^。！？!?]{0,60}[；;。]?\s*$")
MAX_FIGURES = 5
POINTS = regex.compile(r"(?:得分|评分|总分|分值|满分|权重|分数)\s*[:：为是]?\s*$")
"""Before a bare figure that is points, whatever unit of money is declared above."""


def measured_passages(paragraphs: list[Paragraph], year: int | None, unit: str | None = None) -> list[Passage]:
    """The passages of paragraphs (see `passages`), their money in the units that the lines above declare.

    `unit` is that of money which stands under no such line and names none.
    """
    out = passages(paragraphs, year)
    declare_units(out, unit)
    return out


LABEL = regex.compile(rf"[（(]\s*(?P<unit>{YUAN}|[%％])\s*[）)]\s*[:：为是]?\s*$")
"""A label with its unit just before a figure: 实际支出（万元）：186.40."""


def _by_label(part: Passage) -> None:
    """Gives each bare figure the unit of the label before it."""
    for figure in part.figures:
        told = LABEL.search(part.text.text, max(0, figure.start - 8), figure.start)
        unit = unit_at("%" if told["unit"] in "%％" else told["unit"], 0) if told else None
        if figure.found.kind == "bare" and unit is not None and _is_amount(figure):
            _declare(figure, unit)


LIST = regex.compile(rf"[（(]\s*{UNIT_OF_MONEY}\s*[)）]\s*[:：](?=\s*\p{{Han}})")
"""A unit before a list inside a sentence: 支出构成（万元）：工资2312.6；公用318.9；合计2631.5。"""


def _by_list(part: Passage) -> None:
    """Gives the bare figures of a list the unit that stands before it, up to the end of the sentence or another such unit."""
    words = part.text.text
    for told in LIST.finditer(words):
        stop = regex.search(rf"[。！？!?\n]|{LIST.pattern}", words, pos=told.end())
        unit = unit_at(told["unit"], 0)
        for figure in part.between(told.end(), stop.start() if stop else len(words)):
            if figure.found.kind == "bare" and unit is not None and _is_amount(figure):
                _declare(figure, unit)


def declare_units(parts: Sequence[Passage], known: str | None = None) -> None:
    """Makes money of the bare figures that stand in a line which declares a unit of money, and in the short lines behind it.

    The lines end with the first that is a sentence, or that names no thing and no figure. `known` is a unit that is
    declared before all of them.
    """
    unit = unit_at(known, 0) if known else None
    for part in parts:
        _by_label(part)
        _by_list(part)
        read_money_without_yuan(part)
        words = part.text.text
        told = DECLARED.search(words)
        if told:
            unit = unit_at(told["unit"], 0)
        elif not _is_item(part):
            unit = None
        if unit is not None:
            for figure in part.figures:
                named = told is None or HAN.search(words, told.end(), max(told.end(), figure.start))
                if figure.found.kind == "bare" and named and _is_amount(figure):
                    _declare(figure, unit)


def _is_item(part: Passage) -> bool:
    """Whether a paragraph is a line of a list: a name and at most a few figures."""
    return 0 < len(part.figures) <= MAX_FIGURES and bool(ITEM.match(part.text.text, part.words))


def _is_amount(figure: Figure) -> bool:
    """Whether digits may be an amount: with no word behind them that counts something else, and none before that names points."""
    text = figure.passage.text.text
    behind = text[figure.end : figure.end + 1]
    if POINTS.search(text, max(0, figure.start - 12), figure.start):
        return False
    return figure.found.quantity.number[:1].isdigit() and not (behind and regex.match(r"[\p{Han}A-Za-z%％/]", behind))


def _declare(figure: Figure, unit: Unit) -> None:
    found = figure.found
    quantity = canonical_quantity(found.quantity.number, unit, found.quantity.approximate, found.quantity.bound)
    figure.found = replace(found, kind=unit.kind, quantity=quantity)
