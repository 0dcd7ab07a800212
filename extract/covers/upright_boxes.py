"""The boxes of a text on the upright page."""

from __future__ import annotations

from collections.abc import Mapping

from gouji.schemas.glyph import Box
from gouji.schemas.rotation import across, down
from gouji.schemas.traced import Traced


def upright_boxes(text: Traced, turns: Mapping[int | None, int]) -> list[Box]:
    """The boxes of the glyphs on the upright page. Distances between them are right, the origin is not."""
    out = []
    for glyph in text.glyphs:
        if glyph.box:
            (left, right), (top, bottom) = (
                across(glyph.box, turns.get(glyph.page, 0)),
                down(glyph.box, turns.get(glyph.page, 0)),
            )
            out.append((left, top, right, bottom))
    return out
