"""Finds the vertical rulings of tables: text on both sides of one is never a single piece."""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Mask

MIN_LENGTH_PT = 26.0
"""No stroke of a character is as long, and no table is lower."""

MAX_DRIFT_PT = 2.0
"""A ruling may drift sideways by this much over that length."""


def vertical_rulings(ink: Mask, scale: float) -> Mask:
    """Returns a mask of the vertical rulings of a deskewed page. `scale` is in pixels per point."""
    wide = cv2.dilate(ink, np.ones((1, max(1, round(MAX_DRIFT_PT * scale / 2))), np.uint8))
    tall = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((round(MIN_LENGTH_PT * scale), 1), np.uint8))
    return _thin(tall, scale)


def _thin(mask: Mask, scale: float) -> Mask:
    """Removes everything broad: a black edge, a picture, a dark heading."""
    broad = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, max(3, round(6 * scale))), np.uint8))
    return cv2.subtract(mask, broad).astype(np.uint8, copy=False)


def ruling_positions(rulings: Mask, top: float, bottom: float, left: float, right: float) -> list[float]:
    """Returns the x of each ruling between `left` and `right` that spans the whole height from `top` to `bottom`.

    All values are in pixels.
    """
    y0, y1, x0, x1 = (max(0, round(v)) for v in (top, bottom, left, right))
    part = rulings[y0:y1, x0:x1]
    if not part.size:
        return []
    through = np.flatnonzero((part > 0).mean(axis=0) > 0.85)
    groups = np.split(through, np.flatnonzero(np.diff(through) > 3) + 1)
    return [x0 + float(g.mean()) for g in groups if len(g)]
