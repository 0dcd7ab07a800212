"""All looks at one figure: the first reading, rereadings of its place in other ways, and an old text layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.schemas.glyph import Box, Glyph
from gouji.schemas.leaf import Leaf
from gouji.schemas.pages import Document, Page
from gouji.schemas.rotation import down

MAX_BOX_HEIGHT_GLYPHS = 1.8
"""A box higher than this many of its glyphs covers two lines and cannot be read again as one crop."""
FULL_WIDTH_STOPS = frozenset("，。、；：")
"""Full-width punctuation beside a figure never belongs to it."""
MIN_INSIDE_RATIO = 0.5
"""Minimum share of a text-layer character's area that must lie in the figure's box."""


@dataclass(frozen=True, slots=True)
class Look:
    """The glyphs that one way of looking found at a figure's place, perhaps with some neighbours."""

    source: str
    row: tuple[Glyph, ...]


Looks = Callable[[Leaf[Any]], list[Look]]
"""Returns the further looks at a figure; none if the page image is not available."""


def no_looks(leaf: Leaf[Any]) -> list[Look]:
    """No looks, for records without their pages."""
    return []


def looks(document: Document | None) -> Looks:
    """Returns a function that looks at the pages of a document that still has them. Each place is read only once."""
    pages = {page.number: page for page in document.pages} if document else {}
    seen: dict[Box, list[Look]] = {}

    def found(leaf: Leaf[Any]) -> list[Look]:
        page = pages.get(leaf.page or 0)
        if page is None or leaf.bbox is None or not _on_one_line(leaf, page):
            return []
        key = leaf.bbox
        if key not in seen:
            seen[key] = [*_rereadings(page, leaf.bbox), *_text_layer(page, leaf.bbox)]
        return seen[key]

    return found


def _rereadings(page: Page, box: Box) -> list[Look]:
    return [Look(way, _without_stops(line.with_near_misses())) for way, line in page.look(box)] if page.look else []


def _without_stops(row: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """The glyphs without the sentence's punctuation at both ends."""
    first, last = 0, len(row)
    while first < last and row[first].char in FULL_WIDTH_STOPS:
        first += 1
    while last > first and row[last - 1].char in FULL_WIDTH_STOPS:
        last -= 1
    return tuple(row[first:last])


def _text_layer(page: Page, box: Box) -> list[Look]:
    inside = [glyph for glyph in page.layer if glyph.box and _inside_ratio(glyph.box, box) >= MIN_INSIDE_RATIO]
    return [Look("layer", tuple(inside))] if inside else []


def _inside_ratio(small: Box, box: Box) -> float:
    width, height = min(small[2], box[2]) - max(small[0], box[0]), min(small[3], box[3]) - max(small[1], box[1])
    area = (small[2] - small[0]) * (small[3] - small[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def _on_one_line(leaf: Leaf[Any], page: Page) -> bool:
    if leaf.bbox is None or not any(g.box for g in leaf.trace.glyphs):
        return False
    return _height(leaf.bbox, page) < MAX_BOX_HEIGHT_GLYPHS * max(
        _height(g.box, page) for g in leaf.trace.glyphs if g.box
    )


def _height(box: Box, page: Page) -> float:
    top, bottom = down(box, page.rotation)
    return bottom - top
