"""Reads cells whose text is turned by a quarter, as in narrow columns of labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.ocr.engine.protocol import PageReader, Recognition, mean_confidence
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.image.transforms import rotate_quarter
from gouji.ocr.lines.glyph_lines import PlacedRecognition
from gouji.ocr.lines.line_crops import Crop
from gouji.ocr.ruled.cell_crops import cell_crop
from gouji.ocr.ruled.dewarp import PageWarp
from gouji.schemas.glyph import Box

MIN_ASPECT_RATIO = 2.0
"""Height of the print of such a cell in its widths: characters one above the other look the same, but are read."""

MAX_WIDTH_LINES = 1.6
"""Its print is no wider than one line is high, in line heights."""

MIN_LINES = 3
SURE = 0.93
"""Lines that were read more surely than this stand upright."""

MIN_TURNED_CONFIDENCE = 0.8
MIN_GAIN = 0.05
"""By how much surer a turned reading must be than the upright one."""


def turned_reading(
    lines: Sequence[Box],
    upright: Sequence[PlacedRecognition],
    inner: Box,
    page_image: PageImage,
    warp: PageWarp,
    height: float,
    reader: PageReader,
) -> tuple[Crop, Recognition] | None:
    """Returns a cell's print as one turned line with its reading; None if its lines were read better.

    `lines` are the boxes of the lines that were found in the cell and `upright` their readings; `inner` is the cell
    without its rulings (dewarped pixels), `height` the usual line height.
    """
    if len(lines) < MIN_LINES:
        return None
    box = (min(b[0] for b in lines), min(b[1] for b in lines), max(b[2] for b in lines), max(b[3] for b in lines))
    width = box[2] - box[0]
    before = mean_confidence(u.recognition for u in upright)
    if width > MAX_WIDTH_LINES * height or box[3] - box[1] < MIN_ASPECT_RATIO * width or before > SURE:
        return None
    crop = cell_crop(page_image, warp, box, inner, height)
    turned = [_turned(crop, degrees) for degrees in (90, 270)]
    readings = reader.read_crops([t.image for t in turned])
    best, reading = max(zip(turned, readings, strict=True), key=lambda pair: pair[1].confidence)
    sure = reading.confidence >= max(MIN_TURNED_CONFIDENCE, before + MIN_GAIN)
    return (best, reading) if sure and len(reading.chars) >= MIN_LINES else None


def _turned(crop: Crop, degrees: int) -> Crop:
    image, matrix = rotate_quarter(crop.image, degrees)
    return Crop(np.ascontiguousarray(image), crop.back @ np.linalg.inv(matrix))
