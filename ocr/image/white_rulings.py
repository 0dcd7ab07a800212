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

GROUND_PT = 9.0
"""Side of the window whose median is the ground."""

COARSE, PAPER_PERCENTILE = 4, 95
MIN_CONTRAST = 4
"""Grey levels by which a ruling is brighter than the ground; noise is less after smoothing."""

GAIN = 6.0
"""How much darker than its ground a ruling is made, in its own contrasts."""

MIN_PRINT_CONTRAST, HALO_PT = 30, 2.5
SMOOTHING_PX = 9
MIN_TOTAL_PT = 150.0
"""Extent of the white rulings of each direction, below which the shading is no table's."""

MIN_EDGE_PT, EDGE_CONTRAST = 36.0, 16.0
MIN_RUN_PT, MAX_BREAK_PT = 16.0, 3.2
"""Length of the shortest stretch of a ruling, and of the longest break in it."""


def with_white_rulings_dark(image: Image, scale: float) -> Image:
    """Returns the page with white rulings on shaded ground as dark ones; the page itself if nothing is shaded."""
    grey = grayscale(image)
    bare = _without_print(grey, scale)
    if float(_shaded(_ground(bare[::COARSE, ::COARSE], scale / COARSE)).mean()) < MIN_SHADED_RATIO:
        return image
    ground = _ground(bare, scale)
    shaded = _shaded(ground)
    clear = shaded & ~_beside_print(grey, bare, scale)
    level = _runs(_smoothed(grey, ground, (SMOOTHING_PX, 1)), shaded, clear, scale)
    if _length(level, 1, scale) < MIN_TOTAL_PT:
        return image
    upright = _runs(cv2.transpose(_smoothed(grey, ground, (1, SMOOTHING_PX))), shaded.T, clear.T, scale)
    upright = cv2.transpose(upright)
    if _length(upright, 0, scale) < MIN_TOTAL_PT:
        return image
    bright = np.maximum(np.maximum(level, upright), EDGE_CONTRAST * _edges(shaded, scale))
    darker: Mask = np.clip(grey - GAIN * bright, 0, 255).astype(np.uint8)
    return np.repeat(darker[:, :, None], 3, axis=2)


def _beside_print(grey: Image, bare: Image, scale: float) -> Mask:
    """Returns where dark print is near: the bright halo that sharpening or JPEG leaves along it is no ruling."""
    dark = ((bare.astype(np.int16) - grey.astype(np.int16)) >= MIN_PRINT_CONTRAST).astype(np.uint8)
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


def _runs(bright: Image, shaded: Mask, clear: Mask, scale: float) -> Image:
    """Returns how bright the long thin runs of one direction are; 0 elsewhere. What is bright close to print belongs to them
    where it goes on with one that is clear of print."""
    near, sure = (_long_runs((bright >= MIN_CONTRAST) & mask, scale) for mask in (shaded, clear))
    count, labels = cv2.connectedComponents(np.maximum(near, sure))
    is_long = np.zeros(count, bool)
    is_long[labels[sure > 0]] = True
    is_long[0] = False
    long = is_long[labels]
    found: Image = np.where(long, np.maximum(bright, EDGE_CONTRAST), 0.0).astype(np.float32)
    return found


def _long_runs(bright: Mask, scale: float) -> Image:
    mask = bright.astype(np.uint8) * 255
    side = max(3, round(MAX_THICKNESS_PT * scale) | 1)
    thick = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)) > 0
    mask[thick] = 0
    return long_runs(mask, round(MIN_RUN_PT * scale), max(1, round(MAX_BREAK_PT * scale)))


def _without_print(grey: Image, scale: float) -> Image:
    """Returns the page without what is thin and dark."""
    side = max(3, round(MAX_THICKNESS_PT * scale) | 1)
    return cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)).astype(np.uint8, copy=False)


def _ground(bare: Image, scale: float) -> Image:
    """Returns the page without what is thin and bright too: a ruling, or the noise beside print, is a small part of the
    window whose median is taken."""
    ground: Image = cv2.medianBlur(bare, max(5, round(GROUND_PT * scale) | 1))
    return ground


def _shaded(ground: Image) -> Mask:
    """Returns where the ground is darker than the paper, which is the brightest common ground."""
    paper = int(np.percentile(ground[::COARSE, ::COARSE], PAPER_PERCENTILE))
    shaded: Mask = ground.astype(np.int16) <= paper - MIN_SHADE
    return shaded


def _smoothed(grey: Image, ground: Image, along: tuple[int, int]) -> Image:
    """Returns how much brighter than the ground a pixel is, averaged along one direction."""
    above: Image = cv2.blur(grey, along).astype(np.float32) - ground.astype(np.float32)
    return above
