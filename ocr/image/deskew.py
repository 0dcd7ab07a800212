"""Measures a page's skew: roughly from the detected lines, then exactly from the ink."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Mask, Quad

MAX_SLANT_DEGREES = 15.0
"""A line with more slant than this is a stamp or handwriting."""

MIN_ASPECT_RATIO = 4.0
"""Only a line at least this many times as long as high shows its slant."""

INK_SIDE_PX = 900
"""The ink is scaled to this long side: one pixel of rise over it is 0.06 degrees."""

STEP_DEGREES = 0.05
MAX_STEPS = 9
"""This many steps are tried on both sides of the rough angle."""

STRIP_PX = 16
"""Width of the strips that are shifted vertically as a whole to estimate which steps are likely."""

LIKELY_STEPS = 3
"""For this many likely steps the ink is really rotated."""


def skew_degrees(quads: Sequence[Quad], ink: Mask) -> float:
    """Returns the skew in degrees clockwise, 0 if there are no long lines. Positive: text descends to the right.

    The detector's corners are on a coarse grid and are up to 0.3 degrees off. The angle near theirs that separates
    rows of ink from rows of paper best is right to 0.05 degrees.
    """
    slants = []
    for quad in quads:
        along, down = (quad[1] + quad[2] - quad[0] - quad[3]) / 2, (quad[3] + quad[2] - quad[0] - quad[1]) / 2
        length = float(np.linalg.norm(along))
        angle = float(np.degrees(np.arctan2(along[1], along[0])))
        if length > MIN_ASPECT_RATIO * float(np.linalg.norm(down)) and abs(angle) < MAX_SLANT_DEGREES:
            slants.append((angle, length))
    return _refined(_weighted_median(slants), ink) if slants else 0.0


def _weighted_median(pairs: list[tuple[float, float]]) -> float:
    pairs.sort()
    total = np.cumsum([w for _, w in pairs])
    return pairs[int(np.searchsorted(total, total[-1] / 2))][0]


def _refined(rough: float, ink: Mask) -> float:
    factor = min(1.0, INK_SIDE_PX / max(ink.shape))
    small = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    tried = {step: _sharpness(small, rough + step * STEP_DEGREES) for step in _likely(small, rough)}
    best = max(tried, key=lambda step: (tried[step], -abs(step)))
    while missing := [step for step in (best - 1, best + 1) if abs(step) <= MAX_STEPS and step not in tried]:
        tried |= {step: _sharpness(small, rough + step * STEP_DEGREES) for step in missing}
        best = max(tried, key=lambda step: (tried[step], -abs(step)))
    return round(rough + best * STEP_DEGREES, 3) + 0.0


def _likely(ink: Mask, rough: float) -> list[int]:
    """Returns the few steps to begin with, those at which the shifted strips of ink separate rows best.

    The step with the least rotation is always included.
    """
    steps = range(-MAX_STEPS, MAX_STEPS + 1)
    level = cv2.copyMakeBorder(_rotated(ink, rough), 0, 0, 0, -ink.shape[1] % STRIP_PX, cv2.BORDER_CONSTANT, value=(0,))
    size = level.shape[1] // STRIP_PX, level.shape[0]
    strips, middle = cv2.resize(level.astype(np.float32), size, interpolation=cv2.INTER_AREA), (size[0] - 1) / 2

    def strip_sharpness(step: int) -> float:
        rise = STRIP_PX * np.sin(np.radians(step * STEP_DEGREES))
        shear = np.array([[1.0, 0.0, 0.0], [rise, 1.0, -rise * middle]])
        return _row_contrast(cv2.warpAffine(strips, shear, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP))

    # Ink that is not rotated is not blurred, and may win because of that.
    least_rotation = min(steps, key=lambda step: abs(rough + step * STEP_DEGREES))
    return [least_rotation, *sorted(set(steps) - {least_rotation}, key=strip_sharpness)[-LIKELY_STEPS:]]


def _sharpness(ink: Mask, degrees: float) -> float:
    """Returns how sharply the row sums of the ink change from row to row after rotation by `degrees`."""
    return _row_contrast(_rotated(ink, degrees))


def _rotated(ink: Mask, degrees: float) -> Mask:
    height, width = ink.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(ink, turn, (width, height)).astype(np.uint8, copy=False)


def _row_contrast(ink: Mask) -> float:
    rows = cv2.reduce(ink, 1, cv2.REDUCE_SUM, dtype=cv2.CV_64F)[:, 0]
    return float((np.diff(rows) ** 2).sum())
