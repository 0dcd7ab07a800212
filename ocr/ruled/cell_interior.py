"""Finds the interior of a cell, inside its rulings. Rulings wander, so each side is measured at the cell itself."""

from __future__ import annotations

import numpy as np

from gouji.ocr.engine.protocol import Mask
from gouji.ocr.ruled.rulings import PageRulings
from gouji.schemas.glyph import Box

MAX_WANDER_PT = 2.5
"""Distance by which a ruling may wander from its position in the lattice."""

UNSEEN_RULING_INSET_PT = 0.9
"""Distance from a ruling's centre line to print, where the ruling itself is not visible."""

RULING_MARGIN_PT = 0.3
"""Distance from the edge of a ruling to print."""

MIN_COVERED_RATIO = 0.35
"""A row of pixels belongs to a ruling if the ruling covers at least this share of it."""


def inner_box(box: Box, rulings: PageRulings, scale: float) -> Box:
    """Returns the cell without its rulings, in dewarped pixels. The box is never empty."""
    x0, y0, x1, y1 = box
    left = _edge(rulings.vertical.mask, x0, y0, y1, 1, scale)
    right = _edge(rulings.vertical.mask, x1, y0, y1, -1, scale)
    top = _edge(rulings.horizontal.mask, y0, x0, x1, 1, scale)
    bottom = _edge(rulings.horizontal.mask, y1, x0, x1, -1, scale)
    return left, top, max(left + 1, right), max(top + 1, bottom)


def _edge(mask: Mask, at: float, low: float, high: float, direction: int, scale: float) -> float:
    """Returns where the ruling on one side ends, on the side of the cell (`direction` 1: beyond the ruling, -1: before
    it).

    The mask is oriented as for horizontal rulings.
    """
    reach = round(MAX_WANDER_PT * scale)
    start, trim = max(0, round(at) - reach), 0.1 * (high - low)
    part = mask[start : round(at) + reach + 1, round(low + trim) : max(round(low + trim) + 1, round(high - trim))]
    seen = (
        np.flatnonzero(np.count_nonzero(part, axis=1) / part.shape[1] > MIN_COVERED_RATIO)
        if part.size
        else np.zeros(0, int)
    )
    if not len(seen):
        return at + direction * UNSEEN_RULING_INSET_PT * scale
    edge = start + (int(seen[-1]) + 1 if direction > 0 else int(seen[0]))
    return edge + direction * RULING_MARGIN_PT * scale
