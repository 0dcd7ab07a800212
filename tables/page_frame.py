"""Converts boxes between the page as scanned and the deskewed page."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians, tan

from gouji.schemas.glyph import Box
from gouji.schemas.pages import Page
from gouji.schemas.rotation import lying, upright, upright_height


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The rotation and skew of a page. On the deskewed page columns are vertical: boxes further down are shifted
    sideways against the lean.

    Lines keep their slope, since a page that curls has no single slope.
    """

    page: Page
    slope: float
    middle: float

    @classmethod
    def of(cls, page: Page) -> PageFrame:
        """Returns the frame given by the page's own rotation and skew."""
        return cls(page, tan(radians(page.skew)), (upright_height(page) or 0.0) / 2)

    def to_deskewed(self, box: Box) -> Box:
        """Converts a box of the page to the deskewed page."""
        return self._shifted(upright(box, self.page), 1)

    def to_page(self, box: Box) -> Box:
        """Converts a box of the deskewed page to the page."""
        return lying(self._shifted(box, -1), self.page)

    def _shifted(self, box: Box, direction: int) -> Box:
        x0, y0, x1, y1 = box
        shift = direction * self.slope * ((y0 + y1) / 2 - self.middle)
        return x0 + shift, y0, x1 + shift, y1
