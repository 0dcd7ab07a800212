"""How far a line of print in a cell really reaches: the threshold that parts ink from paper lets go of faint print beside darker print."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Mask
from gouji.ocr.image.grayscale import percentile
from gouji.schemas.glyph import Box

FAINT = 0.42
"""Print is at least this part as dark as the line's own ink."""

NOISE = 1.8
"""And this many times as dark as the bare paper beside it."""

GAP = 1.1
"""Line heights between two characters of one figure at the most."""

DARKEST = 3
"""Pixels of a column that make its darkness: a stroke is as thick."""

Profile = npt.NDArray[np.float32]


def reached(box: Box, inner: Box, grey: Mask, height: float) -> Box:
    """The line's box (pixels of the flat page), widened inside the cell's inner box over faint print that stands by it."""
    x0, y0, x1, y1 = (round(v) for v in box)
    left, right = max(0, round(inner[0])), min(grey.shape[1], round(inner[2]))
    band = grey[max(0, y0) : y1, left:right]
    if band.shape[0] < 4 or right - left <= x1 - x0 + 2:
        return box
    dark = _darkness(band)
    level = _part(dark[max(0, x0 - left) : x1 - left], 75) if x1 - left > max(0, x0 - left) else 0.0
    paper = _part(dark, 20)
    print_here = dark > max(FAINT * level, NOISE * paper)
    a = _onward(print_here[::-1], right - x0, round(GAP * height))
    b = _onward(print_here, x1 - left, round(GAP * height))
    return min(box[0], float(right - a)), box[1], max(box[2], float(left + b)), box[3]


def _darkness(band: Mask) -> Profile:
    """How dark each column of the band is, by its darkest pixels against the paper."""
    soft = cv2.GaussianBlur(band, (3, 3), 0).astype(np.uint8, copy=False)
    darkest = np.partition(soft, list(range(DARKEST)), axis=0)[:DARKEST][::-1].astype(np.float32)
    return np.asarray(np.clip(percentile(soft, 80)[0] - darkest, 0, None).mean(axis=0), dtype=np.float32)


def _part(values: Profile, percent: float) -> float:
    """What so many per cent of the values lie below, as `np.percentile` gives it for many more."""
    ordered, at = np.sort(values), percent / 100 * (len(values) - 1)
    low = int(at)
    return float(ordered[low]) + (float(ordered[min(low + 1, len(values) - 1)]) - float(ordered[low])) * (at - low)


def _onward(print_here: npt.NDArray[np.bool_], start: int, gap: int) -> int:
    """The end of the print that goes on from `start` without a wider gap than `gap`, and is as broad as a stroke."""
    end, last = start, start
    for place in range(start, len(print_here)):
        if place - last > gap:
            break
        if print_here[place] and print_here[max(0, place - 1)]:
            last = place
            end = place + 1
    return end
