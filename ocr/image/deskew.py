"""How far a page lies askew: roughly from the lines of print found on it, exactly from its ink."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Mask, Quad

MOST = 15.0
"""Degrees. A line that slants more than this is a stamp or handwriting."""

LONG = 4.0
"""Only a line this many times as long as high tells its slant."""

SIDE = 900
"""Pixels. The ink is looked at in this size: one pixel of rise over it is 0.06 degrees."""

STEP, STEPS = 0.05, 9
"""Degrees of a step, and how many are tried on both sides of the rough answer."""

STRIP, LIKELY = 16, 3
"""Pixels of a strip that is moved as a whole to see which steps are likely, and how many of them the ink is turned by in earnest."""


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
    tried = {step: _parted(small, rough + step * STEP) for step in _likely(small, rough)}
    best = max(tried, key=lambda step: (tried[step], -abs(step)))
    while missing := [step for step in (best - 1, best + 1) if abs(step) <= STEPS and step not in tried]:
        tried |= {step: _parted(small, rough + step * STEP) for step in missing}
        best = max(tried, key=lambda step: (tried[step], -abs(step)))
    return round(rough + best * STEP, 3) + 0.0


def _likely(ink: Mask, rough: float) -> list[int]:
    """The few steps round the rough answer to begin with: those at which the strips of the ink, moved up and down, part best."""
    steps = range(-STEPS, STEPS + 1)
    level = cv2.copyMakeBorder(_turned(ink, rough), 0, 0, 0, -ink.shape[1] % STRIP, cv2.BORDER_CONSTANT, value=(0,))
    size = level.shape[1] // STRIP, level.shape[0]
    strips, middle = cv2.resize(level.astype(np.float32), size, interpolation=cv2.INTER_AREA), (size[0] - 1) / 2

    def parted(step: int) -> float:
        rise = STRIP * np.sin(np.radians(step * STEP))
        shear = np.array([[1.0, 0.0, 0.0], [rise, 1.0, -rise * middle]])
        return _changes(cv2.warpAffine(strips, shear, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP))

    untouched = min(
        steps, key=lambda step: abs(rough + step * STEP)
    )  # ink that is not turned is not blurred: it may win by that
    return [untouched, *sorted(set(steps) - {untouched}, key=parted)[-LIKELY:]]


def _parted(ink: Mask, degrees: float) -> float:
    """How sharply the sums of the rows change from one to the next when the ink is turned level."""
    return _changes(_turned(ink, degrees))


def _turned(ink: Mask, degrees: float) -> Mask:
    height, width = ink.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(ink, turn, (width, height)).astype(np.uint8, copy=False)


def _changes(picture: Mask) -> float:
    rows = cv2.reduce(picture, 1, cv2.REDUCE_SUM, dtype=cv2.CV_64F)[:, 0]
    return float((np.diff(rows) ** 2).sum())
