"""Which way up a page is: what has to be undone before it can be read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocr.crops import line_crop
from ocr.engine import Image, PageReader, Quad, mean_confidence

GOOD = 0.9
"""A mean probability above this is never that of print on its head."""

SAMPLE = 5
"""How many long lines are read both ways."""

MARGIN = 0.02
"""The other way must be surer by this much."""


def lies_on_side(quads: Sequence[Quad]) -> bool:
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
    """True when a few of the longest lines read surer the other way up."""
    longest = sorted(quads, key=lambda q: -float(np.ptp(q[:, 0])))[:SAMPLE]
    pictures = [line_crop(image, quad).image for quad in longest]
    upright = mean_confidence(reader.read_crops(pictures))
    if upright >= GOOD or not pictures:
        return False
    return mean_confidence(reader.read_crops([np.ascontiguousarray(p[::-1, ::-1]) for p in pictures])) > upright + MARGIN
