"""Builds the tables that have level rulings only: rows from the rulings, columns from the white between the lines of
print."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gouji.ocr.engine.protocol import Matrix
from gouji.ocr.image.transforms import bounding_box, corners, transform_points
from gouji.ocr.ruled.cells import cell_spans
from gouji.ocr.ruled.covered_stretches import covered_stretches
from gouji.ocr.ruled.lattice import Lattice
from gouji.ocr.ruled.open_heads import parted_at_open_heads
from gouji.ocr.ruled.parted_lines import PlacedLine, parted_at_columns, row_of
from gouji.ocr.ruled.row_whites import Extent, RowWhites
from gouji.ocr.ruled.ruling_ends import without_ruling_ends
from gouji.ocr.ruled.rulings import Ruling
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Cell, Grid, Line

MIN_LENGTH_PT = 120.0
"""An underline is shorter, or stands alone."""

MIN_RULINGS = 5
"""Fewer rulings of one length are a head, a foot, or the three of a table whose columns tell its rows."""

SAME_END_PT = 6.0
"""Rulings of one table end this near to one another."""

SAME_RULING_PT = 3.0
LONG_RULING_PT, STROKE_RATIO, MIN_STROKES_RATIO = 200.0, 0.2, 0.8
"""A ruling shorter than this is strokes if so much of it runs through lines of print, not close to their edges."""

MAX_GAP_PT, MIN_PIECES_RATIO = 40.0, 0.8
"""A ruling broken by a seal or by lost toner has no longer gap, and so much of it is left."""

MAX_BAND_PT = 200.0
"""Two rulings farther apart bound no row."""

MIN_FILLED_RATIO = 0.6
"""Share of the rows that hold print."""

MIN_COLUMNS = 3
MIN_GAP_PT = 3.0
"""Print of two columns is at least so far apart."""

PASSES = 3
"""A line that is parted speaks for the rows beside it."""
MAX_OVERHANG_PT = 4.0
"""Print that reaches over a boundary by less than half a character does not cross it: the box of a line is larger than
its ink, and boundaries are those of other rows."""

MIN_STACKED_RATIO = 0.2
"""Two lines of a row that share more than this of the shorter one's width stand one above the other, in one cell."""


def banded_tables(
    lines: Sequence[Line], level: Sequence[Ruling], to_upright: Matrix, number: int
) -> tuple[list[Grid], list[Line]]:
    """Returns the tables of page `number`, and the lines outside all of them.

    `level` are rulings on the upright page, in points; `to_upright` maps points of the displayed page to it.
    """
    grids, rest = [], without_ruling_ends(lines, level, to_upright)
    lines = list(rest)
    printed = [bounding_box(transform_points(corners(line.box), to_upright)) for line in lines if line.box]
    level = [ruling for ruling in level if not _runs_through_print(ruling, printed)]
    parts = []
    for rulings in _groups([*level, *_mended(level)]):
        inside = [p for p in _placed(rest, to_upright) if _is_inside(p.box, rulings)]
        parts += parted_at_open_heads(rulings, _positions(rulings), inside, to_upright)
    for rulings in parts:
        inside = [p for p in _placed(rest, to_upright) if _is_inside(p.box, rulings)]
        lattice = _lattice(rulings, [p.box for p in inside])
        if lattice is None:
            continue
        taken = {id(p.line) for p in inside}
        rest = [line for line in rest if id(line) not in taken]
        for _ in range(PASSES):
            whites = RowWhites([_cells(band) for band in _bands(lattice.ys, [p.box for p in inside])])
            inside = [part for p in inside for part in parted_at_columns(p, lattice, whites, inside, to_upright)]
        lattice = _lattice(rulings, [p.box for p in inside]) or lattice
        grids.append(_grid(lattice, inside, np.linalg.inv(to_upright), number))
    return grids, rest


def _placed(lines: Sequence[Line], to_upright: Matrix) -> list[PlacedLine]:
    return [
        PlacedLine(line, bounding_box(transform_points(corners(line.box), to_upright))) for line in lines if line.box
    ]


def _runs_through_print(ruling: Ruling, printed: Sequence[Box]) -> bool:
    """Tells whether a short ruling is the strokes of a line of print, which a blurred page joins."""
    if ruling.length >= LONG_RULING_PT:
        return False
    through = [
        b for b in printed if b[1] + STROKE_RATIO * (b[3] - b[1]) <= ruling.at <= b[3] - STROKE_RATIO * (b[3] - b[1])
    ]
    covered = sum(max(0.0, min(b[2], ruling.high) - max(b[0], ruling.low)) for b in through)
    return covered >= MIN_STROKES_RATIO * ruling.length


def _mended(level: Sequence[Ruling]) -> list[Ruling]:
    """Returns the rulings of which only pieces are left, as wholes.

    Rulings of two columns side by side are none of one table: its other rulings do not end where these do.
    """
    rows: list[list[Ruling]] = []
    for ruling in sorted(level, key=lambda r: r.at):
        if rows and ruling.at - rows[-1][-1].at <= SAME_RULING_PT:
            rows[-1].append(ruling)
        else:
            rows.append([ruling])
    out = []
    for pieces in (sorted(row, key=lambda r: r.low) for row in rows if len(row) > 1):
        gaps = [max(0.0, b.low - max(a.high for a in pieces[: k + 1])) for k, b in enumerate(pieces[1:])]
        low, high = pieces[0].low, max(r.high for r in pieces)
        if max(gaps) <= MAX_GAP_PT and sum(gaps) <= (1 - MIN_PIECES_RATIO) * (high - low):
            out.append(Ruling(sum(r.at * r.length for r in pieces) / sum(r.length for r in pieces), low, high))
    return out


def _groups(level: Sequence[Ruling]) -> list[list[Ruling]]:
    """Returns the rulings of each table from top to bottom: at least five that run from side to side, and shorter ones
    between them."""
    long = sorted((r for r in level if r.length >= MIN_LENGTH_PT), key=lambda r: r.at)
    groups: list[list[Ruling]] = []
    for ruling in long:
        group = next((g for g in groups if _belongs(ruling, g, level)), None)
        if group is None:
            groups.append([ruling])
        else:
            group.append(ruling)
    return [_with_shorter(group, level) for group in groups if len(_positions(group)) >= MIN_RULINGS]


def _belongs(ruling: Ruling, group: Sequence[Ruling], level: Sequence[Ruling]) -> bool:
    """Tells whether a ruling runs from side to side of a group's table; shorter rulings may bound the rows between."""
    low, high, last = group[0].low, group[0].high, group[-1].at
    if abs(ruling.low - low) > SAME_END_PT or abs(ruling.high - high) > SAME_END_PT:
        return False
    between = [
        r.at for r in level if last < r.at < ruling.at and low <= r.low + SAME_END_PT and r.high <= high + SAME_END_PT
    ]
    return all(b - a <= MAX_BAND_PT for a, b in pairwise([last, *sorted(between), ruling.at]))


def _with_shorter(group: list[Ruling], level: Sequence[Ruling]) -> list[Ruling]:
    first, last = group[0], group[-1]
    return [
        r
        for r in level
        if first.at - SAME_RULING_PT <= r.at <= last.at + SAME_RULING_PT
        and first.low - SAME_END_PT <= r.low
        and r.high <= first.high + SAME_END_PT
    ]


def _positions(rulings: Sequence[Ruling]) -> list[float]:
    out: list[float] = []
    for at in sorted(r.at for r in rulings):
        if not out or at - out[-1] > SAME_RULING_PT:
            out.append(at)
    return out


def _is_inside(box: Box, rulings: Sequence[Ruling]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return min(r.low for r in rulings) <= x <= max(r.high for r in rulings) and min(r.at for r in rulings) <= y <= max(
        r.at for r in rulings
    )


def _lattice(rulings: Sequence[Ruling], boxes: Sequence[Box]) -> Lattice | None:
    """Returns the lattice of the table, None if its rows hold too few cells."""
    ys = _positions(rulings)
    bands = _bands(ys, boxes)
    cells = [_cells(band) for band in bands]
    if sum(bool(c) for c in cells) < MIN_FILLED_RATIO * len(cells) or sum(len(c) >= MIN_COLUMNS for c in cells) < 3:
        return None
    xs = [min(r.low for r in rulings), *_boundaries(cells), max(r.high for r in rulings)]
    vertical = np.ones((len(xs), len(bands)), bool)
    for row, own in enumerate(cells):
        for left, right in own:
            over = [k for k, x in enumerate(xs) if _is_over((left, right), x)]
            vertical[[k for k in over if 0 < k < len(xs) - 1], row] = False
    horizontal = covered_stretches(rulings, ys, xs)
    horizontal[[0, -1]] = True
    return Lattice(xs, ys, horizontal, vertical)


def _bands(ys: Sequence[float], boxes: Sequence[Box]) -> list[list[Box]]:
    """Returns the boxes of each row."""
    bands: list[list[Box]] = [[] for _ in ys[1:]]
    for box in boxes:
        bands[row_of(ys, box)].append(box)
    return bands


def _cells(band: Sequence[Box]) -> list[Extent]:
    """Returns the left and right end of the print of each cell of a row."""
    out: list[Extent] = []
    for left, right in sorted((b[0], b[2]) for b in band):
        if out and out[-1][1] - left > MIN_STACKED_RATIO * min(right - left, out[-1][1] - out[-1][0]):
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return out


def _boundaries(rows: Sequence[Sequence[Extent]]) -> list[float]:
    """Returns the fewest positions of which one lies in each white gap between two cells of a row, each where it crosses
    least print of the other rows."""
    gaps = sorted(
        ((a[1], b[0]) for own in rows for a, b in pairwise(own) if b[0] - a[1] >= MIN_GAP_PT), key=lambda gap: gap[1]
    )
    out: list[Extent] = []
    for left, right in gaps:
        if out and left < out[-1][1]:
            out[-1] = (max(out[-1][0], left), out[-1][1])
        else:
            out.append((left, right))
    printed = [extent for own in rows for extent in own]
    return [_clearest(gap, printed) for gap in out]


def _clearest(gap: Extent, printed: Sequence[Extent]) -> float:
    """Returns the position in the white that crosses least print, nearest to its middle."""
    middle = (gap[0] + gap[1]) / 2
    ends = (at for a, b in printed for at in (a + MAX_OVERHANG_PT, b - MAX_OVERHANG_PT) if gap[0] <= at <= gap[1])
    return min([middle, *ends], key=lambda x: (sum(_is_over(own, x) for own in printed), abs(x - middle)))


def _is_over(extent: Extent, x: float) -> bool:
    return extent[0] + MAX_OVERHANG_PT < x < extent[1] - MAX_OVERHANG_PT


def _grid(lattice: Lattice, inside: Sequence[PlacedLine], to_displayed: Matrix, number: int) -> Grid:
    cells = []
    rest = list(inside)
    for span in cell_spans(lattice, 1.0):
        x0, y0, x1, y1 = span.box(lattice)
        own = [p for p in rest if x0 <= (p.box[0] + p.box[2]) / 2 < x1 and y0 <= (p.box[1] + p.box[3]) / 2 < y1]
        taken = {id(p) for p in own}
        rest = [p for p in rest if id(p) not in taken]
        lines = [p.line for p in sorted(own, key=lambda p: (round(p.box[1] / 4), p.box[0]))]
        box = _displayed((x0, y0, x1, y1), to_displayed)
        cells.append(Cell(span.row, span.col, lines, number, box, span.rowspan, span.colspan))
    whole = (lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1])
    return Grid(cells, number, _displayed(whole, to_displayed))


def _displayed(box: Box, to_displayed: Matrix) -> Box:
    x0, y0, x1, y1 = bounding_box(transform_points(corners(box), to_displayed))
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)
