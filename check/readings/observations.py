"""All looks at one figure: as it was read first, its place read again in other ways, and an old text layer's word for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.schemas.glyph import Box, Glyph
from gouji.schemas.leaf import Leaf
from gouji.schemas.pages import Document, Page
from gouji.schemas.rotation import down

FLAT = 1.8
"""A figure whose box is higher than this many of its glyphs runs over two lines: its place is no single picture."""
STOPS = frozenset("，。、；：")
"""Full-width stops beside a figure are never a part of it."""
INSIDE = 0.5
"""The share of a layer's character that must stand in the figure's box."""


@dataclass(frozen=True, slots=True)
class Look:
    """The glyphs that one way of looking saw at a figure's place, perhaps with some of its neighbours."""

    source: str
    row: tuple[Glyph, ...]


Looks = Callable[[Leaf[Any]], list[Look]]
"""Gives the further looks at a figure; none where the page is not at hand."""


def no_looks(leaf: Leaf[Any]) -> list[Look]:
    """For records without their pages."""
    return []


def looks(document: Document | None) -> Looks:
    """Looks at the pages of a document that still has them; each place is looked at once."""
    pages = {page.number: page for page in document.pages} if document else {}
    seen: dict[Box, list[Look]] = {}

    def found(leaf: Leaf[Any]) -> list[Look]:
        page = pages.get(leaf.page or 0)
        if page is None or leaf.bbox is None or not _on_one_line(leaf, page):
            return []
        key = leaf.bbox
        if key not in seen:
            seen[key] = [*_again(page, leaf.bbox), *_layer(page, leaf.bbox)]
        return seen[key]

    return found


def _again(page: Page, box: Box) -> list[Look]:
    return [Look(way, _bare(line.weighed())) for way, line in page.look(box)] if page.look else []


def _bare(row: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """The glyphs without the sentence's own stops at both ends."""
    first, last = 0, len(row)
    while first < last and row[first].char in STOPS:
        first += 1
    while last > first and row[last - 1].char in STOPS:
        last -= 1
    return tuple(row[first:last])


def _layer(page: Page, box: Box) -> list[Look]:
    inside = [glyph for glyph in page.layer if glyph.box and _share(glyph.box, box) >= INSIDE]
    return [Look("layer", tuple(inside))] if inside else []


def _share(small: Box, box: Box) -> float:
    width, height = min(small[2], box[2]) - max(small[0], box[0]), min(small[3], box[3]) - max(small[1], box[1])
    area = (small[2] - small[0]) * (small[3] - small[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _on_one_line(leaf: Leaf[Any], page: Page) -> bool:
    if leaf.bbox is None or not any(g.box for g in leaf.trace.glyphs):
        return False
    return _height(leaf.bbox, page) < FLAT * max(_height(g.box, page) for g in leaf.trace.glyphs if g.box)


def _height(box: Box, page: Page) -> float:
    top, bottom = down(box, page.rotation)
    return bottom - top
