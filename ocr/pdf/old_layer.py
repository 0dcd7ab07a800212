"""A text layer that an earlier program left behind a scan: no reading of the page, but a witness of it."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.ocr.pdf.characters import LayerChar
from gouji.schemas.glyph import Box, Glyph
from gouji.schemas.pages import Page

ENOUGH = 12
"""Digits that both the layer and the reader must have, before anything is known of the layer."""
LEAST = 0.6
"""A layer that agrees with the reader less often than this stands elsewhere, or says nothing."""
MOST = 0.98
SAME_PLACE = 0.5


def earlier_ocr_glyphs(characters: Sequence[LayerChar], page: Page) -> list[Glyph]:
    """The layer's characters as glyphs, each as sure as the layer has shown itself on this page's digits; [] where it is worth nothing."""
    mapped = [c for c in characters if c.mapped and c.char.strip()]
    trust = _trust([c for c in mapped if c.char.isdigit()], page)
    if trust is None:
        return []
    return [Glyph(c.char, round(trust, 3), (), page.number, c.box) for c in mapped]


def _trust(digits: list[LayerChar], page: Page) -> float | None:
    """How often a digit of the layer is the one that the reader saw in its place."""
    lines = [*page.lines, *(line for grid in page.tables for cell in grid.cells for line in cell.lines)]
    read = [g for line in lines for g in line.glyphs if g.box and g.char.isdigit()]
    seen = same = 0
    for char in digits:
        there = max(((_common(char.box, g.box), g) for g in read if g.box), key=lambda pair: pair[0], default=None)
        if there and there[0] >= SAME_PLACE:
            seen += 1
            same += there[1].char == char.char
    if seen < ENOUGH or same / seen < LEAST:
        return None
    return min(MOST, (same + 1) / (seen + 2))


def _common(a: Box, b: Box) -> float:
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0
