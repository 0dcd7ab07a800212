"""A page that was scanned turned or askew, as if it had been laid straight: boxes there and back."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians, tan

from gouji.schemas.glyph import Box
from gouji.schemas.pages import Page
from gouji.schemas.rotation import lying, upright, upright_height


@dataclass(frozen=True, slots=True)
class Stance:
    """How a page lies. Columns of the straight page stand upright: what lies further down is moved sideways by what the lean makes of it.

    Lines stay as they slope, for a page that curls has no slope of its own.
    """

    page: Page
    slope: float
    middle: float

    @classmethod
    def of(cls, page: Page) -> Stance:
        """The stance that the page's own rotation and skew tell."""
        return cls(page, tan(radians(page.skew)), (upright_height(page) or 0.0) / 2)

    def stand(self, box: Box) -> Box:
        """A box of the page as it would lie on the straight page."""
        return self._moved(upright(box, self.page), 1)

    def lie(self, box: Box) -> Box:
        """A box of the straight page as it lies on the page."""
        return lying(self._moved(box, -1), self.page)

    def _moved(self, box: Box, way: int) -> Box:
        x0, y0, x1, y1 = box
        aside = way * self.slope * ((y0 + y1) / 2 - self.middle)
        return x0 + aside, y0, x1 + aside, y1
