"""What lies inside of the rules round a cell: rules wander, so each side is looked at where the cell is."""

from __future__ import annotations

import numpy as np

from gouji.ocr.engine.protocol import Mask
from gouji.ocr.ruled.rulings import PageRules
from gouji.schemas.glyph import Box

REACH = 2.5
"""Points by which a rule may wander about its place in the lattice."""

INSET = 0.9
"""Points between the middle line of a rule and print, where the rule itself is not seen."""

AIR = 0.3
"""Points between the edge of a rule and print."""

SEEN = 0.35
"""A column of pixels belongs to a rule when the rule covers this part of it."""


def inner_box(box: Box, rules: PageRules, scale: float) -> Box:
    """The cell without its rules, flat pixels; never empty."""
    x0, y0, x1, y1 = box
    left = _edge(rules.upright.mask, x0, y0, y1, 1, scale)
    right = _edge(rules.upright.mask, x1, y0, y1, -1, scale)
    top = _edge(rules.level.mask, y0, x0, x1, 1, scale)
    bottom = _edge(rules.level.mask, y1, x0, x1, -1, scale)
    return left, top, max(left + 1, right), max(top + 1, bottom)


def _edge(mask: Mask, at: float, low: float, high: float, way: int, scale: float) -> float:
    """Where the rule at a side ends, on the side of the cell (`way` 1: beyond it, -1: before it). The mask lies as for level rules."""
    reach = round(REACH * scale)
    start, trim = max(0, round(at) - reach), 0.1 * (high - low)
    part = mask[start : round(at) + reach + 1, round(low + trim) : max(round(low + trim) + 1, round(high - trim))]
    seen = np.flatnonzero(np.count_nonzero(part, axis=1) / part.shape[1] > SEEN) if part.size else np.zeros(0, int)
    if not len(seen):
        return at + way * INSET * scale
    edge = start + (int(seen[-1]) + 1 if way > 0 else int(seen[0]))
    return edge + way * AIR * scale
