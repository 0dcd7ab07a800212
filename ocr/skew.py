"""How far a page lies askew, from the lines of print that were found on it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocr.engine import Quad

MOST = 15.0
"""Degrees. A line that slants more than this is a stamp or handwriting."""

LONG = 4.0
"""Only a line this many times as long as high tells its slant."""


def skew_degrees(quads: Sequence[Quad]) -> float:
    """Degrees clockwise by which print falls to the right; 0 without long lines. Half of all print lies below, half above."""
    slants = []
    for quad in quads:
        along, down = (quad[1] + quad[2] - quad[0] - quad[3]) / 2, (quad[3] + quad[2] - quad[0] - quad[1]) / 2
        length = float(np.linalg.norm(along))
        angle = float(np.degrees(np.arctan2(along[1], along[0])))
        if length > LONG * float(np.linalg.norm(down)) and abs(angle) < MOST:
            slants.append((angle, length))
    return _weighted_median(slants) if slants else 0.0


def _weighted_median(pairs: list[tuple[float, float]]) -> float:
    pairs.sort()
    total = np.cumsum([w for _, w in pairs])
    return pairs[int(np.searchsorted(total, total[-1] / 2))][0]
