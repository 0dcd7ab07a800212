"""The upright rules of tables: what stands on both sides of one is never one piece of print."""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Mask

LEAST = 26.0
"""Points. No stroke of a character is as long, and no table is as low."""

SLACK = 2.0
"""Points by which a rule may wander sideways over that length."""


def vertical_rulings(ink: Mask, scale: float) -> Mask:
    """255 on upright rules of a straightened page."""
    wide = cv2.dilate(ink, np.ones((1, max(1, round(SLACK * scale / 2))), np.uint8))
    tall = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((round(LEAST * scale), 1), np.uint8))
    return _thin(tall, scale)


def _thin(mask: Mask, scale: float) -> Mask:
    """Without what is broad: a black edge, a picture, a dark heading."""
    broad = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, max(3, round(6 * scale))), np.uint8))
    return cv2.subtract(mask, broad).astype(np.uint8, copy=False)


def ruling_positions(rules: Mask, top: float, bottom: float, left: float, right: float) -> list[float]:
    """The x of each rule that runs through the whole height between `left` and `right`."""
    y0, y1, x0, x1 = (max(0, round(v)) for v in (top, bottom, left, right))
    part = rules[y0:y1, x0:x1]
    if not part.size:
        return []
    through = np.flatnonzero((part > 0).mean(axis=0) > 0.85)
    groups = np.split(through, np.flatnonzero(np.diff(through) > 3) + 1)
    return [x0 + float(g.mean()) for g in groups if len(g)]
