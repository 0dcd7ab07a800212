"""Inverts what is printed white on dark: head rows of tables, whole pages saved as negatives."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import grayscale
from gouji.ocr.image.raster import Raster

MAX_DARK_GREY = 120
"""Grey level (of 255) of the lightest ground that white print needs."""

MIN_CONTRAST = 50
"""By how much white print is brighter than its ground."""

MAX_STROKE_PT = 3.5
"""Strokes of print are thinner; what is broader is paper."""

MIN_SIDE_PT = 11.0
"""A dark area is at least as high and wide as one row: no character and no ruling is."""

MIN_WIDTH_PT = 40.0
MIN_FULL_RATIO = 0.7
"""A dark area is so wide at least, and fills so much of its box: a punched hole and the star of a seal do not."""

WHOLE_PAGE_RATIO = 0.5
"""A dark area at the page's edge is the scanner's, unless it is so much of the page."""

PRINT_RATIO = (0.002, 0.35)
"""Share of a dark area that white print covers."""

RIM_PT = 1.2
MIN_DARK_RIM_RATIO = 0.8
"""Share of the rim of an area that is dark: print keeps off it. The rim of a bold heading is full of gaps."""


def with_dark_areas_inverted(raster: Raster) -> Raster:
    """Returns the page with white print on dark areas as dark print; the page itself if it has none."""
    grey = grayscale(raster.image)
    if not _may_be_dark(grey, raster.scale):
        return raster
    ground = _closed(grey, raster.scale)
    areas = cv2.morphologyEx(
        (ground <= MAX_DARK_GREY).astype(np.uint8), cv2.MORPH_OPEN, _square(MIN_SIDE_PT * raster.scale)
    )
    white = ((grey.astype(np.int16) - ground.astype(np.int16)) >= MIN_CONTRAST).astype(np.uint8)
    inverted = _with_print(areas, white, (grey <= MAX_DARK_GREY).astype(np.uint8), raster.scale)
    if not inverted.any():
        return raster
    image = np.where(inverted[:, :, None] > 0, 255 - raster.image, raster.image).astype(np.uint8)
    return Raster(image, raster.width, raster.height)


def _may_be_dark(grey: Image, scale: float) -> bool:
    """Whether the page, looked at from afar, has an area as dark as white print needs."""
    step = max(1, round(MIN_SIDE_PT * scale / 3))
    small = cv2.resize(
        grey, (max(1, grey.shape[1] // step), max(1, grey.shape[0] // step)), interpolation=cv2.INTER_AREA
    )
    dark = (small <= MAX_DARK_GREY + MIN_CONTRAST).astype(np.uint8)
    return bool(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((2, 6), np.uint8)).any())


def _closed(grey: Image, scale: float) -> Image:
    """Returns the ground without its bright print: the darkest level around, brightened where all is bright."""
    return cv2.morphologyEx(grey, cv2.MORPH_OPEN, _square(MAX_STROKE_PT * scale)).astype(np.uint8, copy=False)


def _square(side: float) -> Mask:
    odd = max(3, round(side) | 1)
    return np.ones((odd, odd), np.uint8)


def _with_print(areas: Mask, white: Mask, dark: Mask, scale: float) -> Mask:
    """Returns the areas that hold white print. A black edge of the scan holds none."""
    areas = areas.astype(np.uint8, copy=False)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(areas, connectivity=4)
    inside = cv2.erode(areas, _square(2 * RIM_PT * scale), borderType=cv2.BORDER_CONSTANT, borderValue=(0.0,))
    rim = np.where(inside > 0, 0, labels).ravel()
    rims = np.bincount(rim, minlength=count)
    dark_rims = np.bincount(rim, weights=dark.ravel(), minlength=count)
    share = np.bincount(labels.ravel(), weights=white.ravel(), minlength=count) / np.maximum(
        1, stats[:, cv2.CC_STAT_AREA]
    )
    keep = (share >= PRINT_RATIO[0]) & (share <= PRINT_RATIO[1]) & (dark_rims >= MIN_DARK_RIM_RATIO * rims)
    keep &= _is_cell_or_page(stats.astype(np.int32), areas.shape, MIN_WIDTH_PT * scale)
    keep[0] = False
    found: Mask = keep[labels].astype(np.uint8)
    return found


def _is_cell_or_page(stats: npt.NDArray[np.int32], shape: tuple[int, ...], min_width: float) -> npt.NDArray[np.bool_]:
    left, top, width, height, area = (stats[:, k] for k in range(5))
    at_edge = (left == 0) | (top == 0) | (left + width == shape[1]) | (top + height == shape[0])
    found: npt.NDArray[np.bool_] = (
        (width >= min_width)
        & (area >= MIN_FULL_RATIO * width * height)
        & (~at_edge | (area >= WHOLE_PAGE_RATIO * shape[0] * shape[1]))
    )
    return found
