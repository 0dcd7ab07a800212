"""Completes tables cut by the edge of the page: the rulings between their columns continue, but no ruling closes the
last row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from gouji.ocr.ruled.rulings import Ruling

MIN_EXTENSION_PT = 8.0
"""Distance by which rulings continue beyond the last crossing one. Less holds no row of print."""

MIN_CONTINUING_RULINGS = 3
"""Minimum number of rulings that continue beyond the last crossing one."""

MIN_CONTINUING_RATIO = 0.6
"""Minimum share that continues of the rulings that reach the last crossing one."""

RULING_SNAP_PT = 3.0
"""Rulings that lie, or end, this near to one another are one, or meet."""


def open_border_ends(
    at: Sequence[float], across: Sequence[float], rulings: Sequence[Ruling], scale: float
) -> tuple[float | None, float | None]:
    """Returns where rulings at the positions `at` end before the first and beyond the last of the positions `across`
    (dewarped pixels).

    Each value is the edge of a row that has no ruling of its own there, or None if the rulings end at the crossing one
    as they should. `scale` is in pixels per point.
    """
    own = [[r for r in rulings if abs(r.at - position) <= RULING_SNAP_PT * scale] for position in at]
    mirrored = [[replace(r, low=-r.high, high=-r.low) for r in each] for each in own]
    before, after = _end(mirrored, -across[0], scale), _end(own, across[-1], scale)
    return None if before is None else -before, after


def _end(columns: Sequence[Sequence[Ruling]], last: float, scale: float) -> float | None:
    ends = [end for rulings in columns if (end := _extent(rulings, last, RULING_SNAP_PT * scale)) is not None]
    beyond = [end for end in ends if end > last + MIN_EXTENSION_PT * scale]
    return median(beyond) if len(beyond) >= max(MIN_CONTINUING_RULINGS, MIN_CONTINUING_RATIO * len(ends)) else None


def _extent(rulings: Sequence[Ruling], last: float, slack: float) -> float | None:
    """Returns how far the pieces of one ruling that reach `last` continue from there; None if none reaches it."""
    end = None
    for ruling in sorted(rulings, key=lambda r: r.low):
        if end is None and ruling.low < last - slack <= ruling.high:
            end = ruling.high
        elif end is not None and ruling.low <= end + slack:
            end = max(end, ruling.high)
    return end
