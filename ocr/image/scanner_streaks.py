"""Lines that a dirty glass or drum draws along the whole page: they cross tables as if they were rules, and run on where no rule does."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import apply_per_plane, grayscale

BROADEST = 3.4
"""Points. What is broader is an edge or a fold."""

ENDS = (0.03, 0.065)
"""From where to where, as parts of the page, a streak is looked for at both ends: nothing is printed so near to the edge."""

DARKER = 18
"""A streak is this much darker than the paper beside it (of 255), nearly everywhere."""

Columns = npt.NDArray[np.int64]

BESIDE = 4
"""Pixels from a streak's middle to paper that it does not touch."""


def remove_streaks(image: Image, scale: float) -> Image:
    """The image with its streaks, upright or level, lightened to the paper's tone; the image itself where there is none.

    `scale` in pixels a point.
    """
    grey = grayscale(image)
    upright = _without(image, _streaked(grey, scale))
    if upright is not image:
        grey = grayscale(upright)
    rows = _streaked(grey.T, scale)
    if not len(rows):
        return upright
    return np.ascontiguousarray(_without(np.ascontiguousarray(upright.transpose(1, 0, 2)), rows).transpose(1, 0, 2))


def _without(image: Image, columns: Columns) -> Image:
    if not len(columns):
        return image
    return apply_per_plane(
        image, lambda plane: _lightened(plane, np.unique(np.concatenate([columns - 1, columns, columns + 1])))
    )


def _lightened(image: Image, wide: Columns) -> Image:
    dark = image[:, wide].astype(np.float32)
    paper = (image[:, wide - BESIDE + 1].astype(np.float32) + image[:, wide + BESIDE - 1].astype(np.float32)) / 2
    part = np.median(dark / np.maximum(paper, 1), axis=0, keepdims=True)
    out = image.copy()
    out[:, wide] = np.clip(dark / np.clip(part, 0.2, 1), 0, 255).astype(np.uint8)
    return out


def _streaked(grey: Mask, scale: float) -> Columns:
    """The columns of pixels on which a streak lies, not too near to the edge. The whole page is looked at only where both its ends show one."""
    height, width = grey.shape
    first, last = (round(height * e) for e in ENDS)
    seen = np.ones(width, bool)
    for part in (grey[first:last], grey[height - last : height - first]):
        seen &= _dark(part, scale).mean(axis=0) > DARKER
    seen[:BESIDE] = seen[width - BESIDE :] = False
    if seen.any():
        seen &= np.median(_dark(grey, scale), axis=0) > DARKER
    return np.flatnonzero(seen).astype(np.int64)


def _dark(grey: Mask, scale: float) -> Mask:
    kernel = np.ones((1, max(3, round(BROADEST * scale))), np.uint8)
    return cv2.morphologyEx(np.ascontiguousarray(grey), cv2.MORPH_BLACKHAT, kernel).astype(np.uint8, copy=False)
