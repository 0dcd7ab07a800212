"""Darkens the white rulings between shaded cells, so that they are found as other rulings are."""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import grayscale
from gouji.ocr.image.run_length import long_runs

MAX_THICKNESS_PT = 3.4
"""A broader white stripe is paper."""

MIN_SHADE = 8
"""Grey levels (of 255) by which the ground of shaded cells is darker than the paper."""

MIN_SHADED_RATIO = 0.04
"""Share of the page that is shaded before rulings are sought there."""

MIN_CONTRAST = 4
"""Grey levels by which a ruling is brighter than the ground; noise is less after smoothing."""

GAIN = 6.0
"""How much darker than its ground a ruling is made, in its own contrasts."""

MIN_PRINT_CONTRAST, HALO_PT = 30, 2.5
SMOOTHING_PX = 9
MIN_TOTAL_PT = 150.0
"""Extent of the white rulings of each direction, below which the shading is no table's."""

MIN_EDGE_PT, EDGE_CONTRAST = 36.0, 12.0
MIN_RUN_PT, MAX_BREAK_PT = 16.0, 3.2
"""Length of the shortest stretch of a ruling, and of the longest break in it."""


def with_white_rulings_dark(image: Image, scale: float) -> Image:
    """Returns the page with white rulings on shaded ground as dark ones; the page itself if nothing is shaded."""
    grey = grayscale(image)
    ground = _ground(grey, scale)
    shaded = ground.astype(np.int16) <= _paper(ground) - MIN_SHADE
    if float(shaded.mean()) < MIN_SHADED_RATIO:
        return image
    clear = shaded & ~_beside_print(grey, ground, scale)
    level = _runs(_smoothed(grey, ground, (SMOOTHING_PX, 1)), clear, scale)
    upright = cv2.transpose(_runs(cv2.transpose(_smoothed(grey, ground, (1, SMOOTHING_PX))), clear.T, scale))
    if min(_length(level, 1, scale), _length(upright, 0, scale)) < MIN_TOTAL_PT:
        return image
    bright = np.maximum(np.maximum(level, upright), EDGE_CONTRAST * _edges(shaded, scale))
    darker: Mask = np.clip(grey - GAIN * bright, 0, 255).astype(np.uint8)
    return np.repeat(darker[:, :, None], 3, axis=2)


def _beside_print(grey: Image, ground: Image, scale: float) -> Mask:
    """Returns where dark print is near: the bright halo that sharpening or JPEG leaves along it is no ruling."""
    dark = ((ground.astype(np.int16) - grey.astype(np.int16)) >= MIN_PRINT_CONTRAST).astype(np.uint8)
    side = max(3, round(2 * HALO_PT * scale) | 1)
    near: Mask = cv2.dilate(dark, np.ones((side, side), np.uint8)) > 0
    return near


def _length(runs: Image, axis: int, scale: float) -> float:
    """Returns how many rows (axis 1) or columns (axis 0) hold a run, times their mean length, in points."""
    return float((runs > 0).any(axis=1 - axis).sum()) / scale * float((runs > 0).any(axis=axis).sum() > 0)


def _edges(shaded: Mask, scale: float) -> Image:
    """Returns the straight edges of the shaded areas (1): the outermost cells have no other ruling."""
    side = max(3, round(MAX_THICKNESS_PT * scale) | 1)
    whole = cv2.morphologyEx(shaded.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    rim = cv2.dilate(whole - cv2.erode(whole, np.ones((3, 3), np.uint8)), np.ones((2, 2), np.uint8)) * 255
    run, gap = round(MIN_EDGE_PT * scale), max(1, round(MAX_BREAK_PT * scale))
    level, upright = long_runs(rim, run, gap), cv2.transpose(long_runs(cv2.transpose(rim), run, gap))
    found: Image = (np.maximum(level, upright) > 0).astype(np.float32)
    return found


def _runs(bright: Image, shaded: Mask, scale: float) -> Image:
    """Returns how bright the long thin runs of one direction are; 0 elsewhere. The halo of a character is short."""
    mask = ((bright >= MIN_CONTRAST) & shaded).astype(np.uint8) * 255
    long = long_runs(mask, round(MIN_RUN_PT * scale), max(1, round(MAX_BREAK_PT * scale)))
    found: Image = np.where(long > 0, np.maximum(bright, MIN_CONTRAST), 0.0).astype(np.float32)
    return found


def _ground(grey: Image, scale: float) -> Image:
    """Returns the page without print, which is dark, and without what is thin and bright."""
    side = max(3, round(MAX_THICKNESS_PT * scale) | 1)
    kernel = np.ones((side, side), np.uint8)
    return cv2.morphologyEx(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, kernel), cv2.MORPH_OPEN, kernel).astype(
        np.uint8, copy=False
    )


def _paper(ground: Image) -> int:
    """Returns the grey level of the brightest common ground."""
    return int(np.percentile(ground[::8, ::8], 95))


def _smoothed(grey: Image, ground: Image, along: tuple[int, int]) -> Image:
    """Returns how much brighter than the ground a pixel is, averaged along one direction."""
    above: Image = cv2.blur(grey, along).astype(np.float32) - ground.astype(np.float32)
    return above
