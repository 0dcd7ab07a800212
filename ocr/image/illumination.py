"""Corrects uneven illumination: shadows, grey paper, dark areas around a photographed or copied page."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import apply_per_plane
from gouji.ocr.image.raster import Raster

MAP_PT_PER_PX = 3.0
"""Points per pixel of the small image in which the paper is measured."""

PAPER_WINDOW_PX = 41
"""Pixels of the small image: larger than any spot of print, smaller than a shadow."""

PAPER_WHITE = 245

EVEN_RATIO = 0.7
"""Illumination is corrected if the paper's dark parts are below this fraction of its bright parts.

A uniform grey does no harm.
"""

DARK_EDGE_RATIO = 0.45
"""Anything darker than this fraction of the paper and connected to the page's edge is not paper."""

MIN_EDGE_SHARE = 0.002
"""A smaller dark edge than this share of the page is left alone."""


@dataclass(slots=True)
class Illumination:
    """How a page is illuminated, as a small image.

    `paper` is the paper's colour at every place, `outside` the mask of what is not paper.
    """

    paper: Image
    outside: Mask
    uneven: bool


def measure_illumination(raster: Raster) -> Illumination:
    """Measures how the page is illuminated."""
    small = apply_per_plane(raster.image, lambda plane: cv2.resize(plane, _small(raster), interpolation=cv2.INTER_AREA))
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    outside = _outside(grey)
    inside = grey[outside == 0]
    paper = cv2.medianBlur(_filled(small, outside), PAPER_WINDOW_PX)
    level = cv2.cvtColor(paper, cv2.COLOR_BGR2GRAY)[outside == 0].astype(np.float64) / 255
    uneven = bool(inside.size) and float(np.percentile(level, 5)) < EVEN_RATIO * float(np.percentile(level, 95))
    return Illumination(paper, outside, uneven)


def even_illumination(image: Image, illumination: Illumination) -> Image:
    """Returns the image as if its paper were white everywhere."""
    size = image.shape[1], image.shape[0]
    paper = cv2.resize(cv2.GaussianBlur(illumination.paper, (0, 0), 5), size, interpolation=cv2.INTER_LINEAR)
    return cv2.divide(image, np.maximum(paper, 1), scale=PAPER_WHITE).astype(np.uint8, copy=False)


def remove_dark_edges(image: Image, illumination: Illumination) -> Image:
    """Returns the image with paper in place of the dark areas that extend in from its edges."""
    size = image.shape[1], image.shape[0]
    mask = cv2.resize(illumination.outside, size, interpolation=cv2.INTER_NEAREST)
    paper = cv2.resize(illumination.paper, size, interpolation=cv2.INTER_LINEAR)
    return cv2.copyTo(paper, mask, image.copy()).astype(np.uint8, copy=False)


def has_dark_edges(illumination: Illumination) -> bool:
    """Whether there is a dark edge worth removing."""
    return float((illumination.outside > 0).mean()) > MIN_EDGE_SHARE


def _small(raster: Raster) -> tuple[int, int]:
    return max(16, round(raster.width / MAP_PT_PER_PX)), max(16, round(raster.height / MAP_PT_PER_PX))


def _outside(grey: Mask) -> Mask:
    """Returns a mask of the dark areas that touch the edge of the image, with their frayed rims."""
    smooth = cv2.medianBlur(grey, 5)
    dark = (smooth < DARK_EDGE_RATIO * np.percentile(smooth, 80)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    height, width = grey.shape
    out = np.zeros_like(grey)
    for i in range(1, count):
        x, y, w, h = stats[i, :4]
        if x <= 1 or y <= 1 or x + w >= width - 1 or y + h >= height - 1:
            out[labels == i] = 255
    return cv2.dilate(out, np.ones((3, 3), np.uint8)).astype(np.uint8, copy=False)


def _filled(small: Image, outside: Mask) -> Image:
    """Returns the small image with the paper's median colour where there is no paper."""
    if not outside.any() or (outside > 0).all():
        return small
    usual = np.median(small[outside == 0], axis=0)
    return np.where(outside[:, :, None] > 0, usual, small).astype(np.uint8)
