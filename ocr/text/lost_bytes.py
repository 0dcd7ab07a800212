"""Lowers the probability of characters next to bytes that could not be decoded."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.ocr.text.encodings import LOST
from gouji.schemas.glyph import Glyph

LOST_BYTE_PROB = 0.01
NEXT_TO_LOST_PROB = 0.5
"""Probability of a lost byte's own character, and of its neighbours: part of a figure or its unit may be missing."""

LOST_RUN = regex.compile(f"{LOST}+")
FIGURE_CHARS = frozenset("0123456789.,%‰+-")
"""Characters of figures that lost bytes may adjoin."""

MISPAIRED = regex.compile(rf"{LOST}[^\x00-\x7f]*")
"""In a double-byte encoding everything up to the next single-byte character may be paired wrongly."""
DOUBLE_BYTE_ENCODINGS = ("gb18030", "big5hkscs")


def with_lower_probabilities(glyphs: list[Glyph], encoding: str) -> list[Glyph]:
    """Returns the glyphs of one line; those next to a lost byte have a lower probability."""
    text = "".join(glyph.char for glyph in glyphs)
    if LOST not in text:
        return glyphs
    affected = {place for found in LOST_RUN.finditer(text) for place in _affected(text, *found.span())}
    affected |= (
        {place for found in MISPAIRED.finditer(text) for place in range(*found.span())}
        if encoding in DOUBLE_BYTE_ENCODINGS
        else set()
    )
    probs = [
        LOST_BYTE_PROB if char == LOST else NEXT_TO_LOST_PROB if place in affected else 1.0
        for place, char in enumerate(text)
    ]
    return [replace(glyph, prob=min(glyph.prob, prob)) for glyph, prob in zip(glyphs, probs, strict=True)]


def _affected(text: str, start: int, end: int) -> range:
    """Returns the indices of one character on either side, extended over figures that end or begin there."""
    left, right = max(0, start - 1), min(len(text), end + 1)
    while left > 0 and text[left - 1] in FIGURE_CHARS:
        left -= 1
    while right < len(text) and text[right] in FIGURE_CHARS:
        right += 1
    return range(left, right)
