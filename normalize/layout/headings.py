"""Recognises how headings and list items begin: 第一部分 一、 （一） 1. （1）, also as OCR misreads them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

from gouji.normalize.figures.chinese_numbers import chinese_number

NUMERAL = "[一二三四五六七八九十]{1,3}"
LEADING_SPECK = r"[。，、,.·'’‘`´^*°]"
"""No line begins with one of these: before a numeral it is a speck."""
OPTIONAL_SPECK = rf"(?:{LEADING_SPECK}\s*)?"
# OCR takes 一 for a dash and the point after a number for a full stop: both still begin a heading. The point of a
# heading that is nothing but a title, or before a short one, may be read as any other.
LEVEL_PATTERNS = (
    (0, regex.compile(rf"\s*第\s*(?P<number>{NUMERAL})\s*(?:部分|章)(?!.*[…·.]{{2,}}\s*\d{{1,3}}\s*$)[\s、:：]*")),
    (
        1,
        regex.compile(
            rf"\s*{OPTIONAL_SPECK}(?P<number>{NUMERAL}|[-—–－ー](?=\s*、))\s*(?:[、﹑](?!\s*[、，。])|[丶，,.．·](?=\s*\p{{Han}}{{4,20}}\s*$))\s*"
        ),
    ),
    (2, regex.compile(rf"\s*{OPTIONAL_SPECK}[（(]\s*(?P<number>{NUMERAL}|[-—–－ー])\s*[）)]\s*[、.．]?\s*")),
    (
        3,
        regex.compile(
            r"\s*(?P<number>[1-9]\d?|[lI](?=[.．、]\s?\p{Han}))\s*(?:[.．、](?!\d)(?!\s\d{1,4}[分%‰万亿元倍])|。|[:：;；,，](?=\s?\p{Han}{3,20}[。：:]))\s*"
        ),
    ),
    (4, regex.compile(r"\s*(?:[（(]\s*(?P<number>[1-9]\d?)\s*[）)]|(?P<number>[①-⑳]))\s*[、.．]?\s*")),
)

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
        if self.number.isdecimal():
            return int(self.number)
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
            return Heading(level, MISREAD_ONES.get(number, number), match.end())
    return None
