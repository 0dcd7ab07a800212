"""Fades a grey watermark: large letters across the page, of one grey between the paper and the print, under the print."""

from __future__ import annotations

from math import ceil, floor

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import grayscale, percentile

MIN_STROKE_PT, MAX_STROKE_PT = 2.0, 14.0
"""Thickness of the strokes of a watermark: more than the grey edge of print, less than a shaded cell."""
MIN_LETTER_PT = 15.0
"""Height of its letters, above which those of print hardly ever are."""
MAX_FILL = 0.75
"""Share of its box that a letter fills at the most; a shaded cell fills more."""
MAX_BROAD = 0.2
"""Share of it that may be broader than a stroke."""
MIN_PIXEL_CONTRAST, MIN_PAPER_CONTRAST, MIN_PRINT_CONTRAST = 14.0, 20.0, 50.0
"""Grey levels between a pixel of a watermark, or the whole of it, and the paper, and between print and watermark: with less they
cannot be told apart."""
MAX_SPREAD = 11.0
"""Standard deviation of the grey levels of a watermark: a picture has all of them."""
MIN_SHARE = 0.004
"""Share of the page that it covers at the least."""
MIN_PRINT_SHARE = 0.004
"""Share of its strokes that print crosses at the least: grey letters that nothing crosses are print themselves."""
MIN_INK_PX = 500
GROWTH_PT, BRIDGE_PT, RIM_PT = 1.6, 2.6, 0.9
"""Gaps between parts of a letter, print that crosses its strokes, and the pale rim of the strokes."""
PAPER_TOLERANCE = 0.94


def with_watermark_faded(image: Image, scale: float) -> Image:
    """Returns the page with its watermark as white as the paper; the page itself if it has none."""
    grey = grayscale(image)
    paper = percentile(np.ascontiguousarray(grey[::3, ::3]), 50)[0]
    ink = grey[grey < ceil(0.6 * paper)]
    if ink.size < MIN_INK_PX:
        return image
    core, strokes = (percentile(ink[None, :], percent)[0] for percent in (8, 50))
    # Bytes are compared with whole numbers: with others, all of the page would become floats first.
    darkest, lightest = floor(strokes + MIN_PRINT_CONTRAST / 2), ceil(paper - MIN_PIXEL_CONTRAST)
    mark = _letters((grey < lightest) & (grey > darkest), scale)
    if float(mark.mean()) < MIN_SHARE:
        return image
    inside = grey[cv2.erode(mark.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0]
    level = float(np.median(inside)) if inside.size else paper
    spread = float(np.std(inside)) if inside.size else 255.0
    whole = cv2.morphologyEx(mark.astype(np.uint8), cv2.MORPH_CLOSE, _square(BRIDGE_PT, scale))
    around = cv2.dilate(whole, _square(RIM_PT, scale)) > 0
    crossed = float((grey[around] <= strokes).sum()) / max(1, int(mark.sum()))
    apart = paper - level >= MIN_PAPER_CONTRAST and level - strokes >= MIN_PRINT_CONTRAST
    if spread > MAX_SPREAD or crossed < MIN_PRINT_SHARE or not apart:
        return image
    return _faded(image, grey, around, core, level, paper)


def _letters(between: Mask, scale: float) -> Mask:
    """Returns the strokes of large letters among what is as grey as a watermark may be."""
    mask = between.astype(np.uint8)
    thick = cv2.morphologyEx(mask, cv2.MORPH_OPEN, _square(MIN_STROKE_PT, scale))
    if float(thick.mean()) < MIN_SHARE:
        return np.zeros(mask.shape, bool)  # whatever the letters are, they are too few
    broad = cv2.morphologyEx(thick, cv2.MORPH_OPEN, _square(MAX_STROKE_PT, scale)) > 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(thick, _square(GROWTH_PT, scale)))
    height, width = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    letters = np.minimum(height, width) >= MIN_LETTER_PT * scale
    letters &= stats[:, cv2.CC_STAT_AREA] <= MAX_FILL * height * width
    cells = np.bincount(labels[broad], minlength=count) > MAX_BROAD * stats[:, cv2.CC_STAT_AREA]
    letters &= ~cells
    letters[0] = False
    found: Mask = (thick > 0) & letters[labels] if count > 1 else np.zeros(mask.shape, bool)
    return found


def _faded(image: Image, grey: Image, around: Mask, core: float, level: float, paper: float) -> Image:
    """Returns the page on which, near the watermark, what is as dark as print stays and what is as pale as it is paper."""
    out = image.copy()
    shown = np.clip((grey[around] - core) / max(1.0, PAPER_TOLERANCE * level - core), 0, 1) * (paper - core) + core
    out[around] = shown[:, None].astype(np.uint8) if out.ndim == 3 else shown.astype(np.uint8)
    return out


def _square(side_pt: float, scale: float) -> Mask:
    side = max(3, round(side_pt * scale) | 1)
    square: Mask = np.ones((side, side), np.uint8)
    return square
