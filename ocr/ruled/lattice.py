"""The lattice of one ruled table: the positions between its rows and columns, and where a ruling really stands on
them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gouji.ocr.ruled.connected_rulings import RulingGroup, distinct_positions
from gouji.ocr.ruled.dangling_ends import tie_dangling_ends
from gouji.ocr.ruled.open_borders import MIN_CONTINUING_RULINGS, MIN_EXTENSION_PT, open_border_ends
from gouji.ocr.ruled.rulings import Ruling

SAME_POSITION_PT = 3.0
"""Rulings no farther apart than this are one: a double ruling, or a row whose rulings were drawn cell by cell."""

MAX_OFFSET_PT = 2.0
"""Distance by which a ruling may lie off its position in the lattice."""

CROSSING_HALF_WIDTH_PT = 0.8
"""A stretch is measured from this distance off the centre lines of the rulings it ends at."""

MIN_BORDER_RATIO = 0.4
"""Minimum share of the table's side along which its outermost ruling runs."""

MIN_SLOTS = 4
"""A page border or a text box is no table."""

MIN_TABLE_WIDTH_PT = 80.0
"""Strokes of a large character form a group too, but a smaller one."""

MIN_TABLE_HEIGHT_PT = 12.0
"""The same in height."""

MIN_SINGLE_ROW_WIDTH_PT = 200.0
"""Minimum width of a table with a single row, such as the rest of a table on its last page."""

THROUGH_RULING_RATIO = 0.6
"""A table has at least two rulings of each direction that run along this share of it, or shorter ones of that length
together: of two tables one above the other, each has columns of its own, and none may run through both."""

LONGER_THAN_PRINT_PT = 30.0
"""No stroke of print is as long."""

Edges = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Lattice:
    """`xs` and `ys` separate columns and rows (dewarped pixels).

    `horizontal[i, c]` is true if a ruling on `ys[i]` runs over column c, `vertical[j, r]` if one on `xs[j]` runs along
    row r.
    """

    xs: list[float]
    ys: list[float]
    horizontal: Edges
    vertical: Edges


Measure = Callable[[list[float], list[float]], Lattice]
"""Returns the lattice of the positions xs and ys: tells for each stretch between two of them whether a ruling stands
there."""


def found_lattices(groups: Iterable[RulingGroup], measure: Measure, scale: float) -> list[Lattice]:
    """Returns the tables that groups of touching rulings form, from top to bottom.

    `scale` is in pixels per point.
    """
    found = (_lattice(group, measure, scale) for group in groups if _may_be_table(group, scale))
    return sorted((x for x in found if x is not None), key=lambda x: x.ys[0])


def _may_be_table(group: RulingGroup, scale: float) -> bool:
    """Tells whether the rulings are long enough for the smallest table.

    Characters form many groups that need no closer look.
    """
    return all(
        sum(r.length >= THROUGH_RULING_RATIO * min_width * scale for r in part) >= 2
        for part, min_width in zip(group, (MIN_TABLE_WIDTH_PT, MIN_TABLE_HEIGHT_PT), strict=True)
    )


def _lattice(group: RulingGroup, measure: Measure, scale: float) -> Lattice | None:
    ys, xs = (distinct_positions(part, SAME_POSITION_PT * scale) for part in group)
    if len(xs) < 2 or len(ys) < 2:
        return None
    lattice = _tidied(_without_stray_borders(measure(xs, ys), group, scale))
    # Positions suggested by characters are gone by now: the stretches that they split are measured again as a whole.
    lattice = _tidied(_without_stray_borders(measure(lattice.xs, lattice.ys), group, scale))
    lattice = _with_open_borders(lattice, group, measure, scale)
    return lattice if _is_table(lattice, group, scale) else None


def _with_open_borders(lattice: Lattice, group: RulingGroup, measure: Measure, scale: float) -> Lattice:
    """Adds the rows and columns whose last ruling is missing at the edge of the page."""
    xs, ys = lattice.xs, lattice.ys
    (left, right), (top, foot) = open_border_ends(ys, xs, group[0], scale), open_border_ends(xs, ys, group[1], scale)
    wider, higher = _with_ends(xs, left, right), _with_ends(ys, top, foot)
    return lattice if (wider, higher) == (xs, ys) else _tidied(measure(wider, higher))


def _with_ends(values: list[float], first: float | None, last: float | None) -> list[float]:
    return [*([first] if first is not None else []), *values, *([last] if last is not None else [])]


def _without_stray_borders(lattice: Lattice, group: RulingGroup, scale: float) -> Lattice:
    """Drops outermost positions with hardly any ruling: a scratch that touches the table.

    A border of which a fax has left pieces covers no stretch completely; it is recognised by the total length of its
    pieces. A position that the rulings of the other direction run across lies inside a table with open sides.
    """
    rows, columns = np.ones(len(lattice.ys), bool), np.ones(len(lattice.xs), bool)
    sides = (
        (rows, lattice.horizontal, lattice.ys, lattice.xs, group),
        (columns, lattice.vertical, lattice.xs, lattice.ys, (group[1], group[0])),
    )
    for keep, edges, at, along, (rulings, others) in sides:
        extent = max(1.0, along[-1] - along[0])
        share = np.maximum(
            edges @ np.diff(along) / extent, [_covered_length(rulings, position, scale) / extent for position in at]
        )
        is_inside = [_is_crossed(rulings, others, position, scale) for position in at]
        strong = np.flatnonzero((share >= MIN_BORDER_RATIO) | is_inside)
        if len(strong) >= 2:
            keep[: strong[0]], keep[strong[-1] + 1 :] = False, False
    horizontal, vertical = lattice.horizontal[rows][:, _inner(columns)], lattice.vertical[columns][:, _inner(rows)]
    return Lattice(_kept(lattice.xs, columns), _kept(lattice.ys, rows), horizontal, vertical)


def _is_crossed(rulings: Sequence[Ruling], others: Sequence[Ruling], position: float, scale: float) -> bool:
    """Tells whether rulings of the other direction run across a ruling at this position, and on beyond it."""
    own = [
        r for r in rulings if abs(r.at - position) <= MAX_OFFSET_PT * scale and r.length >= LONGER_THAN_PRINT_PT * scale
    ]
    beyond = MIN_EXTENSION_PT * scale
    return any(
        sum(o.low + beyond <= r.at <= o.high - beyond and r.low <= o.at <= r.high for o in others)
        >= MIN_CONTINUING_RULINGS
        for r in own
    )


def _covered_length(rulings: Sequence[Ruling], position: float, scale: float) -> float:
    """Returns how many pixels of a position its rulings cover together."""
    covered, end = 0.0, -np.inf
    for ruling in sorted((r for r in rulings if abs(r.at - position) <= MAX_OFFSET_PT * scale), key=lambda r: r.low):
        covered += max(0.0, ruling.high - max(ruling.low, end))
        end = max(end, ruling.high)
    return covered


def _inner(keep: Edges) -> Edges:
    """Returns the slots between kept positions. Only outer positions are dropped."""
    return keep[:-1] & keep[1:]


def _tidied(lattice: Lattice) -> Lattice:
    """Closes the border, ties every ruling to another, and drops positions without any ruling."""
    for side in (lattice.horizontal, lattice.vertical):
        side[0], side[-1] = True, True
    tie_dangling_ends(lattice.xs, lattice.ys, lattice.horizontal, lattice.vertical)
    rows: Edges = np.any(lattice.horizontal, axis=1)
    columns: Edges = np.any(lattice.vertical, axis=1)
    horizontal, vertical = _merged(lattice.horizontal[rows], columns), _merged(lattice.vertical[columns], rows)
    return Lattice(_kept(lattice.xs, columns), _kept(lattice.ys, rows), horizontal, vertical)


def _merged(edges: Edges, keep: Edges) -> Edges:
    """Merges stretches that are no longer separated: a ruling covers the whole if it covered most of it."""
    starts = np.flatnonzero(keep)
    parts = [edges[:, a:b].mean(axis=1) >= 0.5 for a, b in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)]
    return np.column_stack(parts)


def _kept(values: list[float], keep: Edges) -> list[float]:
    return [p for p, k in zip(values, keep.tolist(), strict=True) if k]


def _is_table(lattice: Lattice, group: RulingGroup, scale: float) -> bool:
    """Tells whether the lattice is large enough and held together by rulings that run through."""
    width, height = lattice.xs[-1] - lattice.xs[0], lattice.ys[-1] - lattice.ys[0]
    min_width = MIN_TABLE_WIDTH_PT if len(lattice.ys) > 2 else MIN_SINGLE_ROW_WIDTH_PT
    if width < min_width * scale or height < MIN_TABLE_HEIGHT_PT * scale or len(lattice.xs) < 3:
        return False
    through = all(
        _runs_through([r.length for r in part], extent, scale)
        for part, extent in zip(group, (width, height), strict=True)
    )
    return (len(lattice.ys) - 1) * (len(lattice.xs) - 1) >= MIN_SLOTS and through


def _runs_through(lengths: Sequence[float], extent: float, scale: float) -> bool:
    """Tells whether rulings of one direction, of these lengths, hold a table of this extent together."""
    least = THROUGH_RULING_RATIO * extent
    long = [length for length in lengths if length >= LONGER_THAN_PRINT_PT * scale]
    return sum(length >= least for length in lengths) >= 2 or sum(long) >= 2 * least
