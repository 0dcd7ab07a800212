"""The paragraphs of a report in which it speaks: its body, and what it tells before its first heading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import regex

from gouji.normalize.figures.yuan import YUAN
from gouji.schemas.paragraph import Paragraph

MIN_LENGTH = 60
"""A shorter paragraph before the first heading may be a label, a title or an address."""
TOLD = regex.compile(r"[，,；;].*[。；;]", regex.S)
AMOUNTS = regex.compile(rf"\d\s*{YUAN}[^\d]*[，,；;。].*\d\s*{YUAN}", regex.S)
"""Amounts one behind the other (经费：年初预算865.00万元；全年支出839.05万元), however short the line."""
_TOLD_HOW = r"(?:填[写表报]|撰写|编写)(?:说明|要求|须知|示例|提示|指南|范例)|(?:示例|样例|范例|参考格式|举例)"
INSTRUCTION = regex.compile(
    rf"【\s*(?:{_TOLD_HOW})[^【】]*】|〔\s*(?:{_TOLD_HOW})[^〔〕]*〕|\[\s*(?:{_TOLD_HOW})[^\[\]]*\]|[（(]\s*(?:{_TOLD_HOW})\s*[:：][^（）()]*[）)]"
)
EXAMPLE = regex.compile(rf"\s*(?:{_TOLD_HOW})\s*[:：]")
"""What a template says of how it is filled in, in brackets or in a paragraph of its own."""
STATED = regex.compile(rf"\p{{Han}}{{4,}}\d[\d,.]*\s*{YUAN}[^。：:]{{0,20}}。")
"""An amount in a sentence with its full stop, which no label and no title has (全年项目预算为95万元。)."""
COUNTED = regex.compile(r"\p{Han}{2,}[^。；：:]*\d[^。：:]*[，；][^。：:]*\d[^。：:]*。\s*$")
"""Two figures of a sentence that ends with its full stop, however short the line (全年开课36期，受训1,180人次。)."""
ENDS = "。！？”】）)"
NOTE = regex.compile(r"\s*(?:注|备注|说明|填报说明|填表说明)\s*[:：\d.、]")
"""Remarks under a form tell how it is filled in."""


def spoken(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The body, with the running prose that stands before it: 为规范资金管理，我局对2023年度……开展自评，该项目预算520万元……。"""
    told = [p for p in paragraphs if p.place == "body" or _is_prose(p.text.text)]
    return [part for p in told for part in without_instructions(p)]


def without_instructions(paragraph: Paragraph) -> list[Paragraph]:
    """The parts of a paragraph around the instructions of the form that were left in it; an example in them is nobody's figures."""
    words = paragraph.text.text
    first = _end_of_line(paragraph) if EXAMPLE.match(words) else 0
    ends = [first, *(n for found in INSTRUCTION.finditer(words, first) for n in found.span()), len(words)]
    if len(ends) == 2 and not first:
        return [paragraph]
    spans = [(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if words[a:b].strip()]
    return [replace(paragraph, text=paragraph.text.span(a, b)) for a, b in spans]


def _end_of_line(paragraph: Paragraph) -> int:
    """Where the first line of the paragraph ends that ends with a sentence; in print, whose lines are as long as the page is wide, where
    the paragraph does."""
    lines = [next((glyph.line for glyph in origin if glyph.line), None) for origin in paragraph.text.origins]
    breaks = (n + 1 for n, (a, b) in enumerate(pairwise(lines)) if a is not None and b is not None and a != b)
    return next((n for n in breaks if paragraph.text.text[:n].rstrip()[-1:] in ENDS), len(lines))


def _is_prose(words: str) -> bool:
    told = (
        (len(words) >= MIN_LENGTH and TOLD.search(words))
        or AMOUNTS.search(words)
        or STATED.search(words)
        or COUNTED.match(words)
    )
    return bool(told) and not NOTE.match(words)
