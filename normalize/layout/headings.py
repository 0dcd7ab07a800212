"""How headings and list points begin: 一、 （一） 1. （1）, also as a poor reader saw them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

from gouji.normalize.figures.chinese_numbers import chinese_number

NUMERAL = "[一二三四五六七八九十]{1,3}"
STRAY = r"[。，、,.·'’‘`´^*°]"
"""No line begins with one of these: before a numeral it is a speck."""
SPECK = rf"(?:{STRAY}\s*)?"
# A reader takes 一 for a dash and the point after a number for a full stop: both still begin a heading. The point of a heading that is
# nothing but a title, or before a short one, may be read as any other.
LEVELS = (
    (
        1,
        regex.compile(
            rf"\s*{SPECK}(?P<number>{NUMERAL}|[-—–－ー](?=\s*、))\s*(?:[、﹑](?!\s*[、，。])|[丶，,.．·](?=\s*\p{{Han}}{{4,20}}\s*$))\s*"
        ),
    ),
    (2, regex.compile(rf"\s*{SPECK}[（(]\s*(?P<number>{NUMERAL}|[-—–－ー])\s*[）)]\s*[、.．]?\s*")),
    (
        3,
        regex.compile(
            r"\s*(?P<number>[1-9]\d?|[lI](?=[.．、]\s?\p{Han}))\s*(?:[.．、](?!\d)(?!\s\d{1,4}[分%‰万亿元倍])|。|[:：;；,，](?=\s?\p{Han}{3,20}[。：:]))\s*"
        ),
    ),
    (4, regex.compile(r"\s*(?:[（(]\s*(?P<number>[1-9]\d?)\s*[）)]|(?P<number>[①-⑳]))\s*[、.．]?\s*")),
)

ONES = dict.fromkeys("-—–－ー", "一") | dict.fromkeys("lI", "1")
"""What the number of a first point is read as."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The number at the head of a paragraph: its level 1–4, the number itself, and where the words begin."""

    level: int
    number: str
    end: int

    @property
    def place(self) -> int:
        """The number as a count; 0 where it is none."""
        if self.number.isdecimal():
            return int(self.number)
        counted = (
            chinese_number(self.number)
            if regex.fullmatch(NUMERAL, self.number)
            else unicodedata.numeric(self.number, 0)
        )
        return int(counted or 0)


def heading(text: str) -> Heading | None:
    """What `text` begins with, or None where it begins with words."""
    for level, pattern in LEVELS:
        match = pattern.match(text)
        if match and match.end() < len(text):
            number = match["number"]
            return Heading(level, ONES.get(number, number), match.end())
    return None
