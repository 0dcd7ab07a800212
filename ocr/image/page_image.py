"""An upright page that may still lie a little askew: what is looked for on it is found on its straightened tones, what is read is cut out of it as it lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask, Matrix
from gouji.ocr.image.grayscale import grayscale


@dataclass
class PageImage:
    """The page's pixels, and the map that straightens them (None: the page lies straight)."""

    image: Image
    deskew: Matrix | None = None

    @cached_property
    def grayscale(self) -> Mask:
        """The grey tones of the straightened page, softened a little: enough to find print."""
        return self._straightened(cv2.INTER_LINEAR)

    @cached_property
    def sharp_grayscale(self) -> Mask:
        """The same without softening, for what is as thin as the rules of a table; takes ten times as long."""
        return self._straightened(cv2.INTER_CUBIC)

    def _straightened(self, how: int) -> Mask:
        grey = grayscale(self.image)
        if self.deskew is None:
            return grey
        size = grey.shape[1], grey.shape[0]
        return cv2.warpAffine(grey, self.deskew[:2], size, flags=how, borderMode=cv2.BORDER_REPLICATE).astype(
            np.uint8, copy=False
        )
