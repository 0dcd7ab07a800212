"""Lines of print that the arc of a grey seal joins into one blob: the detector drops the blob, and with it the lines."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Mask, Quad

Map = npt.NDArray[np.float32]
"""How likely each place of the scaled page is print, 0..1."""

PRINT = 0.3
"""The detector's own threshold."""
TALL, WIDE = 2.5, 8.0
"""A blob of joined lines is so many bars high, and so many wide, at the least."""
RUN = 4.0
"""What runs so many bars along the line is a line; arcs, stars and letters of a seal's ring do not."""
COVERED = 0.3
"""The share of a blob inside of lines that were found, from which on it is theirs."""


def split_lines_at_arcs(seen: Map, found: Sequence[Quad]) -> Map | None:
    """The detector's map with nothing in it but the lines out of joined blobs; None where there are none. `found` are the lines found, in
    pixels of the map."""
    print_here = (seen > PRINT).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(print_here)
    inside = np.zeros(seen.shape, np.uint8)
    for quad in found:
        cv2.fillPoly(inside, [np.round(quad).astype(np.int32)], (1,))
    shares = np.bincount(labels.ravel(), weights=inside.ravel(), minlength=count) / np.maximum(
        1, stats[:, cv2.CC_STAT_AREA]
    )
    bars = [stats[i, cv2.CC_STAT_AREA] / stats[i, cv2.CC_STAT_WIDTH] for i in range(1, count) if shares[i] > COVERED]
    if not bars:
        return None
    bar = float(np.median(bars))
    joined = [
        i for i in range(1, count)
        if shares[i] <= COVERED and stats[i, cv2.CC_STAT_HEIGHT] > TALL * bar and stats[i, cv2.CC_STAT_WIDTH] > WIDE * bar
    ]  # fmt: skip
    return np.where(_runs(np.isin(labels, joined), bar), seen, 0).astype(np.float32) if joined else None


def _runs(blob: npt.NDArray[np.bool_], bar: float) -> npt.NDArray[np.bool_]:
    """The parts of the blob that run along the line."""
    along: Mask = cv2.morphologyEx(
        blob.astype(np.uint8), cv2.MORPH_OPEN, np.ones((1, max(3, round(RUN * bar))), np.uint8)
    )
    return along > 0
