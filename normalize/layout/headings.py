"""Recognises how headings and list items begin: 第一部分 一、 （一） 1. （1）, also as OCR misreads them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

from gouji.normalize.figures.chinese_numbers import chinese_number
from gouji.normalize.figures.units import unit_at

NUMERAL = "[一二三四五六七八九十]{1,3}"
CAPITAL = "[壹贰叁肆伍陆柒捌玖拾]{1,2}"
"""A heading's number as it is written on cheques: 壹、基本情况."""
PLAIN_NUMERALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
LEADING_SPECK = r"[。，、,.·'’‘`´^*°]"
"""No line begins with one of these: before a numeral it is a speck."""
OPTIONAL_SPECK = rf"(?:{LEADING_SPECK}\s*)?"
# OCR takes 一 for a dash and the point after a number for a full stop: both still begin a heading. The point of a
# heading that is nothing but a title, or before a short one, may be read as any other.
MEASURED = (
    r"(?!\s*(?:[千万亿余多]|元|[%％‰分倍度升吨亩天年月日时]|公里|千米|平方|立方|米|公顷|公斤|千克|小时|个百分点))"
)
"""2.1万元 and 3.5公里 are figures; 2.1全年预算 begins a point."""
LEVEL_PATTERNS = (
    (0, regex.compile(rf"\s*第\s*(?P<number>{NUMERAL})\s*(?:部分|章)(?!.*[…·.]{{2,}}\s*\d{{1,3}}\s*$)[\s、:：]*")),
    (
        1,
        regex.compile(
            rf"\s*{OPTIONAL_SPECK}(?P<number>{NUMERAL}|[-—–－ー](?=\s*、))\s*(?:[、﹑](?!\s*[、，。])|[丶，,.．·](?=\s*\p{{Han}}{{4,20}}\s*$))\s*"
        ),
    ),
    (1, regex.compile(rf"\s*(?P<number>{CAPITAL})[、﹑]\s*(?=\p{{Han}})")),
    (2, regex.compile(rf"\s*{OPTIONAL_SPECK}[（(]\s*(?P<number>{NUMERAL}|[-—–－ー])\s*[）)]\s*[、.．]?\s*")),
    (
        3,
        regex.compile(
            r"\s*(?P<number>[1-9]\d?|[lI](?=[.．、]\s?\p{Han}))\s*(?:[.．、](?!\d)(?!\s\d{1,4}[分%‰万亿元倍])|。|[:：;；,，](?=\s?\p{Han}{3,20}[。：:]))\s*"
        ),
    ),
    (
        3,
        regex.compile(
            rf"\s*(?P<number>[1-9]\d?(?:[.．][1-9]\d?){{1,3}})(?![\d.．]){MEASURED}\s*[、]?\s*(?=\p{{Han}}|“)"
        ),
    ),
    (4, regex.compile(r"\s*(?:[（(]\s*(?P<number>[1-9]\d?)\s*[）)]|(?P<number>[①-⑳]))\s*[、.．]?\s*")),
)

TITLED = regex.compile(r"\s*(?P<number>[1-9])\s?(?=\p{Han}{2,12}\s*$)(?!月|日|时|号)")
"""The number of a heading without a point: 1 项目概要."""

MISREAD_ONES = dict.fromkeys("-—–－ー", "一") | dict.fromkeys("lI", "1")
"""What the number of a first item is misread as."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The number at the head of a paragraph: its level 0–4 (0 is 第一部分), the number itself, and where the words begin."""

    level: int
    number: str
    end: int

    @property
    def place(self) -> int:
        """The number as an integer; 0 if it is none."""
        last = regex.split("[.．]", self.number)[-1]
        if last.isdecimal():
            return int(last)
        value = (
            chinese_number(self.number)
            if regex.fullmatch(NUMERAL, self.number)
            else unicodedata.numeric(self.number, 0)
        )
        return int(value or 0)


def heading(text: str) -> Heading | None:
    """Returns the heading number that `text` begins with, or None if it begins with words."""
    for level, pattern in LEVEL_PATTERNS:
        match = pattern.match(text)
        if match and match.end() < len(text):
            number = match["number"]
            return Heading(level, MISREAD_ONES.get(number, number).translate(PLAIN_NUMERALS), match.end())
    titled = TITLED.match(text)
    if titled and unit_at(text, titled.end()) is None:
        return Heading(2, titled["number"], titled.end())
    return None
