"""An upright page that may still have a small skew.

Structure is searched on its deskewed grey levels; line images are cut from the original pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask, Matrix
from gouji.ocr.image.grayscale import grayscale


@dataclass
class PageImage:
    """The page's pixels, and the map to the deskewed page (None: the page has no skew)."""

    image: Image
    deskew: Matrix | None = None

    @cached_property
    def grayscale(self) -> Mask:
        """The grey levels of the deskewed page, slightly softened: enough to find print."""
        return self._deskewed(cv2.INTER_LINEAR)

    @cached_property
    def sharp_grayscale(self) -> Mask:
        """The same without softening, for things as thin as rulings. Takes ten times as long."""
        return self._deskewed(cv2.INTER_CUBIC)

    def _deskewed(self, interpolation: int) -> Mask:
        grey = grayscale(self.image)
        if self.deskew is None:
            return grey
        size = grey.shape[1], grey.shape[0]
        return cv2.warpAffine(grey, self.deskew[:2], size, flags=interpolation, borderMode=cv2.BORDER_REPLICATE).astype(
            np.uint8, copy=False
        )
