"""How far a page lies askew: roughly from the lines of print found on it, exactly from its ink."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ocr.engine import Mask, Quad

MOST = 15.0
"""Degrees. A line that slants more than this is a stamp or handwriting."""

LONG = 4.0
"""Only a line this many times as long as high tells its slant."""

SIDE = 900
"""Pixels. The ink is looked at in this size: one pixel of rise over it is 0.06 degrees."""

AROUND, STEP = 0.45, 0.05
"""Degrees round the rough answer that are tried, and how finely."""


def skew_degrees(quads: Sequence[Quad], ink: Mask) -> float:
    """Degrees clockwise by which print falls to the right, 0 without long lines.

    The detector's corners stand on a coarse grid and are up to 0.3 degrees off; the angle near theirs at which rows of ink
    and rows of paper part best is right to 0.05.
    """
    slants = []
    for quad in quads:
        along, down = (quad[1] + quad[2] - quad[0] - quad[3]) / 2, (quad[3] + quad[2] - quad[0] - quad[1]) / 2
        length = float(np.linalg.norm(along))
        angle = float(np.degrees(np.arctan2(along[1], along[0])))
        if length > LONG * float(np.linalg.norm(down)) and abs(angle) < MOST:
            slants.append((angle, length))
    return _refined(_weighted_median(slants), ink) if slants else 0.0


def _weighted_median(pairs: list[tuple[float, float]]) -> float:
    pairs.sort()
    total = np.cumsum([w for _, w in pairs])
    return pairs[int(np.searchsorted(total, total[-1] / 2))][0]


def _refined(rough: float, ink: Mask) -> float:
    factor = min(1.0, SIDE / max(ink.shape))
    small = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    steps = np.arange(-AROUND, AROUND + STEP / 2, STEP)
    return round(max((_parted(small, rough + s), -abs(s), rough + s) for s in steps.tolist())[2], 3) + 0.0


def _parted(ink: Mask, degrees: float) -> float:
    """How sharply the sums of the rows change from one to the next when the ink is turned level."""
    height, width = ink.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    rows = cv2.warpAffine(ink, turn, (width, height)).sum(axis=1, dtype=np.float64)
    return float((np.diff(rows) ** 2).sum())
