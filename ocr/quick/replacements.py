"""Puts what the full model reads in the place of what the quick model read, where both read as many characters.

A page need not be read again then: only its glyphs change.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from gouji.ocr.engine.protocol import Recognition, RecognizedChar
from gouji.ocr.quick.gate import LONE_STROKES, REFUSED_CHARS
from gouji.schemas.glyph import Glyph

DRAWN_SIGNS = REFUSED_CHARS | LONE_STROKES
"""About these the ink of the page decides, when the page is read."""


def may_replace(old: Recognition, new: Recognition) -> bool:
    """Whether every character of the new reading stands in the place of one of the old, and no ink decides about it."""
    pairs = list(zip(_printed(old), _printed(new), strict=False))
    return (
        len(_printed(old)) == len(_printed(new))
        and not new.gaps
        and not any({a.char, b.char} & DRAWN_SIGNS for a, b in ((a, b) for (_, a), (_, b) in pairs) if a.char != b.char)
    )


def replacements(old: Recognition, new: Recognition) -> dict[int, tuple[str, RecognizedChar]]:
    """Returns, by its index in the old reading, the character that was read there and the one that is read now."""
    pairs = zip(_printed(old), _printed(new), strict=True)
    return {index: (before.char, after) for (index, before), (_, after) in pairs}


def with_replacement(glyph: Glyph, found: tuple[str, RecognizedChar] | None) -> Glyph:
    """Returns the glyph as the full model reads it; one that is no longer what the quick model read stays as it is."""
    if found is None or found[0] != glyph.char:
        return replace(glyph, quick=None)
    return replace(glyph, char=found[1].char, prob=found[1].prob, alternatives=found[1].alternatives, quick=None)


def is_same(one: str, other: str) -> bool:
    """Whether two characters differ in width alone."""
    return unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other)


def _printed(reading: Recognition) -> list[tuple[int, RecognizedChar]]:
    return [(index, each) for index, each in enumerate(reading.chars) if each.char.strip()]
