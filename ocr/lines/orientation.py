"""Which way up a page is: what has to be undone before it can be read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.ocr.engine.protocol import Image, PageReader, Quad, mean_confidence
from gouji.ocr.lines.line_crops import crop_line

GOOD = 0.9
"""A mean probability above this is never that of print on its head."""

SAMPLE = 5
"""How many long lines are read both ways, where a few characters do not tell."""

TASTE, ENOUGH = 12.0, 8
"""Line heights of the longest line that are read first, and how many characters of it are enough to tell."""

POOR, TITLES, LINE = 0.75, 3, 3.0
"""Where the long lines are read less surely than this both ways, so many of the highest ones decide; a line is so many times as long as high."""

MARGIN = 0.02
"""The other way must be surer by this much."""


def is_sideways(quads: Sequence[Quad]) -> bool:
    """True when most of the print found runs up or down the page. Nearly square pieces say nothing."""
    across = down = 0.0
    for quad in quads:
        width, height = np.ptp(quad[:, 0]), np.ptp(quad[:, 1])
        if width > 1.5 * height:
            across += float(width)
        elif height > 1.5 * width:
            down += float(height)
    return down > across


def is_upside_down(image: Image, quads: Sequence[Quad], reader: PageReader) -> bool:
    """True when a few of the longest lines read surer the other way up. Most pages are known to be upright by a dozen characters."""
    longest = sorted(quads, key=lambda q: -float(np.ptp(q[:, 0])))[:SAMPLE]
    pictures = [crop_line(image, quad).image for quad in longest]
    if not pictures or _reads_well(pictures[0], reader):
        return False
    upright, turned = _both_ways(pictures, reader)
    if max(upright, turned) < POOR:  # print that dissolves says nothing either way: the title is the last to go
        tallest = sorted(
            (q for q in quads if np.ptp(q[:, 0]) > LINE * np.ptp(q[:, 1])), key=lambda q: -float(np.ptp(q[:, 1]))
        )[:TITLES]
        upright, turned = (
            _both_ways([crop_line(image, quad).image for quad in tallest], reader) if tallest else (upright, turned)
        )
    return turned > upright + MARGIN


def _both_ways(pictures: Sequence[Image], reader: PageReader) -> tuple[float, float]:
    """How surely the lines are read as they stand, and on their head; 0 for the latter where that need not be tried."""
    upright = mean_confidence(reader.read_crops(list(pictures)))
    if upright >= GOOD:
        return upright, 0.0
    return upright, mean_confidence(reader.read_crops([np.ascontiguousarray(p[::-1, ::-1]) for p in pictures]))


def _reads_well(picture: Image, reader: PageReader) -> bool:
    """Whether the middle of a line is read surely as it stands."""
    height, width = picture.shape[:2]
    taste = min(width, round(TASTE * height))
    start = (width - taste) // 2
    reading = reader.read_crops([np.ascontiguousarray(picture[:, start : start + taste])])[0]
    return len(reading.chars) >= ENOUGH and reading.confidence >= GOOD
