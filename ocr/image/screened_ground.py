"""Removes the dots by which a fax or a copy in black and white shows a shaded ground, as that of a head row.

Rows of such dots look like rulings, and their characters like others. Specks elsewhere stay: decimal points are among them.
"""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image
from gouji.ocr.image.grayscale import grayscale

BLACK, WHITE, MIN_BILEVEL_RATIO = 64, 192, 0.97
"""Grey levels of black and of white, and the share of a page in black and white that is one or the other."""

MAX_DOT_PT2 = 0.45
"""Area of the largest dot: decimal points of small print are larger."""

WINDOW_PT, MIN_DOTS_IN_WINDOW = 14.0, 14
"""Side of a window, and how many dots a shaded ground has in it, between its characters too. Nothing else has so many."""


def without_screen(image: Image, scale: float) -> Image:
    """Returns the page without the dots of its shaded grounds, or the same image if it has none. `scale` is in pixels per point."""
    grey = grayscale(image)
    if float(np.mean((grey < BLACK) | (grey > WHITE))) < MIN_BILEVEL_RATIO:
        return image
    ink = (grey < 128).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    small = stats[:, cv2.CC_STAT_AREA] <= MAX_DOT_PT2 * scale * scale
    small[0] = False
    dots = small[labels]
    side = max(3, round(WINDOW_PT * scale))
    areas = np.maximum(stats[:, cv2.CC_STAT_AREA], 1)
    each = np.where(dots, 1.0 / areas[labels], 0.0).astype(np.float32)
    count = cv2.boxFilter(each, -1, (side, side), normalize=False, borderType=cv2.BORDER_CONSTANT)
    screened = dots & (count >= MIN_DOTS_IN_WINDOW)
    if not screened.any():
        return image
    out = image.copy()
    out[screened] = 255
    return out
