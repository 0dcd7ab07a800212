"""Columns without rulings inside a ruled table: the white that the rows of one wide column have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Mask
from gouji.ocr.ruled.lattice import Lattice
from gouji.schemas.glyph import Box

MIN_WIDTH_PT = 150.0
"""A narrower column holds no three others."""
MIN_ROWS, MIN_COLUMNS = 4, 3
"""So many rows must show the same columns, and so many columns."""
MIN_WHITE_PT = 4.0
"""White between two columns in all rows together; characters of one word stand closer."""
MIN_WHITE_RATIO = 0.9
"""Share of the rows that are white where two columns meet. In the others a heading runs across."""
MIN_FILLED_RATIO = 0.6
"""Share of the rows that hold print in a column, and of the columns that hold print in a row."""
MARGIN_PT = 2.0
"""The rulings of a cell and their shadow lie within this of its sides."""

Profile = npt.NDArray[np.bool_]
"""Whether there is print at each step of a row, from left to right."""
PrintOf = Callable[[float, float, float, float], Profile]
"""The profile of a box (left, top, right, bottom), in steps of one unit of the lattice."""


def with_open_columns(lattice: Lattice, print_of: PrintOf, scale: float) -> Lattice:
    """Returns the lattice with the positions between such columns, and rulings on them in the rows that are white there.

    `scale` is in units of the lattice per point.
    """
    for left in [x for x, right in pairwise(lattice.xs) if right - x >= MIN_WIDTH_PT * scale]:
        column = lattice.xs.index(left)
        found = _boundaries(lattice, column, print_of, scale)
        if len(found) >= MIN_COLUMNS - 1:
            lattice = _parted(lattice, column, found, print_of, scale)
    return lattice


def ink_print(ink: Mask) -> PrintOf:
    """Returns the profiles of a page's ink, of which a dot alone is dirt."""

    def profile(left: float, top: float, right: float, bottom: float) -> Profile:
        part = ink[max(0, round(top)) : max(0, round(bottom)), max(0, round(left)) : max(0, round(right))]
        out: Profile = np.count_nonzero(part, axis=0) >= 2
        return out

    return profile


def box_print(boxes: Sequence[Box]) -> PrintOf:
    """Returns the profiles of characters whose boxes are known."""

    def profile(left: float, top: float, right: float, bottom: float) -> Profile:
        out = np.zeros(max(0, round(right) - round(left)), bool)
        for x0, y0, x1, y1 in boxes:
            if top <= (y0 + y1) / 2 < bottom and x0 < right and left < x1:
                out[max(0, round(x0) - round(left)) : max(0, round(x1) - round(left))] = True
        return out

    return profile


def _rows(lattice: Lattice, column: int, print_of: PrintOf, scale: float) -> list[Profile]:
    """Returns the profile of each row of a column."""
    margin, left, right = MARGIN_PT * scale, lattice.xs[column], lattice.xs[column + 1]
    return [
        print_of(left + margin, top + margin, right - margin, bottom - margin) for top, bottom in pairwise(lattice.ys)
    ]


def _boundaries(lattice: Lattice, column: int, print_of: PrintOf, scale: float) -> list[float]:
    """Returns the positions between the columns inside a column, none if its rows do not agree on them."""
    closed = lattice.vertical[column] & lattice.vertical[column + 1]
    profiles = [profile for profile, own in zip(_rows(lattice, column, print_of, scale), closed, strict=True) if own]
    profiles = [profile for profile in profiles if len(_whites(profile, scale)) >= MIN_COLUMNS - 1]
    width = min(map(len, profiles), default=0)
    if len(profiles) < MIN_ROWS or len(profiles) < MIN_FILLED_RATIO * np.count_nonzero(closed) or not width:
        return []
    printed = np.array([profile[:width] for profile in profiles])
    white: Profile = printed.mean(axis=0) <= 1 - MIN_WHITE_RATIO
    cuts = [(a + b) / 2 for a, b in _whites(~white, scale)]
    edges = [0, *map(round, cuts), width]
    held = [printed[:, a:b].any(axis=1).mean() >= MIN_FILLED_RATIO for a, b in pairwise(edges)]
    return [lattice.xs[column] + MARGIN_PT * scale + cut for cut in cuts] if all(held) else []


def _whites(profile: Profile, scale: float) -> list[tuple[int, int]]:
    """Returns the white between two prints of a row that is wide enough to part columns."""
    places = np.flatnonzero(profile)
    return [(int(a) + 1, int(b)) for a, b in pairwise(places) if b - a - 1 >= MIN_WHITE_PT * scale]


def _parted(lattice: Lattice, column: int, cuts: Sequence[float], print_of: PrintOf, scale: float) -> Lattice:
    left = lattice.xs[column] + MARGIN_PT * scale
    reach = max(1, round(MIN_WHITE_PT * scale / 4))
    clear = np.array(
        [
            [
                not profile[max(0, round(cut - left) - reach) : round(cut - left) + reach].any()
                for profile in _rows(lattice, column, print_of, scale)
            ]
            for cut in cuts
        ]
    )
    vertical = np.insert(lattice.vertical, [column + 1] * len(cuts), clear, axis=0)
    horizontal = np.insert(lattice.horizontal, [column] * len(cuts), lattice.horizontal[:, [column]], axis=1)
    xs = [*lattice.xs[: column + 1], *cuts, *lattice.xs[column + 1 :]]
    return replace(lattice, xs=xs, horizontal=horizontal, vertical=vertical)
