"""Uses the text layer that an earlier OCR program left behind a scan.

It is not the reading of the page, but evidence about it.
"""

from __future__ import annotations

from collections.abc import Sequence

from gouji.ocr.pdf.characters import LayerChar
from gouji.schemas.glyph import Box, Glyph
from gouji.schemas.pages import Page

MIN_SHARED_DIGITS = 12
"""Digits in the same place of the layer and of our own OCR that are needed to judge the layer."""
MIN_AGREEMENT_RATIO = 0.6
"""A layer that agrees less often with our own OCR is misplaced or worthless."""
MAX_TRUST = 0.98
SAME_PLACE_OVERLAP_RATIO = 0.5


def earlier_ocr_glyphs(characters: Sequence[LayerChar], page: Page) -> list[Glyph]:
    """Returns the layer's characters as glyphs; [] if the layer is worthless.

    Each glyph's probability is the layer's agreement with our own OCR on this page's digits.
    """
    mapped = [c for c in characters if c.mapped and c.char.strip()]
    trust = _trust([c for c in mapped if c.char.isdigit()], page)
    if trust is None:
        return []
    return [Glyph(c.char, round(trust, 3), (), page.number, c.box) for c in mapped]


def _trust(digits: list[LayerChar], page: Page) -> float | None:
    """Returns how often a digit of the layer equals the recognized one in its place; None if it cannot be trusted."""
    lines = [*page.lines, *(line for grid in page.tables for cell in grid.cells for line in cell.lines)]
    read = [g for line in lines for g in line.glyphs if g.box and g.char.isdigit()]
    compared = equal = 0
    for char in digits:
        there = max(
            ((_overlap_ratio(char.box, g.box), g) for g in read if g.box), key=lambda pair: pair[0], default=None
        )
        if there and there[0] >= SAME_PLACE_OVERLAP_RATIO:
            compared += 1
            equal += there[1].char == char.char
    if compared < MIN_SHARED_DIGITS or equal / compared < MIN_AGREEMENT_RATIO:
        return None
    return min(MAX_TRUST, (equal + 1) / (compared + 2))


def _overlap_ratio(a: Box, b: Box) -> float:
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0
