"""Parts a line of print that was read across two columns of a table with level rulings only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gouji.ocr.engine.protocol import Matrix
from gouji.ocr.image.transforms import bounding_box, corners, transform_points
from gouji.ocr.ruled.lattice import Lattice
from gouji.ocr.ruled.row_whites import RowWhites
from gouji.schemas.glyph import Box, union
from gouji.schemas.pages import Line

MIN_CUT_EM = 0.4
"""White inside a line, in its heights, that may lie between two columns."""

SLACK_PT = 3.0
"""How far a boundary may lie beside that white: the places of recognised characters are inexact."""

MIN_SHARED_CUT_EM = 0.2
"""The same between two words, where rows above and below have white there too."""

STOPS = frozenset("，。；：、,;:.")
"""White behind these is their own."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and its box on the upright, deskewed page, in points."""

    line: Line
    box: Box


def parted_at_columns(
    placed: PlacedLine, lattice: Lattice, whites: RowWhites, inside: Sequence[PlacedLine], to_upright: Matrix
) -> list[PlacedLine]:
    """Parts a line that was read across columns, where the white between two characters lies on their boundary, or where
    the rows beside it have white."""
    glyphs = placed.line.glyphs
    boxes = [bounding_box(transform_points(corners(g.box), to_upright)) if g.box else None for g in glyphs]
    solid = [(k, b) for k, (b, g) in enumerate(zip(boxes, glyphs, strict=True)) if b and g.char.strip()]
    height, row = placed.box[3] - placed.box[1], row_of(lattice.ys, placed.box)
    em = min(height, max((b[2] - b[0] for _, b in solid), default=height))
    others = [p for p in inside if p is not placed and row_of(lattice.ys, p.box) == row]

    def is_cut(j: int, a: Box, k: int, b: Box) -> bool:
        gap, middle = b[0] - a[2], (a[2] + b[0]) / 2
        if gap >= MIN_CUT_EM * height and any(a[2] - SLACK_PT <= x <= b[0] + SLACK_PT for x in lattice.xs[1:-1]):
            return True
        words = all(glyphs[n].char.isalpha() and not glyphs[n].char.isascii() for n in (j, k))
        if glyphs[j].char in STOPS or any(_runs_across(p, middle, to_upright) for p in others):
            return False
        wide = gap >= (MIN_SHARED_CUT_EM * em if words else MIN_CUT_EM * height)
        return wide and (whites.part_columns(row, a[2], b[0]) or _are_parted(placed.box, middle, others))

    cuts = [k for (j, a), (k, b) in pairwise(solid) if is_cut(j, a, k, b)]
    if not cuts:
        return [placed]
    edges = [0, *cuts, len(glyphs)]
    return [_part(placed.line, a, b, boxes) for a, b in pairwise(edges)]


def _are_parted(box: Box, x: float, others: Sequence[PlacedLine]) -> bool:
    """Tells whether two lines side by side at `x`, above or below the line and within its ends, are of two cells: the
    line runs over the same two."""
    inner = [p.box for p in others if box[0] - SLACK_PT <= p.box[0] and p.box[2] <= box[2] + SLACK_PT]
    left, right = [b for b in inner if b[2] <= x], [b for b in inner if x <= b[0]]
    return any(abs((a[1] + a[3]) - (b[1] + b[3])) < a[3] - a[1] for a in left for b in right)


def _runs_across(placed: PlacedLine, x: float, to_upright: Matrix) -> bool:
    """Tells whether a line has print at `x`, and no white between two of its characters there."""
    if not placed.box[0] < x < placed.box[2]:
        return False
    boxes = [
        bounding_box(transform_points(corners(g.box), to_upright))
        for g in placed.line.glyphs
        if g.box and g.char.strip()
    ]
    least = MIN_SHARED_CUT_EM * (placed.box[3] - placed.box[1])
    return not any(b[0] - a[2] >= least and a[2] - SLACK_PT <= x <= b[0] + SLACK_PT for a, b in pairwise(boxes))


def _part(line: Line, start: int, end: int, boxes: Sequence[Box | None]) -> PlacedLine:
    glyphs = line.glyphs[start:end]
    while glyphs and not glyphs[-1].char.strip():
        glyphs = glyphs[:-1]
    gaps = [(k - start, sign, prob) for k, sign, prob in line.gaps if start <= k <= end]
    box = union([g.box for g in glyphs if g.box])
    upright = union([b for b in boxes[start : start + len(glyphs)] if b])
    return PlacedLine(Line(glyphs, line.page, box, line.number, gaps), upright or (0.0, 0.0, 0.0, 0.0))


def row_of(ys: Sequence[float], box: Box) -> int:
    """Returns the row that a box stands in: the index of the position above its centre."""
    return min(len(ys) - 2, max(0, int(np.searchsorted(ys, (box[1] + box[3]) / 2)) - 1))
