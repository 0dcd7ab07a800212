"""Tells figures that stand apart on the line from the pieces of one figure: several blanks or a tab part them."""

from __future__ import annotations

import re

from gouji.schemas.traced import Traced

GAP = re.compile(r"\t|\s{2,}")
"""What separates the cells of a row in plain text."""


def holds_gap(figure: Traced) -> bool:
    """Whether the characters were read on both sides of a gap; what stands before and behind all of them is none."""
    return GAP.search("".join(glyph.read for glyph in figure.glyphs).strip()) is not None
