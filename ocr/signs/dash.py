"""Reads cells with a single horizontal stroke as a dash ("none"), unless their column counts in Chinese numerals,
whose first is a horizontal stroke too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Line

STROKE_READINGS = frozenset("一ー─_")
"""What a lone dash is read as."""

DASH = "—"

NUMERALS = frozenset("二三四五六七八九十")
"""Chinese numerals from two to ten: they show that a column counts."""

MAX_DASH_CONFIDENCE = 0.9
"""Maximum confidence of a dash that is inferred from its column."""


def with_dashes(cells: Sequence[Cell]) -> list[Cell]:
    """Returns the cells with each lone stroke read as a dash.

    The stroke as first read becomes the first alternative.
    """
    counting = {c.col for c in cells if c.lines and c.lines[0].text[:1] in NUMERALS and len(c.lines[0].text) <= 2}
    return [_dashed(c) if c.col not in counting else c for c in cells]


def _dashed(cell: Cell) -> Cell:
    if len(cell.lines) != 1 or len(cell.lines[0].glyphs) != 1 or cell.lines[0].text not in STROKE_READINGS:
        return cell
    line = cell.lines[0]
    return replace(cell, lines=[Line([_dash(line.glyphs[0])], line.page, line.box, line.number, line.gaps)])


def _dash(glyph: Glyph) -> Glyph:
    alternatives = ((glyph.char, glyph.prob), *(r for r in glyph.alternatives if r[0] != DASH))
    return replace(glyph, char=DASH, prob=min(glyph.prob, MAX_DASH_CONFIDENCE), alternatives=alternatives[:5])
