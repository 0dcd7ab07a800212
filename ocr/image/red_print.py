"""Marks figures that are printed in red: books print negative figures so."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image
from gouji.ocr.image.grayscale import is_grayscale
from gouji.ocr.image.raster import Raster
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Page

MIN_REDNESS = 35
"""By how much red exceeds green and blue (of 255) somewhere on a page with red print."""
MIN_CONTRAST = 50
"""By how much print is darker than the paper around it in its darkest channel."""
MIN_RED_RATIO = 0.25
"""How much redder the ink of a red character is than it is darker than paper; a JPEG halves that. Black print has none."""
PAPER_PERCENTILE = 90


def mark_red_figures(page: Page, raster: Raster) -> None:
    """Sets `red` on the digits of the page that are printed in red. `raster` is the page as displayed, with its colours."""
    if is_grayscale(raster.image) or raster.image.ndim != 3 or not _has_red(raster.image):
        return
    for line in (*page.lines, *(line for grid in page.tables for cell in grid.cells for line in cell.lines)):
        line.glyphs = [replace(g, red=True) if _is_red(g, raster) else g for g in line.glyphs]


def _has_red(image: Image) -> bool:
    blue, green, red = cv2.split(image)
    return bool((cv2.subtract(red, cv2.max(green, blue)) > MIN_REDNESS).any())


def _is_red(glyph: Glyph, raster: Raster) -> bool:
    """Whether a digit is printed in red. Print under a seal takes on its colour and says nothing."""
    if not glyph.char.isdigit() or glyph.box is None or glyph.sealed:
        return False
    height, width = raster.image.shape[:2]
    x0, y0, x1, y1 = (round(v * raster.scale) for v in glyph.box)
    part = raster.image[max(0, y0) : min(height, y1 + 1), max(0, x0) : min(width, x1 + 1)].astype(np.int16)
    if not part.size:
        return False
    darkest = part.min(axis=2)
    darkness = np.percentile(darkest, PAPER_PERCENTILE) - darkest
    ink = darkness > MIN_CONTRAST
    redness = np.maximum(part[:, :, 2] - np.maximum(part[:, :, 0], part[:, :, 1]), 0)
    return bool(ink.any() and redness[ink].sum() >= MIN_RED_RATIO * darkness[ink].sum())
