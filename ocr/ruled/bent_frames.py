"""The outlines of tables with level rulings alone on a bent page, where lines of print are no measure of rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.ocr.ruled.dewarp import PageWarp
from gouji.ocr.ruled.lattice import Lattice
from gouji.ocr.ruled.level_rulings import MAX_DRIFT_PT, MIN_LENGTH_PT
from gouji.ocr.ruled.rulings import Ruling

SAME_END_PT = 6.0
"""Rulings of one table end this near to one another."""

MIN_RULINGS, MAX_BAND_PT = 5, 200.0
"""Fewer rulings from side to side are a head or a foot; two that lie farther apart are of two tables."""

POINTS = 9
"""A ruling is followed at so many places."""


def bent_frames(level: Sequence[Ruling], found: Sequence[Lattice], warp: PageWarp, scale: float) -> list[Lattice]:
    """Returns the outline of each table as a lattice of one column, with its rulings from side to side.

    `level` are the level rulings of the page laid flat, in pixels; `found` are its tables, within which none is sought.
    Empty on a page on which rulings run level as it lies: there the lines of print tell more.
    """
    long = [r for r in level if r.length >= MIN_LENGTH_PT * scale and not any(_is_inside(r, each) for each in found)]
    if not any(_drift(ruling, warp) > MAX_DRIFT_PT * scale for ruling in long):
        return []
    groups: list[list[Ruling]] = []
    for ruling in sorted(long, key=lambda r: r.at):
        group = next((g for g in groups if _goes_on(ruling, g[-1], level, scale)), None)
        if group is None:
            groups.append([ruling])
        else:
            group.append(ruling)
    out: list[Lattice] = []
    # the widest first: rulings beside merged cells are as good as a table within one
    for group in sorted(groups, key=lambda g: -g[0].length):
        frame = _frame(group)
        if len(group) >= MIN_RULINGS and not any(_overlap(frame, each) for each in [*found, *out]):
            out.append(frame)
    return out


def _is_inside(ruling: Ruling, lattice: Lattice) -> bool:
    middle = (ruling.low + ruling.high) / 2
    return lattice.xs[0] <= middle <= lattice.xs[-1] and lattice.ys[0] <= ruling.at <= lattice.ys[-1]


def _overlap(one: Lattice, other: Lattice) -> bool:
    return all(a[0] < b[-1] and b[0] < a[-1] for a, b in ((one.xs, other.xs), (one.ys, other.ys)))


def _drift(ruling: Ruling, warp: PageWarp) -> float:
    """How far a ruling rises and falls on the page as it lies."""
    at = np.linspace(ruling.low, ruling.high, POINTS)
    return float(np.ptp(warp.to_page(np.column_stack([at, np.full(POINTS, ruling.at)]))[:, 1]))


def _goes_on(ruling: Ruling, last: Ruling, level: Sequence[Ruling], scale: float) -> bool:
    """Whether a ruling runs from side to side of the table of another one above it; shorter ones may lie between them."""
    slack = SAME_END_PT * scale
    if abs(ruling.low - last.low) > slack or abs(ruling.high - last.high) > slack:
        return False
    between = sorted(
        r.at
        for r in level
        if last.at <= r.at <= ruling.at and last.low - slack <= r.low and r.high <= last.high + slack
    )
    return bool(np.diff([last.at, *between, ruling.at]).max() <= MAX_BAND_PT * scale)


def _frame(rulings: Sequence[Ruling]) -> Lattice:
    xs = [min(r.low for r in rulings), max(r.high for r in rulings)]
    ys = [ruling.at for ruling in rulings]
    return Lattice(xs, ys, np.ones((len(ys), 1), bool), np.ones((2, len(ys) - 1), bool))
