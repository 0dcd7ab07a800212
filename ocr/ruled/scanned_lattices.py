"""The lattices of a page image: which stretches between crossing rulings show a ruling, and which strokes of print."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.ocr.ruled.connected_rulings import connected_rulings
from gouji.ocr.ruled.lattice import (
    CROSSING_HALF_WIDTH_PT,
    MAX_OFFSET_PT,
    SAME_POSITION_PT,
    Edges,
    Lattice,
    found_lattices,
)
from gouji.ocr.ruled.print_strokes import without_strokes
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

MIN_COVERAGE = 0.72
"""Minimum share of the stretch between two slots that a ruling covers."""

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

MIN_SEALED_COVERAGE = 0.85
"""The same coverage inside a seal, whose star lies on the ruling."""

MIN_SEALED_SOLIDITY = 0.6
"""The same solidity inside a seal."""

Judged = dict[tuple[int, Ruling], bool]
"""Whether a ruling runs along a path, by its direction. A table is measured again after stray positions were dropped, and
most of its stretches are the same."""


def lattices(rulings: PageRulings, scale: float) -> list[Lattice]:
    """Returns the tables of a page from top to bottom. `scale` is in pixels per point."""
    groups = connected_rulings(rulings.horizontal.rulings, rulings.vertical.rulings, RULING_SNAP_PT * scale, scale)
    sure = (
        (_without_seal_strokes(level, rulings.horizontal), _without_seal_strokes(upright, rulings.vertical))
        for level, upright in groups
    )
    judged: Judged = {}
    return found_lattices(sure, lambda xs, ys: _measured(xs, ys, rulings, scale, judged), scale)


def _without_seal_strokes(found: Sequence[Ruling], direction: Direction) -> list[Ruling]:
    """Drops short rulings under a seal if no other ruling lies at their position: they are strokes of the seal's
    lettering."""
    scale = direction.scale
    doubtful = [r for r in found if r.length < LONG_RULING_PT * scale and is_under_seal(direction, r)]
    sure = [r for r in found if r not in doubtful]
    return [r for r in found if r in sure or any(abs(r.at - s.at) <= 2 * SAME_POSITION_PT * scale for s in sure)]


def _measured(xs: list[float], ys: list[float], rulings: PageRulings, scale: float, judged: Judged) -> Lattice:
    horizontal = _edges(rulings.horizontal, ys, xs, scale, judged)
    vertical = _edges(rulings.vertical, xs, ys, scale, judged)
    measured = Lattice(xs, ys, _without_print(rulings.horizontal, horizontal, ys, xs, scale), vertical)
    return without_strokes(measured, scale)


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


def _edges(direction: Direction, at: Sequence[float], along: Sequence[float], scale: float, judged: Judged) -> Edges:
    """For each position (first index) and each stretch along it (second): whether a ruling stands there."""

    def is_ruling(path: Ruling) -> bool:
        key = (id(direction), path)
        if key not in judged:
            judged[key] = _is_ruling(direction, path, scale)
        return judged[key]

    out = np.zeros((len(at), len(along) - 1), bool)
    for i, position in enumerate(at):
        own = _own_rulings(direction, at, i, scale)
        for k in range(len(along) - 1):
            path = Ruling(
                position, along[k] + CROSSING_HALF_WIDTH_PT * scale, along[k + 1] - CROSSING_HALF_WIDTH_PT * scale
            )
            out[i, k] = is_ruling(path) or any(is_ruling(other) for other in _offset_paths(own, path, scale))
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
