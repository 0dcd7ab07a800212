"""Boxes of a page that was scanned rotated, in the orientation of its print. `rotation` is how far clockwise the page
lay: 0, 90, 180, 270.
"""

from __future__ import annotations

from gouji.schemas.glyph import Box
from gouji.schemas.pages import Page


def down(box: Box, rotation: int) -> tuple[float, float]:
    """The box's extent from top to bottom of the upright page."""
    x0, y0, x1, y1 = box
    return {0: (y0, y1), 90: (-x1, -x0), 180: (-y1, -y0), 270: (x0, x1)}[rotation % 360]


def across(box: Box, rotation: int) -> tuple[float, float]:
    """The box's extent along the line of print."""
    x0, y0, x1, y1 = box
    return {0: (x0, x1), 90: (y0, y1), 180: (-x1, -x0), 270: (-y1, -y0)}[rotation % 360]


def upright(box: Box, page: Page) -> Box:
    """Converts a box of the page as scanned to the upright page, whose upper left corner is 0, 0."""
    (left, right), (top, bottom) = across(box, page.rotation), down(box, page.rotation)
    width, height = page.width or 0.0, page.height or 0.0
    aside, below = {0: (0.0, 0.0), 90: (0.0, width), 180: (width, height), 270: (height, 0.0)}[page.rotation % 360]
    return left + aside, top + below, right + aside, bottom + below


def lying(box: Box, page: Page) -> Box:
    """Converts a box of the upright page to the page as scanned: the inverse of `upright`."""
    left, top, right, bottom = box
    width, height = page.width or 0.0, page.height or 0.0
    return {
        0: (left, top, right, bottom),
        90: (width - bottom, left, width - top, right),
        180: (width - right, height - bottom, width - left, height - top),
        270: (top, height - right, bottom, height - left),
    }[page.rotation % 360]


def upright_height(page: Page) -> float | None:
    """The height of the upright page; None if unknown."""
    return page.height if page.rotation % 180 == 0 else page.width


def upright_width(page: Page) -> float | None:
    """Returns the width of the page as it is read."""
    return page.height if page.rotation in (90, 270) else page.width
