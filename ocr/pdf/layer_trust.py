"""Whether a PDF page may be read from its own characters, or must be looked at."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pypdfium2 as pdfium

from gouji.ocr.engine.protocol import Mask
from gouji.ocr.pdf.characters import LayerChar
from gouji.ocr.pdf.render import image_objects, page_raster

BROKEN = 0.1
"""A share of unmapped characters above this means a font without a usable code table."""

COVERED = 0.6
"""Pictures over this share of the page may be the page."""

FEW = 60
"""Fewer characters than these may be a stamp or a page number beside print that is only drawn."""

DPI = 72.0
"""For looking at where the ink is, one pixel a point."""


def is_layer_trusted(page: pdfium.PdfPage, characters: Sequence[LayerChar]) -> bool:
    """True when the visible characters of the page are what is printed on it."""
    seen = [c for c in characters if c.visible and c.char.strip()]
    if not seen or sum(not c.mapped for c in seen) > BROKEN * len(seen):
        return False
    covered = _covered(page)
    if covered < COVERED and len(seen) >= FEW:
        return True
    inside, outside = _ink(page, seen)
    return outside <= (1.0 if covered >= COVERED else 3.0) * inside


def _covered(page: pdfium.PdfPage) -> float:
    """The share of the page under pictures."""
    width, height = page.get_size()
    area: float = 0.0
    for picture in image_objects(page):
        left, bottom, right, top = picture.get_bounds()
        area += abs((right - left) * (top - bottom))
    return float(area / max(1.0, width * height))


def _ink(page: pdfium.PdfPage, characters: Sequence[LayerChar]) -> tuple[int, int]:
    """Dark pixels under the characters, and elsewhere."""
    grey = cv2.cvtColor(page_raster(page, DPI).image, cv2.COLOR_BGR2GRAY)
    dark: Mask = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 25)
    under = np.zeros_like(dark)
    for c in characters:
        x0, y0, x1, y1 = (round(v) for v in c.box)
        under[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1] = 1
    inside = int((dark & under).sum())
    return inside, int(dark.sum()) - inside
