"""Drops lattice positions that only strokes of characters suggest.

Two strokes side by side cross two others, and each pair confirms the other. What a ruling shows and they cannot: it is
longer than any character, or it runs without a break from one such ruling to another.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gouji.ocr.ruled.lattice import Edges, Lattice

MIN_RUN_PT = 11.0
"""Length of the shortest ruling between two others. Strokes of a table's print are shorter."""

LONGER_THAN_PRINT_PT = 30.0
"""No stroke is as long, not even of a heading."""

Flags = npt.NDArray[np.bool_]


def without_strokes(lattice: Lattice, scale: float) -> Lattice:
    """Returns the lattice without such inner positions. `scale` is in pixels per point.

    The stretches that they parted are to be measured again as a whole.
    """
    rows, columns = np.ones(len(lattice.ys), bool), np.ones(len(lattice.xs), bool)
    long_rows = _longest(lattice.horizontal, lattice.xs) >= LONGER_THAN_PRINT_PT * scale
    long_columns = _longest(lattice.vertical, lattice.ys) >= LONGER_THAN_PRINT_PT * scale
    rows[1:-1] = (long_rows | _ends_at(lattice.horizontal, lattice.xs, long_columns, scale))[1:-1]
    columns[1:-1] = (long_columns | _ends_at(lattice.vertical, lattice.ys, long_rows, scale))[1:-1]
    if rows.all() and columns.all():
        return lattice
    return Lattice(
        [x for x, keep in zip(lattice.xs, columns.tolist(), strict=True) if keep],
        [y for y, keep in zip(lattice.ys, rows.tolist(), strict=True) if keep],
        lattice.horizontal[rows][:, _slots(columns)],
        lattice.vertical[columns][:, _slots(rows)],
    )


def _longest(edges: Edges, along: list[float]) -> npt.NDArray[np.float64]:
    """Returns the length of the longest unbroken run at each position."""
    return np.array([max((along[b] - along[a] for a, b in _runs(row)), default=0.0) for row in edges])


def _ends_at(edges: Edges, along: list[float], is_ruling: Flags, scale: float) -> Flags:
    """Tells for each position whether one of its runs ends at two positions that are certainly rulings."""
    certain = is_ruling.copy()
    certain[[0, -1]] = True
    return np.array(
        [
            any(certain[a] and certain[b] and along[b] - along[a] >= MIN_RUN_PT * scale for a, b in _runs(row))
            for row in edges
        ]
    )


def _runs(row: Flags) -> list[tuple[int, int]]:
    """Returns the first and last position of each unbroken run."""
    steps = np.diff(np.concatenate(([False], row, [False])).astype(np.int8))
    return list(zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True))


def _slots(keep: Flags) -> Flags:
    """Returns which slots stay: one before each kept position but the first."""
    return keep[1:]
