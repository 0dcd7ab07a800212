"""Rules that end in the middle of a cell: a piece of them is lost, or they are no rules."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Edges = npt.NDArray[np.bool_]

ROUNDS = 8
"""Each change may loosen or tie other ends."""


def tied_ends(xs: Sequence[float], ys: Sequence[float], level: Edges, upright: Edges) -> None:
    """Changes `level` and `upright` (see Lattice) so that every rule ends at another.

    What is missing is put in where the rule stands on a longer way than it would have to be lengthened by, else the loose piece goes.
    """
    for _ in range(ROUNDS):
        changed = _tied(level, upright, np.diff(xs)) + _tied(upright, level, np.diff(ys))
        if not changed:
            return


def _tied(edges: Edges, across: Edges, lengths: npt.NDArray[np.float64]) -> int:
    """How many rules of one direction were changed."""
    changed = 0
    for i in range(1, len(edges) - 1):
        walls = _walls(across, i)
        row = edges[i].copy()
        for start, end in _chains(row, walls):
            _settle(row, walls, start, end, lengths)
        changed += int((row != edges[i]).any())
        edges[i] = row
    return changed


def _walls(across: Edges, i: int) -> Edges:
    """At which places a rule of the other direction meets the line `i`."""
    walls: Edges = across[:, i - 1] | across[:, i]
    return walls


def _chains(row: Edges, walls: Edges) -> list[tuple[int, int]]:
    """First and last-but-one stretch of each unbroken piece that has a loose end."""
    padded = np.diff(np.concatenate([[False], row, [False]]).astype(int))
    pieces = zip(np.flatnonzero(padded == 1).tolist(), np.flatnonzero(padded == -1).tolist(), strict=True)
    return [(a, b) for a, b in pieces if not (walls[a] and walls[b])]


def _settle(row: Edges, walls: Edges, start: int, end: int, lengths: npt.NDArray[np.float64]) -> None:
    """The piece is lengthened to the next rule on either side, or cut back to the last one that it meets."""
    ties = np.flatnonzero(walls)
    low = int(ties[ties <= start].max(initial=0))
    high = int(ties[ties >= end].min(initial=len(row)))
    if float(lengths[low:high].sum()) <= 2 * float(lengths[start:end].sum()):
        row[low:high] = True
        return
    inner = ties[(ties >= start) & (ties <= end)]
    row[start:end] = False
    if len(inner) >= 2:
        row[int(inner[0]) : int(inner[-1])] = True
