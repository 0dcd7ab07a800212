"""Doubts about what stands beside bytes that could not be decoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from ocr.encodings import LOST
from schemas.glyph import Glyph

GONE, BESIDE = 0.01, 0.5
"""How sure the place of a lost byte is, and what stands beside it: part of a figure may have gone, or the unit of one."""

FIGURE = regex.compile(rf"[\d.,%‰+\-]*.?{LOST}+.?[\d.,%‰+\-]*")
"""Lost bytes with the figures that they touch."""

SHIFTED = regex.compile(rf"{LOST}[^\x00-\x7f]*")
"""In an encoding of pairs all that follows may be paired wrongly, up to the next character of one byte."""
PAIRS = ("gb18030", "big5hkscs")


def doubted(glyphs: list[Glyph], encoding: str) -> list[Glyph]:
    """The glyphs of one line, those in doubt that stand beside a lost byte."""
    text = "".join(glyph.char for glyph in glyphs)
    if LOST not in text:
        return glyphs
    beside = set(_places(FIGURE, text)) | (set(_places(SHIFTED, text)) if encoding in PAIRS else set())
    probs = [GONE if char == LOST else BESIDE if place in beside else 1.0 for place, char in enumerate(text)]
    return [replace(glyph, prob=min(glyph.prob, prob)) for glyph, prob in zip(glyphs, probs, strict=True)]


def _places(pattern: regex.Pattern[str], text: str) -> Iterator[int]:
    for found in pattern.finditer(text):
        yield from range(*found.span())
