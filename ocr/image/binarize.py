"""Separates print from paper on pages with uneven backgrounds."""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import cached_per_image, grayscale

MIN_CONTRAST = 28
"""Print is darker than the paper around it by more than this many grey levels (of 255)."""


@cached_per_image
def ink_mask(image: Image, scale: float) -> Mask:
    """Returns a mask with 255 on print. `scale` is in pixels per point. Single-pixel specks are left out."""
    grey = cv2.medianBlur(grayscale(image), 3)
    window = 2 * round(9 * scale) + 1
    mask = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, MIN_CONTRAST)
    return mask.astype(np.uint8, copy=False)
