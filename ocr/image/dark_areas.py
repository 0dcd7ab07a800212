"""Turns what is printed white on dark into dark print on paper: head rows of tables, whole pages saved as negatives.

Dark is what is darker than the paper around it: on a photograph or a poor scan the ground of a head row may be lighter
in one place than the print on it in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import grayscale, percentile
from gouji.ocr.image.raster import Raster

MAX_GROUND_RATIO = 0.8
"""Lightness of the lightest ground that white print needs, where paper is 1."""

MIN_PAPER_RATIO = 0.6
"""Paper in a shadow keeps this share of the lightness of the page's brightest parts; a negative has no paper."""

PAPER_PT_PER_PX, PAPER_WINDOW_PX = 3.0, 41
"""How coarsely the paper is measured, and in which window: no head row fills half of it."""

MIN_CONTRAST_RATIO = 0.35
"""White print is at least so light, where paper is 1 and the ground 0."""

DARK_CONTRAST_RATIO = -0.5
"""Print darker than this on the same scale is dark print."""

MIN_WHITE_TO_DARK = 2.0
"""How many times as much white print as dark print there is: a shaded cell with dark print stays."""

MAX_STROKE_PT = 3.5
"""Strokes of print are thinner; what is broader is paper."""

MIN_SIDE_PT, MIN_LENGTH_PT = 11.0, 40.0
"""Sides of the smallest dark area, a short row: no character, no ruling, no punched hole and no seal's star holds it."""

SOLID_WINDOW_PT = 9.0
"""Side of a window that is mostly dark in a dark area, even below its print, and mostly paper in a line of print."""

GROUND_WINDOW_PT = 15
"""Side of the window in which the ground is measured: it is mottled and unevenly lit."""

LEVELS = 200
"""Grey level of paper where lightness is kept in bytes."""

MARGIN_PT = 2
"""How far the edge of an area may lie from where it is seen from afar."""

WHOLE_PAGE_RATIO = 0.5
"""A dark area at the page's edge is the scanner's, unless it is so much of the page."""

PRINT_RATIO = (0.002, 0.35)
"""Share of a dark area that white print covers."""

EDGE_PT, RIM_PT, MIN_DARK_RIM_RATIO = 1.0, 1.2, 0.9
"""Width of the blurred edge of an area and of the rim inside it, and share of the rim that is dark: print keeps off it.
The rim of a bold heading is full of gaps."""

MIN_DEEPER_RATIO, MIN_DEEPER = 0.35, 0.1
"""A dark ruling in a dark area is darker than its ground by this share and this much of the paper; noise is not."""

MOTTLE_PERCENTILE, MIN_MOTTLE_RATIO = 95, 0.06
"""How much of the ground is no lighter than its mottle, and contrast below which it is even."""

EDGE_RULING_PT, EDGE_INK = 0.5, 0.6
"""Width and darkness of the ruling that the edge of an area becomes."""

Levels = npt.NDArray[Any]
"""How light each pixel is, as 32-bit floats; 1 is paper."""
Box = tuple[slice, slice]


@dataclass(slots=True)
class _Page:
    """A page in grey; seen from afar, a pixel a point at most, its paper and how light it is (1: as paper).

    From afar pixels are left out, not averaged: print stays as dark as it is."""

    grey: Mask
    paper: Levels
    afar: Levels


@dataclass(slots=True)
class _Close:
    """A dark area on the page: its box, its mask there, and how light the page, its ground and the paper are."""

    box: Box
    area: npt.NDArray[np.bool_]
    light: Levels
    ground: Levels
    paper: Levels

    @property
    def contrast(self) -> Levels:
        """How light the page is, where paper is 1 and the ground 0."""
        contrast: Levels = (self.light - self.ground) / np.maximum(1 - self.ground, 0.1)
        return contrast


def with_dark_areas_inverted(raster: Raster) -> Raster:
    """Returns the page with white print on dark areas as dark print; the page itself if it has none."""
    page = _page(raster)
    image = raster.image
    for area, box in _dark_areas(page.afar, min(1.0, raster.scale)):
        close = _closely(page, area, box, raster.scale)
        if _holds_white_print(close, raster.scale):
            image = image.copy() if image is raster.image else image
            part = image[close.box]
            whole = area.sum() >= WHOLE_PAGE_RATIO * page.afar.size
            part[close.area] = (255 - part if whole else _printed_dark(close, raster.scale))[close.area]
    return raster if image is raster.image else Raster(image, raster.width, raster.height)


def _page(raster: Raster) -> _Page:
    grey = grayscale(raster.image)
    size = _size(grey, max(1.0, raster.scale))
    coarse = cv2.resize(grey, _size(grey, PAPER_PT_PER_PX * raster.scale), interpolation=cv2.INTER_AREA)
    measured = cv2.resize(cv2.medianBlur(coarse, PAPER_WINDOW_PX), size)
    paper = np.maximum(measured, max(1.0, MIN_PAPER_RATIO * percentile(grey, 99.8)[0])).astype(np.float32)
    return _Page(grey, paper, cv2.resize(grey, size, interpolation=cv2.INTER_NEAREST) / paper)


def _size(grey: Mask, step: float) -> tuple[int, int]:
    return max(1, round(grey.shape[1] / step)), max(1, round(grey.shape[0] / step))


def _dark_areas(afar: Levels, scale: float) -> list[tuple[Mask, Box]]:
    """Returns the dark areas that hold a short row, each as a mask in its box. `scale` is in pixels per point."""
    long, short = MIN_LENGTH_PT * scale, MIN_SIDE_PT * scale
    usual = cv2.medianBlur(_bytes(afar), max(3, round(SOLID_WINDOW_PT * scale) | 1))
    dark = (usual <= floor(MAX_GROUND_RATIO * LEVELS)).astype(np.uint8)
    if not dark.any():
        return []
    dark = _filled(dark, short)
    rows, columns = (cv2.morphologyEx(dark, cv2.MORPH_OPEN, _block(*s)) for s in ((long, short), (short, long)))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.maximum(rows, columns).astype(np.uint8), connectivity=4)
    found = []
    for i, (x, y, w, h, size) in enumerate(stats[1:].tolist(), start=1):
        at_edge = x == 0 or y == 0 or x + w == afar.shape[1] or y + h == afar.shape[0]
        if not at_edge or size >= WHOLE_PAGE_RATIO * afar.size:
            box = (slice(y, y + h), slice(x, x + w))
            found.append(((labels[box] == i).astype(np.uint8), box))
    return found


def _block(width: float, height: float) -> Mask:
    return np.ones((max(3, round(height) | 1), max(3, round(width) | 1)), np.uint8)


def _closely(page: _Page, area: Mask, box: Box, scale: float) -> _Close:
    """Returns the area with its edges as the page shows them."""
    margin, unit = round(MARGIN_PT * min(1.0, scale)), page.grey.shape[1] / page.afar.shape[1]
    y0, x0 = (max(0, side.start - margin) for side in box)
    y1, x1 = (min(n, side.stop + margin) for side, n in zip(box, page.afar.shape, strict=True))
    seen = cv2.copyMakeBorder(
        area, box[0].start - y0, y1 - box[0].stop, box[1].start - x0, x1 - box[1].stop, cv2.BORDER_CONSTANT
    )
    near = (slice(round(y0 * unit), round(y1 * unit)), slice(round(x0 * unit), round(x1 * unit)))
    grey = page.grey[near]
    size = grey.shape[::-1]
    paper = cv2.resize(page.paper[y0:y1, x0:x1], size)
    light = grey / paper
    reach = round(PAPER_WINDOW_PX * PAPER_PT_PER_PX * min(1.0, scale))
    around = page.paper[max(0, y0 - reach) : y1 + reach, max(0, x0 - reach) : x1 + reach]
    ground = cv2.resize(_ground(page.afar[y0:y1, x0:x1], seen), size)
    block = _block(2 * margin + 1, 2 * margin + 1)
    inner, outer = (
        cv2.resize(change(seen, block), size, interpolation=cv2.INTER_NEAREST) > 0 for change in (cv2.erode, cv2.dilate)
    )
    return _Close(
        near, inner | (outer & (light <= (1 + ground) / 2)), light, ground, np.maximum(paper, np.median(around))
    )


def _filled(mask: Mask, side: float) -> Mask:
    """Fills the holes of a mask that print leaves: less high or less wide than `side` pixels."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats((mask == 0).astype(np.uint8), connectivity=4)
    left, top, width, height = (stats[:, k] for k in range(4))
    open_sides = (left == 0) | (top == 0) | (left + width == mask.shape[1]) | (top + height == mask.shape[0])
    hole = ~open_sides & (np.minimum(width, height) < side)
    hole[0] = False
    filled: Mask = np.maximum(mask, hole[labels].astype(np.uint8))
    return filled


def _ground(afar: Levels, area: Mask) -> Levels:
    """Returns how light the ground of the area is without its print."""
    filled = np.where(area > 0, afar, np.median(afar[area > 0]))
    return cv2.medianBlur(_bytes(filled), GROUND_WINDOW_PT).astype(np.float32) / LEVELS


def _bytes(light: Levels) -> Mask:
    return np.clip(light * LEVELS, 0, 255).astype(np.uint8)


def _without_strokes(light: Levels, scale: float) -> Levels:
    """Returns the page without its bright print: the darkest level around, brightened where all is bright."""
    stroke = MAX_STROKE_PT * scale
    return cv2.morphologyEx(light, cv2.MORPH_OPEN, _block(stroke, stroke)).astype(np.float32, copy=False)


def _holds_white_print(close: _Close, scale: float) -> bool:
    """Tells whether light strokes stand on the area, and keep off its rim. A black edge of the scan holds none."""
    size = int(close.area.sum())
    if not size:
        return False
    contrast, strokes = close.contrast, close.light - _without_strokes(close.light, scale)
    white = close.area & (np.minimum(strokes / np.maximum(1 - close.ground, 0.1), contrast) >= MIN_CONTRAST_RATIO)
    dark = close.area & (contrast <= DARK_CONTRAST_RATIO)
    rim = _inside(close.area, EDGE_PT * scale) & ~_inside(close.area, (EDGE_PT + RIM_PT) * scale)
    return bool(
        PRINT_RATIO[0] * size <= white.sum() <= PRINT_RATIO[1] * size
        and white.sum() >= MIN_WHITE_TO_DARK * dark.sum()
        and (contrast[rim] < MIN_CONTRAST_RATIO).mean() >= MIN_DARK_RIM_RATIO
    )


def _inside(area: npt.NDArray[np.bool_], width: float) -> npt.NDArray[np.bool_]:
    """Returns the area without an edge of this width."""
    block = _block(2 * width, 2 * width)
    inside = cv2.erode(area.astype(np.uint8), block, borderType=cv2.BORDER_CONSTANT, borderValue=(0.0,))
    return np.asarray(inside > 0)


def _mottle(close: _Close) -> float:
    """Returns the contrast of a ground that a copier has left mottled, 0 for an even one."""
    contrast = close.contrast[close.area]
    level = float(np.percentile(contrast[contrast < MIN_CONTRAST_RATIO], MOTTLE_PERCENTILE))
    return level if level >= MIN_MOTTLE_RATIO else 0.0


def _deeper(close: _Close) -> Levels:
    """Returns how much darker than the ground a pixel is, where the ground is 1 and black 0: a ruling."""
    deeper = np.maximum(close.ground - close.light, 0)
    deeper[deeper < np.maximum(MIN_DEEPER_RATIO * close.ground, MIN_DEEPER)] = 0
    ratio: Levels = deeper / np.maximum(close.ground, MIN_DEEPER)
    return ratio


def _printed_dark(close: _Close, scale: float) -> Image:
    """Returns the area as if its ground were paper and its print dark.

    Rulings darker than the ground stay dark, and the edge of the area, which parted it from other cells, becomes one.
    """
    mottle = _mottle(close)
    light = (close.contrast - mottle) / (1 - mottle)
    ink = np.clip(light if mottle else np.maximum(light, _deeper(close)), 0, 1)
    edge = close.area & ~_inside(close.area, EDGE_RULING_PT * scale)
    ink[edge] = np.maximum(ink[edge], EDGE_INK)
    printed: Image = np.clip(close.paper * (1 - ink), 0, 255).astype(np.uint8)
    return np.repeat(printed[:, :, None], 3, axis=2)
