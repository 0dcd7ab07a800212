"""Cells with nothing but a level stroke: a dash ("none"), unless their column counts in Chinese numerals, of which the first is a level stroke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Line

STROKES = frozenset("一ー─_")
"""What a lone dash is read as."""

DASH = "—"

NUMERALS = frozenset("二三四五六七八九十")

SURE = 0.9
"""The most that is believed of a dash told by its column."""


def with_dashes(cells: Sequence[Cell]) -> list[Cell]:
    """The cells, each lone stroke a dash; what it was read as is its first alternative."""
    counting = {c.col for c in cells if c.lines and c.lines[0].text[:1] in NUMERALS and len(c.lines[0].text) <= 2}
    return [_dashed(c) if c.col not in counting else c for c in cells]


def _dashed(cell: Cell) -> Cell:
    if len(cell.lines) != 1 or len(cell.lines[0].glyphs) != 1 or cell.lines[0].text not in STROKES:
        return cell
    line = cell.lines[0]
    return replace(cell, lines=[Line([_dash(line.glyphs[0])], line.page, line.box, line.number, line.gaps)])


def _dash(glyph: Glyph) -> Glyph:
    rivals = ((glyph.char, glyph.prob), *(r for r in glyph.alternatives if r[0] != DASH))
    return replace(glyph, char=DASH, prob=min(glyph.prob, SURE), alternatives=rivals[:5])
