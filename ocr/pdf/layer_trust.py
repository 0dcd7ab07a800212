"""Decides whether a PDF page may be read from its text layer or needs OCR."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pypdfium2 as pdfium

from gouji.ocr.engine.protocol import Mask
from gouji.ocr.pdf.characters import LayerChar
from gouji.ocr.pdf.render import image_cover_ratio, page_raster

MAX_UNMAPPED_RATIO = 0.1
"""A larger share of unmapped characters means a font without a usable code table."""

SCAN_COVER_RATIO = 0.6
"""Images that cover more of the page than this may be the page itself."""

ENOUGH_CHARACTERS = 60
"""Fewer characters may be only a stamp or a page number beside text that is drawn as graphics."""

INK_DPI = 72.0
"""Resolution for locating ink: one pixel per point."""


def is_layer_trusted(page: pdfium.PdfPage, characters: Sequence[LayerChar]) -> bool:
    """Whether the visible characters of the page are what is printed on it."""
    visible = [c for c in characters if c.visible and c.char.strip()]
    if not visible or sum(not c.mapped for c in visible) > MAX_UNMAPPED_RATIO * len(visible):
        return False
    covered = image_cover_ratio(page)
    if covered < SCAN_COVER_RATIO and len(visible) >= ENOUGH_CHARACTERS:
        return True
    inside, outside = _ink(page, visible)
    return outside <= (1.0 if covered >= SCAN_COVER_RATIO else 3.0) * inside


def _ink(page: pdfium.PdfPage, characters: Sequence[LayerChar]) -> tuple[int, int]:
    """Returns the number of dark pixels under the characters, and elsewhere."""
    grey = cv2.cvtColor(page_raster(page, INK_DPI).image, cv2.COLOR_BGR2GRAY)
    dark: Mask = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 25)
    under = np.zeros_like(dark)
    for c in characters:
        x0, y0, x1, y1 = (round(v) for v in c.box)
        under[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1] = 1
    inside = int((dark & under).sum())
    return inside, int(dark.sum()) - inside
