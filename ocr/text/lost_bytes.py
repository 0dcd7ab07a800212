"""Doubts about what stands beside bytes that could not be decoded."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.ocr.text.encodings import LOST
from gouji.schemas.glyph import Glyph

GONE, BESIDE = 0.01, 0.5
"""How sure the place of a lost byte is, and what stands beside it: part of a figure may have gone, or the unit of one."""

RUN, SIGNS = regex.compile(f"{LOST}+"), frozenset("0123456789.,%‰+-")
"""Lost bytes, and the signs of the figures that they touch."""

SHIFTED = regex.compile(rf"{LOST}[^\x00-\x7f]*")
"""In an encoding of pairs all that follows may be paired wrongly, up to the next character of one byte."""
PAIRS = ("gb18030", "big5hkscs")


def doubted(glyphs: list[Glyph], encoding: str) -> list[Glyph]:
    """The glyphs of one line, those in doubt that stand beside a lost byte."""
    text = "".join(glyph.char for glyph in glyphs)
    if LOST not in text:
        return glyphs
    beside = {place for found in RUN.finditer(text) for place in _touched(text, *found.span())}
    beside |= (
        {place for found in SHIFTED.finditer(text) for place in range(*found.span())} if encoding in PAIRS else set()
    )
    probs = [GONE if char == LOST else BESIDE if place in beside else 1.0 for place, char in enumerate(text)]
    return [replace(glyph, prob=min(glyph.prob, prob)) for glyph, prob in zip(glyphs, probs, strict=True)]


def _touched(text: str, start: int, end: int) -> range:
    """The places of one character on either side, and of the figures that end or begin there."""
    left, right = max(0, start - 1), min(len(text), end + 1)
    while left > 0 and text[left - 1] in SIGNS:
        left -= 1
    while right < len(text) and text[right] in SIGNS:
        right += 1
    return range(left, right)
