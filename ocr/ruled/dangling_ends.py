"""Rules that end in the middle of a cell: a piece of them is lost, or they are no rules."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Edges = npt.NDArray[np.bool_]

ROUNDS = 8
"""Each change may loosen or tie other ends."""

SEEN = 0.4
"""A rule runs from one rule that it meets to the next, or not at all: it does where it is seen on this part of that way."""


def tied_ends(xs: Sequence[float], ys: Sequence[float], level: Edges, upright: Edges) -> None:
    """Changes `level` and `upright` (see Lattice) so that every rule ends at another."""
    for _ in range(ROUNDS):
        changed = _tied(level, upright, np.diff(xs)) + _tied(upright, level, np.diff(ys))
        if not changed:
            return


def _tied(edges: Edges, across: Edges, lengths: npt.NDArray[np.float64]) -> int:
    """How many rules of one direction were changed."""
    changed = 0
    for i in range(1, len(edges) - 1):
        before = edges[i].copy()
        met = np.flatnonzero(across[:, i - 1] | across[:, i]).tolist()
        for start, end in pairwise(met):
            share = float((before[start:end] * lengths[start:end]).sum()) / max(1e-6, float(lengths[start:end].sum()))
            edges[i, start:end] = share >= SEEN
        changed += int((before != edges[i]).any())
    return changed
