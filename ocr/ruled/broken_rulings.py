"""Joins the collinear pieces that a fax left of a ruling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gouji.ocr.ruled.rulings import MAX_WANDER_PT, MIN_PIECES_RATIO, Direction, Flags, Ruling, crowding

MAX_PRINT_BESIDE_DASHED = 0.2
"""Maximum share of print beside a dashed ruling: characters in a row look dashed too."""

MIN_PIECE_LENGTH_PT = 22.0
"""Minimum length of each piece of a ruling that a fax has broken: longer than a stroke of large print."""

MIN_PIECED_LENGTH_PT = 150.0
"""Minimum total length of such a ruling."""

MIN_ROW_HEIGHT_PT = 18.0
"""Rows of a table are at least this high; strokes of all but large headings are not."""

MIN_GUTTER_PT, SAME_END_PT, MIN_ENDS = 6.0, 2.0, 3
"""Width of the gutter between two tables, or of a merged cell: so many rulings end on one side of it, so near to one
another, and begin on the other. A fax breaks each ruling elsewhere."""

MAX_CROSSING_RATIO = 0.25
"""Rulings that cross a gutter, such as a frame, for each that ends there."""

LONG_RULING_PT = 60.0
"""Length of the rulings of which the ends count."""


@dataclass(frozen=True, slots=True)
class _Band:
    """Where no ruling runs: between `low` and `high` along them, for those at `first` to `last`."""

    low: float
    high: float
    first: float = -np.inf
    last: float = np.inf

    def holds(self, own: Sequence[Ruling]) -> bool:
        return self.first <= own[0].at <= self.last


def join_pieces(direction: Direction) -> None:
    """Adds the rulings of which a fax left collinear pieces with nothing beside them.

    Their shorter gaps count as ruling.
    """
    scale = direction.scale
    pieces = sorted((r for r in direction.rulings if r.length >= MIN_PIECE_LENGTH_PT * scale), key=lambda r: r.at)
    groups: list[list[Ruling]] = []
    for piece in pieces:
        if groups and piece.at - groups[-1][0].at <= MAX_WANDER_PT * scale:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    bare = [
        *(_Band(*band) for band in _bare_bands(pieces, MIN_ROW_HEIGHT_PT * scale)),
        *_gutters(direction.rulings, scale),
    ]
    for group in [part for own in groups for part in _parted(own, [b for b in bare if b.holds(own)])]:
        low, high = min(r.low for r in group), max(r.high for r in group)
        seen = np.zeros(max(1, round(high) - round(low)), bool)
        for piece in group:
            seen[round(piece.low - low) : round(piece.high - low)] = True
        whole = Ruling(sum(r.at * r.length for r in group) / sum(r.length for r in group), low, high)
        long = max(r.length for r in group) >= high - low - scale
        if (
            long
            or whole.length < MIN_PIECED_LENGTH_PT * scale
            or float(seen.mean()) < MIN_PIECES_RATIO
            or crowding(direction, whole)[1] >= MAX_PRINT_BESIDE_DASHED
        ):
            continue
        direction.rulings.append(whole)
        _fill(direction, whole, seen)


def _parted(own: Sequence[Ruling], bare: Sequence[_Band]) -> list[list[Ruling]]:
    """Parts the pieces of one position at bare bands: those lie between two tables, since a fax breaks each ruling
    elsewhere."""
    parts: list[list[Ruling]] = []
    end = -np.inf
    for piece in sorted(own, key=lambda r: r.low):
        if parts and not any(end <= band.low and band.high <= piece.low for band in bare):
            parts[-1].append(piece)
        else:
            parts.append([piece])
        end = max(end, piece.high)
    return parts


def _bare_bands(pieces: Sequence[Ruling], min_length: float) -> list[tuple[float, float]]:
    """Returns where no piece runs, between the first and the last, over at least `min_length` pixels."""
    bands: list[tuple[float, float]] = []
    end = np.inf
    for piece in sorted(pieces, key=lambda r: r.low):
        if piece.low - end >= min_length:
            bands.append((end, piece.low))
        end = piece.high if end == np.inf else max(end, piece.high)
    return bands


def _gutters(rulings: Sequence[Ruling], scale: float) -> list[_Band]:
    """Returns the narrow bands on both sides of which rulings end in line, and that hardly any crosses: print in columns
    may break some of the rulings of a table at one place, but not all of them.

    A band reaches as far as rulings end at it: above and below it, a table may run across.
    """
    long = [r for r in rulings if r.length >= LONG_RULING_PT * scale]
    slack = SAME_END_PT * scale
    ends, starts = (_common(long, side, slack) for side in ("high", "low"))
    out = []
    for end, ending in ends:
        start, starting = next(((at, own) for at, own in starts if at > end), (np.inf, []))
        if not MIN_GUTTER_PT * scale <= start - end < 2 * MIN_ROW_HEIGHT_PT * scale:
            continue
        first, last = (choose(choose(r.at for r in own) for own in (ending, starting)) for choose in (min, max))
        across = [r for r in long if r.low < end - slack and r.high > start + slack]
        crossing = sum(first - slack <= r.at <= last + slack for r in across)
        if crossing <= MAX_CROSSING_RATIO * min(len(ending), len(starting)):
            out.append(_Band(end + slack, start - slack, first - slack, last + slack))
    return out


def _common(rulings: Sequence[Ruling], side: str, tolerance: float) -> list[tuple[float, list[Ruling]]]:
    """Returns the places at which at least three rulings end on this side, each with them."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda r: float(getattr(r, side))):
        if groups and getattr(ruling, side) - getattr(groups[-1][-1], side) <= tolerance:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    return [(sum(getattr(r, side) for r in own) / len(own), own) for own in groups if len(own) >= MIN_ENDS]


def _fill(direction: Direction, whole: Ruling, seen: Flags) -> None:
    """Fills the gaps of a pieced ruling that are lower than any table row. A longer gap may be a merged cell."""
    starts = np.flatnonzero(np.diff(np.concatenate(([False], ~seen, [False])).astype(np.int8)) == 1)
    ends = np.flatnonzero(np.diff(np.concatenate(([False], ~seen, [False])).astype(np.int8)) == -1)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - start < MIN_ROW_HEIGHT_PT * direction.scale:
            direction.mask[round(whole.at), round(whole.low) + start : round(whole.low) + end] = 255
