"""Joins the collinear pieces that a fax left of a ruling."""

from __future__ import annotations

from collections.abc import Sequence

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
    bare = [*_bare_bands(pieces, MIN_ROW_HEIGHT_PT * scale), *_gutters(direction.rulings, scale)]
    for group in [part for own in groups for part in _parted(own, bare)]:
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


def _parted(own: Sequence[Ruling], bare: Sequence[tuple[float, float]]) -> list[list[Ruling]]:
    """Parts the pieces of one position at bare bands: those lie between two tables, since a fax breaks each ruling
    elsewhere."""
    parts: list[list[Ruling]] = []
    end = -np.inf
    for piece in sorted(own, key=lambda r: r.low):
        if parts and not any(end <= low and high <= piece.low for low, high in bare):
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


def _gutters(rulings: Sequence[Ruling], scale: float) -> list[tuple[float, float]]:
    """Returns the narrow bands on both sides of which rulings end in line, and that hardly any crosses: print in columns
    may break some of the rulings of a table at one place, but not all of them."""
    long = [r for r in rulings if r.length >= LONG_RULING_PT * scale]
    slack = SAME_END_PT * scale
    ends, starts = (_common([getattr(r, side) for r in long], slack) for side in ("high", "low"))
    out = []
    for end, ending in ends:
        start, starting = min(((at, n) for at, n in starts if at > end), default=(np.inf, 0))
        crossing = sum(r.low < end - slack and r.high > start + slack for r in long)
        is_narrow = MIN_GUTTER_PT * scale <= start - end < 2 * MIN_ROW_HEIGHT_PT * scale
        if is_narrow and crossing <= MAX_CROSSING_RATIO * min(ending, starting):
            out.append((end + slack, start - slack))
    return out


def _common(values: Sequence[float], tolerance: float) -> list[tuple[float, int]]:
    """Returns the places at which at least three of the values lie, with the number of values."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [(sum(group) / len(group), len(group)) for group in groups if len(group) >= MIN_ENDS]


def _fill(direction: Direction, whole: Ruling, seen: Flags) -> None:
    """Fills the gaps of a pieced ruling that are lower than any table row. A longer gap may be a merged cell."""
    starts = np.flatnonzero(np.diff(np.concatenate(([False], ~seen, [False])).astype(np.int8)) == 1)
    ends = np.flatnonzero(np.diff(np.concatenate(([False], ~seen, [False])).astype(np.int8)) == -1)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - start < MIN_ROW_HEIGHT_PT * direction.scale:
            direction.mask[round(whole.at), round(whole.low) + start : round(whole.low) + end] = 255
