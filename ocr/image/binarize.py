"""Where the print of a page is, whatever its paper looks like."""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import cached_per_image, grayscale

DARKER = 28
"""Print is this much darker than the paper round it (of 255)."""


@cached_per_image
def ink_mask(image: Image, scale: float) -> Mask:
    """255 where print is; `scale` in pixels a point. Single specks do not count."""
    grey = cv2.medianBlur(grayscale(image), 3)
    window = 2 * round(9 * scale) + 1
    mask = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, DARKER)
    return mask.astype(np.uint8, copy=False)
