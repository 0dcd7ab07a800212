"""Determines which way up a page is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.ocr.engine.protocol import Image, PageReader, Quad, mean_confidence
from gouji.ocr.lines.line_crops import crop_line

UPRIGHT_CONFIDENCE = 0.9
"""Text that is upside down never has a mean probability above this."""

SAMPLE_LINES = 5
"""How many of the longest lines are read both ways if a few characters do not decide."""

PROBE_LENGTH_HEIGHTS = 12.0
PROBE_MIN_CHARS = 8
"""This many line heights of the longest line are read first, and this many characters of it are enough to decide."""

LOW_CONFIDENCE = 0.75
TALLEST_LINES = 3
MIN_LINE_ASPECT = 3.0
"""If the long lines have less confidence than this in both directions, this many of the tallest lines decide.

A line is wider than its height by more than the last factor.
"""

DECISION_MARGIN = 0.02
"""The other direction must have this much more confidence."""


def is_sideways(quads: Sequence[Quad]) -> bool:
    """Whether most of the detected text runs up or down the page. Nearly square boxes are ignored."""
    horizontal = vertical = 0.0
    for quad in quads:
        width, height = np.ptp(quad[:, 0]), np.ptp(quad[:, 1])
        if width > 1.5 * height:
            horizontal += float(width)
        elif height > 1.5 * width:
            vertical += float(height)
    return vertical > horizontal


def is_upside_down(image: Image, quads: Sequence[Quad], reader: PageReader) -> bool:
    """Whether a few of the longest lines are read with more confidence the other way up.

    A dozen characters are enough to see that a page is upright in most cases.
    """
    longest = sorted(quads, key=lambda q: -float(np.ptp(q[:, 0])))[:SAMPLE_LINES]
    crops = [crop_line(image, quad).image for quad in longest]
    if not crops or _is_read_confidently(crops[0], reader):
        return False
    upright, upside_down = _both_ways(crops, reader)
    # Badly degraded print says nothing either way: the title is the last to go.
    if max(upright, upside_down) < LOW_CONFIDENCE:
        tallest = sorted(
            (q for q in quads if np.ptp(q[:, 0]) > MIN_LINE_ASPECT * np.ptp(q[:, 1])),
            key=lambda q: -float(np.ptp(q[:, 1])),
        )[:TALLEST_LINES]
        upright, upside_down = (
            _both_ways([crop_line(image, quad).image for quad in tallest], reader)
            if tallest
            else (upright, upside_down)
        )
    return upside_down > upright + DECISION_MARGIN


def _both_ways(crops: Sequence[Image], reader: PageReader) -> tuple[float, float]:
    """Returns the mean confidence upright and upside down; 0 for the latter if there is no need to try it."""
    upright = mean_confidence(reader.read_crops(list(crops)))
    if upright >= UPRIGHT_CONFIDENCE:
        return upright, 0.0
    return upright, mean_confidence(reader.read_crops([np.ascontiguousarray(p[::-1, ::-1]) for p in crops]))


def _is_read_confidently(crop: Image, reader: PageReader) -> bool:
    """Whether the middle of a line is read with high confidence as it is."""
    height, width = crop.shape[:2]
    probe_width = min(width, round(PROBE_LENGTH_HEIGHTS * height))
    start = (width - probe_width) // 2
    recognition = reader.read_crops([np.ascontiguousarray(crop[:, start : start + probe_width])])[0]
    return len(recognition.chars) >= PROBE_MIN_CHARS and recognition.confidence >= UPRIGHT_CONFIDENCE
