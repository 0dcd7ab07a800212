"""Finds the long level rulings of a deskewed page that may have no upright ones."""

from __future__ import annotations

from gouji.ocr.image.page_image import PageImage
from gouji.ocr.ruled.line_segments import line_segments, segment_masks, thin_dark_masks
from gouji.ocr.ruled.rulings import Ruling

MIN_LENGTH_PT = 100.0
"""Length that no stroke and hardly an underline has."""

MAX_BREAK_PT = 3.2
"""A dotted or broken ruling with a gap no longer than this continues."""

MAX_DRIFT_PT = 6.0
"""A segment that rises by more than this from end to end is none."""


def level_rulings(page_image: PageImage, scale: float) -> list[Ruling]:
    """Returns the rulings in points. `scale` is in pixels per point."""
    dark = thin_dark_masks(page_image.grayscale, scale)
    mask = segment_masks(dark, scale, MIN_LENGTH_PT, MAX_BREAK_PT).horizontal
    return [
        Ruling(float(s.across.mean()) / scale, float(s.along[0]) / scale, float(s.along[-1] + 1) / scale)
        for s in line_segments(mask, MIN_LENGTH_PT * scale)
        if float(s.across.max() - s.across.min()) <= MAX_DRIFT_PT * scale
    ]
