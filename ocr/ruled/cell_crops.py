"""Crops the text lines of a table cell: with a small margin, and without the rulings."""

from __future__ import annotations

import numpy as np

from gouji.ocr.image.grayscale import percentile
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.image.transforms import corners
from gouji.ocr.lines.line_crops import Crop, crop_line
from gouji.ocr.ruled.dewarp import PageWarp
from gouji.schemas.glyph import Box

LOW_LINE_RATIO = 0.9
"""A line lower than this share of the usual line height (a dash) gets white space above and below, so that the
recogniser does not magnify it."""

MARGIN_LINE_HEIGHTS = 0.08
"""Margin around the ink, in line heights: as much as a detector leaves, which is what the recogniser was trained on.
With less, ≥ loses its bar."""


def cell_crop(page_image: PageImage, warp: PageWarp, line: Box, inner: Box, height: float) -> Crop:
    """Crops `line` from the deskewed page and blanks whatever lies outside `inner` (both in dewarped pixels)."""
    x0, y0, x1, y1 = line
    padding = max(0.0, LOW_LINE_RATIO * height - (y1 - y0)) / 2
    margin = MARGIN_LINE_HEIGHTS * height
    box = (x0 - margin, y0 - padding - margin, x1 + margin, y1 + padding + margin)
    crop = crop_line(page_image.image, warp.to_page(corners(box)), page_image.deskew)
    _blank(crop, box, inner)
    return crop


def _blank(crop: Crop, box: Box, inner: Box) -> None:
    """Paints paper over everything beyond the cell's own rulings."""
    height, width = crop.image.shape[:2]
    side = (width - (box[2] - box[0])) / 2
    above = (height - (box[3] - box[1])) / 2
    left, top = round(inner[0] - box[0] + side), round(inner[1] - box[1] + above)
    right, bottom = round(inner[2] - box[2] - side), round(inner[3] - box[3] - above)
    paper = percentile(crop.image, 90)
    for part in (
        np.s_[:, : max(0, left)],
        np.s_[: max(0, top)],
        np.s_[:, width + min(0, right) :],
        np.s_[height + min(0, bottom) :],
    ):
        crop.image[part] = paper
