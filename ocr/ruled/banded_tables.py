"""Builds the tables that have level rulings only: rows from the rulings, columns from the white between the lines of
print."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gouji.ocr.engine.protocol import Matrix
from gouji.ocr.image.transforms import bounding_box, corners, transform_points
from gouji.ocr.ruled.cells import cell_spans
from gouji.ocr.ruled.centred_heads import join_centred_heads
from gouji.ocr.ruled.covered_stretches import covered_stretches
from gouji.ocr.ruled.lattice import Lattice
from gouji.ocr.ruled.open_heads import parted_at_open_heads
from gouji.ocr.ruled.parted_lines import PlacedLine, parted_at_columns, row_of
from gouji.ocr.ruled.row_whites import Extent, RowWhites
from gouji.ocr.ruled.ruling_ends import without_ruling_ends
from gouji.ocr.ruled.ruling_groups import mended_rulings, ruling_groups, ruling_positions
from gouji.ocr.ruled.rulings import Ruling
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Cell, Grid, Line

LONG_RULING_PT, STROKE_RATIO, MIN_STROKES_RATIO = 200.0, 0.2, 0.8
"""A ruling shorter than this is strokes if so much of it runs through lines of print, not close to their edges."""

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

MAX_SHARED_EM, MAX_INDENTED_EM = 0.3, 1.5
"""Two lines of one cell share at most so much of their height, in line heights; a first line that is indented beyond the end
of the next begins so near to it."""


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
    for rulings in ruling_groups([*level, *mended_rulings(level)]):
        inside = [p for p in _placed(rest, to_upright) if _is_inside(p.box, rulings)]
        parts += parted_at_open_heads(rulings, ruling_positions(rulings), inside, to_upright)
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


def _is_inside(box: Box, rulings: Sequence[Ruling]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return min(r.low for r in rulings) <= x <= max(r.high for r in rulings) and min(r.at for r in rulings) <= y <= max(
        r.at for r in rulings
    )


def _lattice(rulings: Sequence[Ruling], boxes: Sequence[Box]) -> Lattice | None:
    """Returns the lattice of the table, None if its rows hold too few cells."""
    ys = ruling_positions(rulings)
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
    join_centred_heads(xs, cells, horizontal, vertical)
    return Lattice(xs, ys, horizontal, vertical)


def _bands(ys: Sequence[float], boxes: Sequence[Box]) -> list[list[Box]]:
    """Returns the boxes of each row."""
    bands: list[list[Box]] = [[] for _ in ys[1:]]
    for box in boxes:
        bands[row_of(ys, box)].append(box)
    return bands


def _cells(band: Sequence[Box]) -> list[Extent]:
    """Returns the left and right end of the print of each cell of a row."""
    out: list[Box] = []
    for box in sorted(band, key=lambda b: (b[0], b[2])):
        if out and (_are_stacked(out[-1], box) or _is_indented(box, out[-1])):
            out[-1] = _around(out[-1], box)
        else:
            out.append(box)
    return [(left, right) for left, _, right, _ in out]


def _around(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _are_stacked(left: Box, right: Box) -> bool:
    """Tells whether the print of two boxes, of which one begins further left, stands one above the other."""
    return left[2] - right[0] > MIN_STACKED_RATIO * min(right[2] - right[0], left[2] - left[0])


def _is_indented(first: Box, second: Box) -> bool:
    """Tells whether a line is the indented first of a cell that goes on below it and further left."""
    height = min(first[3] - first[1], second[3] - second[1])
    below = second[1] - first[3]
    return -MAX_SHARED_EM * height <= below <= height and first[0] - second[2] <= MAX_INDENTED_EM * height


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
