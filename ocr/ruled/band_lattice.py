"""The lattice of a table with level rulings alone: rows from the rulings, columns from the white between its print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from gouji.ocr.ruled.connected_rulings import distinct_positions
from gouji.ocr.ruled.covered_stretches import covered_stretches
from gouji.ocr.ruled.lattice import SAME_POSITION_PT, Lattice
from gouji.ocr.ruled.rulings import Ruling

Extents = Sequence[tuple[float, float]]
"""Left and right end of each piece of print in a row, from left to right."""

MIN_FILLED_RATIO = 0.6
"""Share of the rows that hold print."""

MIN_COLUMNS, MIN_ROWS = 3, 3
"""So many rows hold so many cells."""

MIN_GAP_PT = 3.0
"""Print of two columns is at least so far apart."""

MIN_LONE_GAP_PT = 9.0
"""White in a single row that is narrower than a character is a blank or follows a comma."""

MIN_GAPS_AT_BOUNDARY = 3
"""So many rows with white at one place make it a boundary of columns for certain."""

SAME_END_PT, MIN_ENDS = 3.0, 2
"""Where so many rulings end, so near to one another, cells of one column are merged over rows: a boundary for certain."""

STEP_PT = 0.5


@dataclass(frozen=True, slots=True)
class _Boundary:
    """A boundary between two columns (points), and the print of each row that may cross it."""

    at: float
    rows: Sequence[Extents]

    def is_crossed(self) -> list[bool]:
        """For each row, whether its print crosses the boundary."""
        return [any(left < self.at < right for left, right in own) for own in self.rows]


def band_lattice(rulings: Sequence[Ruling], cells: Sequence[Extents], pieces: Sequence[Extents]) -> Lattice | None:
    """Returns the lattice of the table (points), None if all its print stands in one column.

    `cells` are the cells of each row as far as lines of print hold them together, `pieces` is its print parted at all white:
    what seems to cross a boundary that is certain does so only if a piece of it does.
    """
    low, high = min(r.low for r in rulings), max(r.high for r in rulings)
    by_ends = [_best_place(end, pieces) for end in _inner_ends(rulings, low, high)]
    by_white = [
        _Boundary(
            _place(a, b, rulings),
            [joined(own, MIN_GAP_PT) for own in pieces] if count >= MIN_GAPS_AT_BOUNDARY else cells,
        )
        for a, b, count in _white_between(cells)
        if not any(a - SAME_END_PT <= boundary.at <= b + SAME_END_PT for boundary in by_ends)
    ]
    inner = sorted([*by_ends, *by_white], key=lambda boundary: boundary.at)
    if not inner:
        return None
    ys, xs = distinct_positions(rulings, SAME_POSITION_PT), [low, *(boundary.at for boundary in inner), high]
    outer = [[False] * len(cells)]
    vertical = ~np.array([*outer, *(boundary.is_crossed() for boundary in inner), *outer])
    horizontal = covered_stretches(rulings, ys, xs)
    horizontal[[0, -1]] = True
    return Lattice(xs, ys, horizontal, vertical)


def are_rows(cells: Sequence[Extents]) -> bool:
    """Tells whether the bands between rulings are rows of a table: they hold print, and some of them several cells."""
    filled = sum(bool(own) for own in cells)
    return filled >= MIN_FILLED_RATIO * len(cells) and sum(len(own) >= MIN_COLUMNS for own in cells) >= MIN_ROWS


def joined(pieces: Extents, gap: float) -> list[tuple[float, float]]:
    """Returns the pieces with those as one that lie no farther apart than `gap` points."""
    out: list[tuple[float, float]] = []
    for left, right in pieces:
        if out and left - out[-1][1] < gap:
            out[-1] = (out[-1][0], max(right, out[-1][1]))
        else:
            out.append((left, right))
    return out


def _white_between(rows: Sequence[Extents]) -> list[tuple[float, float, int]]:
    """Returns the fewest white stretches of which one lies in each gap between two cells of a row, and how many do."""
    gaps = sorted(
        ((a[1], b[0]) for own in rows for a, b in pairwise(own) if b[0] - a[1] >= MIN_GAP_PT), key=lambda gap: gap[1]
    )
    out: list[tuple[float, float, int]] = []
    for left, right in gaps:
        if out and left < out[-1][1]:
            out[-1] = (max(out[-1][0], left), out[-1][1], out[-1][2] + 1)
        else:
            out.append((left, right, 1))
    return [(left, right, count) for left, right, count in out if count > 1 or right - left >= MIN_LONE_GAP_PT]


def _place(left: float, right: float, rulings: Sequence[Ruling]) -> float:
    """Returns the place of a boundary in white: where a ruling ends there, else the middle."""
    ends = [end for r in rulings for end in (r.low, r.high) if left <= end <= right]
    return median(ends) if ends else (left + right) / 2


def _inner_ends(rulings: Sequence[Ruling], low: float, high: float) -> list[float]:
    """Returns the places inside the table where several rulings begin or end."""
    groups: list[list[float]] = []
    for end in sorted(end for r in rulings for end in (r.low, r.high)):
        if groups and end - groups[-1][0] <= SAME_END_PT:
            groups[-1].append(end)
        else:
            groups.append([end])
    places = [median(group) for group in groups if len(group) >= MIN_ENDS]
    return [place for place in places if low + 2 * SAME_END_PT < place < high - 2 * SAME_END_PT]


def _best_place(end: float, pieces: Sequence[Extents]) -> _Boundary:
    """Returns the boundary near an end of rulings that crosses the print of the fewest rows."""
    near = [_Boundary(float(end + shift), pieces) for shift in np.arange(-SAME_END_PT, SAME_END_PT + STEP_PT, STEP_PT)]
    return min(near, key=lambda boundary: (sum(boundary.is_crossed()), abs(boundary.at - end)))
