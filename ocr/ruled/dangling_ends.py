"""Repairs rulings that end in the middle of a cell: either a piece of the ruling is lost, or it is no ruling."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Edges = npt.NDArray[np.bool_]

MAX_ROUNDS = 8
"""Each change may loosen or tie other ends."""

MIN_VISIBLE_RATIO = 0.4
"""A ruling runs from one crossing ruling to the next, or not at all. It does if this share of that stretch is
visible."""


def tie_dangling_ends(xs: Sequence[float], ys: Sequence[float], horizontal: Edges, vertical: Edges) -> None:
    """Changes `horizontal` and `vertical` (see `Lattice`) in place so that every ruling ends at another."""
    for _ in range(MAX_ROUNDS):
        changed = _tie(horizontal, vertical, np.diff(xs)) + _tie(vertical, horizontal, np.diff(ys))
        if not changed:
            return


def _tie(edges: Edges, across: Edges, lengths: npt.NDArray[np.float64]) -> int:
    """Returns the number of rulings of one direction that were changed."""
    changed = 0
    for i in range(1, len(edges) - 1):
        before = edges[i].copy()
        crossings = np.flatnonzero(across[:, i - 1] | across[:, i]).tolist()
        for start, end in pairwise(crossings):
            share = float((before[start:end] * lengths[start:end]).sum()) / max(1e-6, float(lengths[start:end].sum()))
            edges[i, start:end] = share >= MIN_VISIBLE_RATIO
        changed += int((before != edges[i]).any())
    return changed
