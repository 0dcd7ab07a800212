"""Uneven light: shadows, grey paper, the dark round a photographed or copied page."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import apply_per_plane
from gouji.ocr.image.raster import Raster

CELL = 3.0
"""Points a pixel of the small picture in which paper is looked for."""

WINDOW = 41
"""Pixels of it: larger than any blot of print, smaller than a shadow."""

WHITE = 245

UNEVEN = 0.7
"""Light is put right where the dark parts of the paper are below this part of its bright ones; an even grey hinders nobody."""

BLACK = 0.45
"""Darker than this part of the paper and joined to the edge: not paper."""

EDGE_SHARE = 0.002
"""Less of it than this part of the page is not worth a touch."""


@dataclass(slots=True)
class Illumination:
    """The paper's colour at every place of a small picture of the page, and what there is no paper at all."""

    paper: Image
    outside: Mask
    uneven: bool


def measure_illumination(raster: Raster) -> Illumination:
    """How the page is lit."""
    small = apply_per_plane(raster.image, lambda plane: cv2.resize(plane, _small(raster), interpolation=cv2.INTER_AREA))
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    outside = _outside(grey)
    inside = grey[outside == 0]
    paper = cv2.medianBlur(_filled(small, outside), WINDOW)
    level = cv2.cvtColor(paper, cv2.COLOR_BGR2GRAY)[outside == 0].astype(np.float64) / 255
    uneven = bool(inside.size) and float(np.percentile(level, 5)) < UNEVEN * float(np.percentile(level, 95))
    return Illumination(paper, outside, uneven)


def even_illumination(image: Image, light: Illumination) -> Image:
    """The image as if its paper were white everywhere."""
    size = image.shape[1], image.shape[0]
    paper = cv2.resize(cv2.GaussianBlur(light.paper, (0, 0), 5), size, interpolation=cv2.INTER_LINEAR)
    return cv2.divide(image, np.maximum(paper, 1), scale=WHITE).astype(np.uint8, copy=False)


def remove_dark_edges(image: Image, light: Illumination) -> Image:
    """The image with paper in the place of the dark that runs in from its edges."""
    size = image.shape[1], image.shape[0]
    mask = cv2.resize(light.outside, size, interpolation=cv2.INTER_NEAREST)
    paper = cv2.resize(light.paper, size, interpolation=cv2.INTER_LINEAR)
    return cv2.copyTo(paper, mask, image.copy()).astype(np.uint8, copy=False)


def has_dark_edges(light: Illumination) -> bool:
    """Whether there is a dark edge worth taking away."""
    return float((light.outside > 0).mean()) > EDGE_SHARE


def _small(raster: Raster) -> tuple[int, int]:
    return max(16, round(raster.width / CELL)), max(16, round(raster.height / CELL))


def _outside(grey: Mask) -> Mask:
    """Dark parts that touch the edge of the picture, and the frayed rim of them."""
    smooth = cv2.medianBlur(grey, 5)
    dark = (smooth < BLACK * np.percentile(smooth, 80)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    height, width = grey.shape
    out = np.zeros_like(grey)
    for i in range(1, count):
        x, y, w, h = stats[i, :4]
        if x <= 1 or y <= 1 or x + w >= width - 1 or y + h >= height - 1:
            out[labels == i] = 255
    return cv2.dilate(out, np.ones((3, 3), np.uint8)).astype(np.uint8, copy=False)


def _filled(small: Image, outside: Mask) -> Image:
    """The small picture with the paper's usual colour where no paper is."""
    if not outside.any() or (outside > 0).all():
        return small
    usual = np.median(small[outside == 0], axis=0)
    return np.where(outside[:, :, None] > 0, usual, small).astype(np.uint8)
