"""The lattice of one ruled table: the positions between its rows and columns, and where a ruling really stands on
them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gouji.ocr.ruled.connected_rulings import RulingGroup, connected_rulings, distinct_positions
from gouji.ocr.ruled.dangling_ends import tie_dangling_ends
from gouji.ocr.ruled.open_borders import open_border_ends
from gouji.ocr.ruled.rulings import (
    Direction,
    PageRulings,
    Ruling,
    coverage,
    crowding,
    is_dotted,
    is_under_seal,
    ruling_darkness,
    solidity,
    straddled_ratio,
)

RULING_SNAP_PT = 4.0
"""Rulings that end this near to one another meet."""

SAME_POSITION_PT = 3.0
"""Rulings no farther apart than this are one: a double ruling, or a row whose rulings were drawn cell by cell."""

MAX_OFFSET_PT = 2.0
"""Distance by which a ruling may lie off its position in the lattice."""

MIN_COVERAGE = 0.72
"""Minimum share of the stretch between two slots that a ruling covers."""

CROSSING_HALF_WIDTH_PT = 0.8
"""A stretch is measured from this distance off the centre lines of the rulings it ends at."""

END_LENGTH_PT = 1.3
"""Length of the end of a stretch. A ruling meets the rulings it ends at; characters keep off them."""

MIN_END_VISIBLE_RATIO = 0.6
"""Minimum visible share of that end."""

UNBROKEN_SOLIDITY = 0.97
"""No row of characters is unbroken over so large a share of its length."""

MIN_SOLIDITY_BESIDE_PRINT = 0.88
"""Minimum solidity of a ruling with print close to it."""

MAX_PRINT_BESIDE_RATIO = 0.2
"""Maximum share of print on either side of a broken ruling."""

DOUBTFUL_POSITION_RATIO = 0.4
"""A position is doubtful if rulings cover a smaller share of it than this."""

WHOLE_STRETCH_SOLIDITY = 0.93
"""A stretch with a higher solidity than this is whole."""

MAX_STRADDLED_RATIO_BROKEN = 0.15
"""A broken stretch of a doubtful position lies in a row of print if print straddles this share of it."""

MAX_STRADDLED_RATIO_WHOLE = 0.5
"""The same for a whole stretch."""

LONG_RULING_PT = 36.0
"""A broken ruling of at least this length need not be visible where others cross it."""

THROUGH_RULING_LENGTH_PT = 100.0
"""Length of a ruling that runs through whatever lies beside it, such as the rim and the lettering of a seal.

Strokes of print never form one as long."""

MIN_THROUGH_COVERAGE = 0.95
"""Minimum visible share of a stretch on such a ruling."""

MIN_THROUGH_SOLIDITY = 0.8
"""Minimum solidity of a stretch on such a ruling."""

MIN_BORDER_RATIO = 0.4
"""Minimum share of the table's side along which its outermost ruling runs."""

MIN_SEALED_COVERAGE = 0.85
"""The same coverage inside a seal, whose star lies on the ruling."""

MIN_SEALED_SOLIDITY = 0.6
"""The same solidity inside a seal."""

MIN_SLOTS = 4
"""A page border or a text box is no table."""

MIN_TABLE_WIDTH_PT = 80.0
"""Strokes of a large character form a group too, but a smaller one."""

MIN_TABLE_HEIGHT_PT = 12.0
"""The same in height."""

MIN_SINGLE_ROW_WIDTH_PT = 200.0
"""Minimum width of a table with a single row, such as the rest of a table on its last page."""

THROUGH_RULING_RATIO = 0.6
"""A table has at least two rulings of each direction that run along this share of it."""

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


def lattices(rulings: PageRulings, scale: float) -> list[Lattice]:
    """Returns the tables of a page from top to bottom. `scale` is in pixels per point."""
    found = [
        _lattice(group, rulings, scale)
        for group in connected_rulings(rulings, RULING_SNAP_PT * scale)
        if _may_be_table(group, scale)
    ]
    return sorted((x for x in found if x is not None), key=lambda x: x.ys[0])


def _may_be_table(group: RulingGroup, scale: float) -> bool:
    """Tells whether the rulings are long enough for the smallest table.

    Characters form many groups that need no closer look.
    """
    return all(
        sum(r.length >= THROUGH_RULING_RATIO * min_width * scale for r in part) >= 2
        for part, min_width in zip(group, (MIN_TABLE_WIDTH_PT, MIN_TABLE_HEIGHT_PT), strict=True)
    )


def _lattice(group: RulingGroup, rulings: PageRulings, scale: float) -> Lattice | None:
    ys, xs = (
        distinct_positions(_without_seal_strokes(group[0], rulings.horizontal), SAME_POSITION_PT * scale),
        distinct_positions(_without_seal_strokes(group[1], rulings.vertical), SAME_POSITION_PT * scale),
    )
    if len(xs) < 2 or len(ys) < 2:
        return None
    lattice = _tidied(_without_stray_borders(_measured(xs, ys, rulings, scale), group, scale))
    # Positions suggested by characters are gone by now: the stretches that they split are measured again as a whole.
    lattice = _tidied(_without_stray_borders(_measured(lattice.xs, lattice.ys, rulings, scale), group, scale))
    lattice = _with_open_borders(lattice, group, rulings, scale)
    return lattice if _is_table(lattice, group, scale) else None


def _with_open_borders(lattice: Lattice, group: RulingGroup, rulings: PageRulings, scale: float) -> Lattice:
    """Adds the rows and columns whose last ruling is missing at the edge of the page."""
    xs, ys = lattice.xs, lattice.ys
    (left, right), (top, foot) = open_border_ends(ys, xs, group[0], scale), open_border_ends(xs, ys, group[1], scale)
    wider, higher = _with_ends(xs, left, right), _with_ends(ys, top, foot)
    return lattice if (wider, higher) == (xs, ys) else _tidied(_measured(wider, higher, rulings, scale))


def _with_ends(values: list[float], first: float | None, last: float | None) -> list[float]:
    return [*([first] if first is not None else []), *values, *([last] if last is not None else [])]


def _without_seal_strokes(found: Sequence[Ruling], direction: Direction) -> list[Ruling]:
    """Drops short rulings under a seal if no other ruling lies at their position: they are strokes of the seal's
    lettering."""
    scale = direction.scale
    doubtful = [r for r in found if r.length < LONG_RULING_PT * scale and is_under_seal(direction, r)]
    sure = [r for r in found if r not in doubtful]
    return [r for r in found if r in sure or any(abs(r.at - s.at) <= 2 * SAME_POSITION_PT * scale for s in sure)]


def _measured(xs: list[float], ys: list[float], rulings: PageRulings, scale: float) -> Lattice:
    horizontal = _edges(rulings.horizontal, ys, xs, scale)
    return Lattice(
        xs, ys, _without_print(rulings.horizontal, horizontal, ys, xs, scale), _edges(rulings.vertical, xs, ys, scale)
    )


def _without_print(
    direction: Direction, edges: Edges, at: Sequence[float], along: Sequence[float], scale: float
) -> Edges:
    """Drops stretches that lie in a row of print, at positions where no ruling covers most of the length."""
    share = edges @ np.diff(along) / max(1.0, along[-1] - along[0])
    for i, k in np.argwhere(edges & (share < DOUBTFUL_POSITION_RATIO)[:, None]).tolist():
        path = Ruling(at[i], along[k] + CROSSING_HALF_WIDTH_PT * scale, along[k + 1] - CROSSING_HALF_WIDTH_PT * scale)
        print_there = straddled_ratio(direction, path)
        broken = solidity(direction, path, END_LENGTH_PT * scale)[0] <= WHOLE_STRETCH_SOLIDITY
        edges[i, k] = print_there < (MAX_STRADDLED_RATIO_BROKEN if broken else MAX_STRADDLED_RATIO_WHOLE)
    return edges


def _edges(direction: Direction, at: Sequence[float], along: Sequence[float], scale: float) -> Edges:
    """For each position (first index) and each stretch along it (second): whether a ruling stands there."""
    out = np.zeros((len(at), len(along) - 1), bool)
    for i, position in enumerate(at):
        own = _own_rulings(direction, at, i, scale)
        for k in range(len(along) - 1):
            path = Ruling(
                position, along[k] + CROSSING_HALF_WIDTH_PT * scale, along[k + 1] - CROSSING_HALF_WIDTH_PT * scale
            )
            out[i, k] = _is_ruling(direction, path, scale) or any(
                _is_ruling(direction, w, scale) for w in _offset_paths(own, path, scale)
            )
        darkness = (
            ruling_darkness(direction, Ruling(position, min(r.low for r in own), max(r.high for r in own)))
            if own and not out[i].all()
            else None
        )
        if darkness is not None:
            for k in np.flatnonzero(~out[i]).tolist():
                out[i, k] = is_dotted(
                    direction,
                    Ruling(
                        position,
                        along[k] + CROSSING_HALF_WIDTH_PT * scale,
                        along[k + 1] - CROSSING_HALF_WIDTH_PT * scale,
                    ),
                    darkness,
                )
    return out


def _own_rulings(direction: Direction, at: Sequence[float], i: int, scale: float) -> list[Ruling]:
    """Returns the rulings that were assigned to position `i`: nearer to it than to any other."""
    low = (at[i - 1] + at[i]) / 2 if i else -np.inf
    high = (at[i + 1] + at[i]) / 2 if i + 1 < len(at) else np.inf
    return [r for r in direction.rulings if low < r.at < high and abs(r.at - at[i]) <= 2 * SAME_POSITION_PT * scale]


def _offset_paths(rulings: Sequence[Ruling], path: Ruling, scale: float) -> list[Ruling]:
    """Returns the path as seen along rulings that lie too far off their position to be visible from it."""
    return [
        Ruling(r.at, path.low, path.high)
        for r in rulings
        if r.low <= path.high and r.high >= path.low and abs(r.at - path.at) > scale
    ]


def _is_ruling(direction: Direction, path: Ruling, scale: float) -> bool:
    """Tells whether the dark segments along a path are a ruling and not a row of characters."""
    seen = coverage(direction, path, MAX_OFFSET_PT * scale)
    if seen < MIN_COVERAGE or path.length < 2 * END_LENGTH_PT * scale:
        return seen >= MIN_COVERAGE
    whole, end = solidity(direction, path, END_LENGTH_PT * scale)
    if whole >= UNBROKEN_SOLIDITY or (whole >= MIN_SOLIDITY_BESIDE_PRINT and end >= MIN_END_VISIBLE_RATIO):
        return True
    clear = (seen >= MIN_THROUGH_COVERAGE and whole >= MIN_THROUGH_SOLIDITY) or (
        seen >= MIN_SEALED_COVERAGE and whole >= MIN_SEALED_SOLIDITY and is_under_seal(direction, path)
    )
    if clear and _lies_on_ruling(direction, path, scale, THROUGH_RULING_LENGTH_PT):
        return True
    return (end >= MIN_END_VISIBLE_RATIO or _lies_on_ruling(direction, path, scale, LONG_RULING_PT)) and crowding(
        direction, path
    )[1] < MAX_PRINT_BESIDE_RATIO


def _lies_on_ruling(direction: Direction, path: Ruling, scale: float, min_length: float) -> bool:
    """Tells whether one ruling of at least `min_length` points runs along the whole path."""
    slack, reach = RULING_SNAP_PT * scale, MAX_OFFSET_PT * scale
    fits = (
        r
        for r in direction.rulings
        if abs(r.at - path.at) <= reach and r.low <= path.low + slack and r.high >= path.high - slack
    )
    return any(r.length >= min_length * scale for r in fits)


def _without_stray_borders(lattice: Lattice, group: RulingGroup, scale: float) -> Lattice:
    """Drops outermost positions with hardly any ruling: a scratch that touches the table.

    A border of which a fax has left pieces covers no stretch completely; it is recognised by the total length of its
    pieces.
    """
    rows, columns = np.ones(len(lattice.ys), bool), np.ones(len(lattice.xs), bool)
    sides = (
        (rows, lattice.horizontal, lattice.ys, lattice.xs, group[0]),
        (columns, lattice.vertical, lattice.xs, lattice.ys, group[1]),
    )
    for keep, edges, at, along, rulings in sides:
        extent = max(1.0, along[-1] - along[0])
        share = np.maximum(
            edges @ np.diff(along) / extent, [_covered_length(rulings, position, scale) / extent for position in at]
        )
        strong = np.flatnonzero(share >= MIN_BORDER_RATIO)
        if len(strong) >= 2:
            keep[: strong[0]], keep[strong[-1] + 1 :] = False, False
    horizontal, vertical = lattice.horizontal[rows][:, _inner(columns)], lattice.vertical[columns][:, _inner(rows)]
    return Lattice(_kept(lattice.xs, columns), _kept(lattice.ys, rows), horizontal, vertical)


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
    through = min(
        sum(r.length >= THROUGH_RULING_RATIO * extent for r in part)
        for part, extent in zip(group, (width, height), strict=True)
    )
    return (len(lattice.ys) - 1) * (len(lattice.xs) - 1) >= MIN_SLOTS and through >= 2
