"""Tells which stretches between crossing rulings a ruling covers, for rulings that are known exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.ocr.ruled.lattice import CROSSING_HALF_WIDTH_PT, SAME_POSITION_PT, Edges
from gouji.ocr.ruled.rulings import Ruling

MIN_COVERED_RATIO = 0.72
"""Minimum share of the stretch between two crossing rulings that a ruling covers."""


def covered_stretches(rulings: Sequence[Ruling], at: Sequence[float], along: Sequence[float]) -> Edges:
    """For each position (first index) and each stretch along it (second): whether a ruling stands there."""
    out = np.zeros((len(at), len(along) - 1), bool)
    starts, ends = np.array(along[:-1]) + CROSSING_HALF_WIDTH_PT, np.array(along[1:]) - CROSSING_HALF_WIDTH_PT
    for i, position in enumerate(at):
        covered = np.zeros(len(starts))
        for low, high in _extents([r for r in rulings if abs(r.at - position) <= SAME_POSITION_PT]):
            covered += np.clip(np.minimum(ends, high) - np.maximum(starts, low), 0, None)
        out[i] = covered >= MIN_COVERED_RATIO * np.maximum(ends - starts, 0.1)
    return out


def _extents(rulings: Sequence[Ruling]) -> list[tuple[float, float]]:
    """Returns where the rulings of one position run, without overlaps."""
    out: list[tuple[float, float]] = []
    for ruling in sorted(rulings, key=lambda r: r.low):
        if out and ruling.low <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], ruling.high))
        else:
            out.append((ruling.low, ruling.high))
    return out
