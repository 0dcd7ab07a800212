"""Recovers lines of text that the arc of a grey seal joins into one blob, which the detector drops as a whole."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Mask, Quad

ProbabilityMap = npt.NDArray[np.float32]
"""The probability (0..1) that each pixel of the scaled page is text."""

PRINT_PROB = 0.3
"""The detector's own threshold."""
MIN_BLOB_HEIGHT_BARS = 2.5
MIN_BLOB_WIDTH_BARS = 8.0
"""A blob of joined lines is at least this high and wide, in bar heights (the median height of a detected line's bar).
"""
MIN_RUN_BARS = 4.0
"""A horizontal run of at least this many bar heights is a line; arcs, stars and letters of a seal's ring are shorter.
"""
COVERED_RATIO = 0.3
"""A blob with more than this share of its area inside detected lines belongs to them."""


def split_lines_at_arcs(probabilities: ProbabilityMap, found: Sequence[Quad]) -> ProbabilityMap | None:
    """Returns the detector's map with only the lines of joined blobs left in it; None if there are no such blobs.

    `found` are the detected lines, in pixels of the map.
    """
    is_print = (probabilities > PRINT_PROB).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(is_print)
    covered = np.zeros(probabilities.shape, np.uint8)
    for quad in found:
        cv2.fillPoly(covered, [np.round(quad).astype(np.int32)], (1,))
    covered_ratios = np.bincount(labels.ravel(), weights=covered.ravel(), minlength=count) / np.maximum(
        1, stats[:, cv2.CC_STAT_AREA]
    )
    bars = [
        stats[i, cv2.CC_STAT_AREA] / stats[i, cv2.CC_STAT_WIDTH]
        for i in range(1, count)
        if covered_ratios[i] > COVERED_RATIO
    ]
    if not bars:
        return None
    bar = float(np.median(bars))
    joined = [
        i
        for i in range(1, count)
        if covered_ratios[i] <= COVERED_RATIO
        and stats[i, cv2.CC_STAT_HEIGHT] > MIN_BLOB_HEIGHT_BARS * bar
        and stats[i, cv2.CC_STAT_WIDTH] > MIN_BLOB_WIDTH_BARS * bar
    ]
    return (
        np.where(_horizontal_runs(np.isin(labels, joined), bar), probabilities, 0).astype(np.float32)
        if joined
        else None
    )


def _horizontal_runs(blob: npt.NDArray[np.bool_], bar: float) -> npt.NDArray[np.bool_]:
    """Returns the parts of the blob that run horizontally along a line."""
    along: Mask = cv2.morphologyEx(
        blob.astype(np.uint8), cv2.MORPH_OPEN, np.ones((1, max(3, round(MIN_RUN_BARS * bar))), np.uint8)
    )
    return along > 0
