"""Extends a text line in a cell to its faint ends: the threshold that separates ink from paper drops faint strokes
next to dark ones."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Mask
from gouji.ocr.image.grayscale import percentile
from gouji.schemas.glyph import Box

MIN_DARKNESS_RATIO = 0.42
"""Print is at least this share as dark as the line's own ink."""

MIN_PAPER_RATIO = 1.8
"""Print is also at least this many times as dark as the bare paper beside it."""

MAX_CHARACTER_GAP = 1.1
"""Maximum gap between two characters of one figure, in line heights."""

DARKEST_PIXELS = 3
"""Number of pixels that determine the darkness of a column: a stroke is about this thick."""

Profile = npt.NDArray[np.float32]


def widen_to_faint_print(box: Box, inner: Box, grey: Mask, height: float) -> Box:
    """Widens the line's box (dewarped pixels) inside the cell's inner box to cover faint print next to it."""
    x0, y0, x1, y1 = (round(v) for v in box)
    left, right = max(0, round(inner[0])), min(grey.shape[1], round(inner[2]))
    band = grey[max(0, y0) : y1, left:right]
    if band.shape[0] < 4 or right - left <= x1 - x0 + 2:
        return box
    dark = _darkness(band)
    level = _percentile(dark[max(0, x0 - left) : x1 - left], 75) if x1 - left > max(0, x0 - left) else 0.0
    paper = _percentile(dark, 20)
    print_here = dark > max(MIN_DARKNESS_RATIO * level, MIN_PAPER_RATIO * paper)
    a = _print_end(print_here[::-1], right - x0, round(MAX_CHARACTER_GAP * height))
    b = _print_end(print_here, x1 - left, round(MAX_CHARACTER_GAP * height))
    return min(box[0], float(right - a)), box[1], max(box[2], float(left + b)), box[3]


def _darkness(band: Mask) -> Profile:
    """Returns the darkness of each column of the band: its darkest pixels against the paper."""
    soft = cv2.GaussianBlur(band, (3, 3), 0).astype(np.uint8, copy=False)
    darkest = np.partition(soft, list(range(DARKEST_PIXELS)), axis=0)[:DARKEST_PIXELS][::-1].astype(np.float32)
    return np.asarray(np.clip(percentile(soft, 80)[0] - darkest, 0, None).mean(axis=0), dtype=np.float32)


def _percentile(values: Profile, percent: float) -> float:
    """Returns a percentile as `np.percentile` does; that function is too slow for so few values."""
    ordered, at = np.sort(values), percent / 100 * (len(values) - 1)
    low = int(at)
    return float(ordered[low]) + (float(ordered[min(low + 1, len(values) - 1)]) - float(ordered[low])) * (at - low)


def _print_end(print_here: npt.NDArray[np.bool_], start: int, gap: int) -> int:
    """Returns the end of the print that continues from `start` without a gap wider than `gap`, and is as broad as a
    stroke."""
    end, last = start, start
    for place in range(start, len(print_here)):
        if place - last > gap:
            break
        if print_here[place] and print_here[max(0, place - 1)]:
            last = place
            end = place + 1
    return end
