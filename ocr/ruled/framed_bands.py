"""Tables with a frame and level rulings alone: their columns are told by the white in their print."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Mask
from gouji.ocr.ruled.band_lattice import MIN_GAP_PT, Extents, are_rows, band_lattice, joined
from gouji.ocr.ruled.connected_rulings import distinct_positions
from gouji.ocr.ruled.lattice import SAME_POSITION_PT, Lattice
from gouji.ocr.ruled.rulings import Ruling
from gouji.schemas.glyph import Box

MAX_RULED_RATIO = 0.15
"""Of the height of such a table no upright ruling between its sides covers more: what does is a stroke of print."""

MIN_LENGTH_PT = 100.0
"""A level ruling is at least so long, and no stroke is."""

MIN_RULINGS = 5
"""Fewer are a head, a foot, or a box of text."""

RULING_MARGIN_PT, SIDE_MARGIN_PT = 1.5, 3.0
"""Ink so near to a ruling is the ruling's; so near to the side of a table, its frame's."""

MIN_INK_PX = 2
"""A column of pixels with less ink holds noise."""

MIN_WHITE_PT = 1.2
"""White that may part two columns that nearly touch. Between most characters there is less."""

MIN_CUT_EM = 0.6
"""White inside a line, in its heights, that may lie between two columns: more than beside a full-width bracket."""

MIN_OVERLAP_RATIO = 0.2
"""A line of print is in each row that holds so much of its height: print of a merged cell may lie on the edge of two."""


def with_band_columns(
    lattice: Lattice, level: Sequence[Ruling], ink: Mask, printed: Sequence[Box], scale: float
) -> Lattice:
    """Returns the lattice with the columns of its print, if it has a frame and no other upright rulings; else as it is.

    The lattice and the `level` rulings are in pixels of the page laid flat, as its `ink` is; `printed` are the boxes of its
    lines of print in points, and `scale` is in pixels per point.
    """
    inside = [
        _in_points(r, scale) for r in level if r.length >= MIN_LENGTH_PT * scale and _is_inside(r, lattice, scale)
    ]
    ys = distinct_positions(inside, SAME_POSITION_PT)
    if len(ys) < MIN_RULINGS or not _is_open(lattice):
        return lattice
    left, right = lattice.xs[0] / scale, lattice.xs[-1] / scale
    pieces = [_pieces(ink, (left, top, right, bottom), scale) for top, bottom in pairwise(ys)]
    cells = [_cells(own, top, bottom, printed) for own, (top, bottom) in zip(pieces, pairwise(ys), strict=True)]
    made = band_lattice(inside, cells, pieces) if are_rows(cells) else None
    if made is None or len(made.xs) <= len(lattice.xs):
        return lattice
    xs, ys = ([scale * at for at in places] for places in (made.xs, made.ys))
    return Lattice(xs, ys, made.horizontal, made.vertical)


def _is_open(lattice: Lattice) -> bool:
    heights = np.diff(lattice.ys)
    return all(own @ heights <= MAX_RULED_RATIO * heights.sum() for own in lattice.vertical[1:-1])


def _is_inside(ruling: Ruling, lattice: Lattice, scale: float) -> bool:
    slack = SAME_POSITION_PT * scale
    return (
        lattice.xs[0] - slack <= ruling.low
        and ruling.high <= lattice.xs[-1] + slack
        and lattice.ys[0] - slack <= ruling.at <= lattice.ys[-1] + slack
    )


def _in_points(ruling: Ruling, scale: float) -> Ruling:
    return Ruling(ruling.at / scale, ruling.low / scale, ruling.high / scale)


def _cells(pieces: Extents, top: float, bottom: float, printed: Sequence[Box]) -> Extents:
    """The print of a row, in one where a line of print holds it together."""
    lines = [b for b in printed if min(b[3], bottom) - max(b[1], top) >= MIN_OVERLAP_RATIO * (b[3] - b[1])]
    out: list[tuple[float, float]] = []
    for left, right in joined(pieces, MIN_GAP_PT):
        if out and any(
            b[0] < out[-1][1] and left < b[2] and left - out[-1][1] < MIN_CUT_EM * (b[3] - b[1]) for b in lines
        ):
            out[-1] = (out[-1][0], right)
        else:
            out.append((left, right))
    return out


def _pieces(ink: Mask, band: Box, scale: float) -> Extents:
    """The extents (points) of the print in a row that white parts."""
    left, top, right, bottom = band
    start = round((left + SIDE_MARGIN_PT) * scale)
    part = ink[
        round((top + RULING_MARGIN_PT) * scale) : round((bottom - RULING_MARGIN_PT) * scale),
        start : round((right - SIDE_MARGIN_PT) * scale),
    ]
    seen = np.flatnonzero(np.count_nonzero(part, axis=0) >= MIN_INK_PX)
    return [((start + a) / scale, (start + b + 1) / scale) for a, b in _runs(seen, MIN_WHITE_PT * scale)]


def _runs(places: npt.NDArray[np.int64], gap: float) -> list[tuple[int, int]]:
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) > gap)
    return list(zip(places[[0, *(breaks + 1)]].tolist(), places[[*breaks, -1]].tolist(), strict=True))
