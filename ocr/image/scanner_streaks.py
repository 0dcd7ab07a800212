"""Removes streaks that a dirty scanner glass or drum draws along the whole page.

They cross tables like rulings, but also continue where no ruling does.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import apply_per_plane, grayscale

MAX_WIDTH_PT = 3.4
"""Anything broader is an edge or a fold."""

END_ZONE_RATIOS = (0.03, 0.065)
"""Zone at both ends of the page, as fractions of its length, where streaks are searched.

No print is so close to the edge.
"""

MIN_CONTRAST = 18
"""A streak is darker than the paper beside it by this many grey levels (of 255) along nearly all its length."""

Columns = npt.NDArray[np.int64]

PAPER_OFFSET_PX = 4
"""Distance from a streak's centre to paper that it does not touch."""


def remove_streaks(image: Image, scale: float) -> Image:
    """Returns the image with vertical and horizontal streaks lightened to paper; the image itself if there are none.

    `scale` is in pixels per point.
    """
    grey = grayscale(image)
    without_vertical = _lighten_columns(image, _streak_columns(grey, scale))
    if without_vertical is not image:
        grey = grayscale(without_vertical)
    rows = _streak_columns(grey.T, scale)
    if not len(rows):
        return without_vertical
    return np.ascontiguousarray(
        _lighten_columns(np.ascontiguousarray(without_vertical.transpose(1, 0, 2)), rows).transpose(1, 0, 2)
    )


def _lighten_columns(image: Image, columns: Columns) -> Image:
    if not len(columns):
        return image
    return apply_per_plane(
        image, lambda plane: _lightened(plane, np.unique(np.concatenate([columns - 1, columns, columns + 1])))
    )


def _lightened(image: Image, wide: Columns) -> Image:
    dark = image[:, wide].astype(np.float32)
    paper = (
        image[:, wide - PAPER_OFFSET_PX + 1].astype(np.float32)
        + image[:, wide + PAPER_OFFSET_PX - 1].astype(np.float32)
    ) / 2
    part = np.median(dark / np.maximum(paper, 1), axis=0, keepdims=True)
    out = image.copy()
    out[:, wide] = np.clip(dark / np.clip(part, 0.2, 1), 0, 255).astype(np.uint8)
    return out


def _streak_columns(grey: Mask, scale: float) -> Columns:
    """Returns the pixel columns with a streak, except those close to the edge.

    The whole page is examined only if both its ends show a streak.
    """
    height, width = grey.shape
    first, last = (round(height * e) for e in END_ZONE_RATIOS)
    is_streak = np.ones(width, bool)
    for part in (grey[first:last], grey[height - last : height - first]):
        is_streak &= _contrast(part, scale).mean(axis=0) > MIN_CONTRAST
    is_streak[:PAPER_OFFSET_PX] = is_streak[width - PAPER_OFFSET_PX :] = False
    if is_streak.any():
        is_streak &= np.median(_contrast(grey, scale), axis=0) > MIN_CONTRAST
    return np.flatnonzero(is_streak).astype(np.int64)


def _contrast(grey: Mask, scale: float) -> Mask:
    kernel = np.ones((1, max(3, round(MAX_WIDTH_PT * scale))), np.uint8)
    return cv2.morphologyEx(np.ascontiguousarray(grey), cv2.MORPH_BLACKHAT, kernel).astype(np.uint8, copy=False)
