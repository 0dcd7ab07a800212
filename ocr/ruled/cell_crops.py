"""Pictures of the lines of print in a cell: a little air round them, and nothing of the rules."""

from __future__ import annotations

import numpy as np

from gouji.ocr.image.grayscale import percentile
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.image.transforms import corners
from gouji.ocr.lines.line_crops import Crop, crop_line
from gouji.ocr.ruled.dewarp import Flat
from gouji.schemas.glyph import Box

LOW = 0.9
"""A line lower than this part of the usual height (a dash) gets white above and below it, so that it keeps its size."""

AIR = 0.08
"""Line heights round the ink: as much as a detector leaves, which is what the recogniser knows. With less, ≥ loses its bar."""


def cell_crop(paper: PageImage, flat: Flat, line: Box, inner: Box, height: float) -> Crop:
    """The picture of `line` out of the upright page, with paper in the place of what lies outside of `inner` (flat pixels)."""
    x0, y0, x1, y1 = line
    lack = max(0.0, LOW * height - (y1 - y0)) / 2
    air = AIR * height
    box = (x0 - air, y0 - lack - air, x1 + air, y1 + lack + air)
    crop = crop_line(paper.image, flat.to_page(corners(box)), paper.deskew)
    _blank(crop, box, inner)
    return crop


def _blank(crop: Crop, box: Box, inner: Box) -> None:
    """Paints over what lies beyond the cell's own rules."""
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
