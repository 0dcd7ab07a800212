"""Splits lines that the detector joined across the columns of a borderless table, at the gaps between the columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Mask, Quad
from gouji.ocr.lines.line_boxes import horizontal_box, sub_quad
from gouji.ocr.ruled.row_whites import RowWhites
from gouji.schemas.glyph import Box

MIN_GAP_HEIGHTS = 0.65
"""A gap without ink, in line heights.

The space after full-width punctuation is narrower, the space between columns wider.
"""

MAX_CLOSE_HEIGHTS = 0.3
"""In line heights.

Boxes of one line touch one another or nearly so, because the detector's boxes are larger than the text.
"""

MIN_ROW_BOXES = 3
"""This many boxes side by side are a table row: prose has one, the fields of a cover page two."""

SAME_ROW_HEIGHTS = 0.5
"""In line heights. Boxes whose centres are no farther apart vertically are side by side."""

NEAR_ROW_HEIGHTS = 2.6
"""In line heights. A row with two boxes belongs to a table whose row is no farther away."""

MAX_SPECK_HEIGHTS = 0.13
"""In line heights. Anything no larger is dirt between columns; decimal points are larger."""

MARGIN_RATIO = 0.12
"""The share of a box's height above, and below, that is not its own text."""


def split_at_gaps(quads: Sequence[Quad], ink: Mask) -> tuple[list[Quad], set[int]]:
    """Splits the quadrilaterals in table rows at column gaps; all are in pixels of a deskewed page.

    Also returns the indices of the results that begin a column, so that they continue no line to their left.
    """
    boxes = [horizontal_box(q) for q in quads]
    whites = _Whites(boxes)
    parts: list[Quad] = []
    column_starts: set[int] = set()
    for quad, box in zip(quads, boxes, strict=True):
        inside = _in_table(box, boxes)
        if inside and _has_gap_before(box, boxes):
            column_starts.add(len(parts))
        found = _cut(quad, box, ink, whites.all_part if inside else whites.part_columns)
        column_starts |= set(range(len(parts) + 1, len(parts) + len(found)))
        parts += found
    return parts, column_starts


def _has_gap_before(box: Box, boxes: Sequence[Box]) -> bool:
    """Whether the nearest box to the left in the same row is not close."""
    height = box[3] - box[1]
    before = [b[2] for b in boxes if b[0] < box[0] and abs(_middle(b) - _middle(box)) <= SAME_ROW_HEIGHTS * height]
    return bool(before) and box[0] - max(before) > MAX_CLOSE_HEIGHTS * height


def _in_table(box: Box, boxes: Sequence[Box]) -> bool:
    """Whether the box is in a row of several boxes, or in a row of two next to such a row."""
    height = box[3] - box[1]
    if _row_box_count(box, boxes, height) >= MIN_ROW_BOXES:
        return True
    near = [b for b in boxes if abs(_middle(b) - _middle(box)) <= NEAR_ROW_HEIGHTS * height]
    return _row_box_count(box, boxes, height) >= MIN_ROW_BOXES - 1 and any(
        _row_box_count(b, boxes, height) >= MIN_ROW_BOXES for b in near
    )


def _row_box_count(box: Box, boxes: Sequence[Box], height: float) -> int:
    """Returns how many boxes are side by side with the box, including itself."""
    return sum(abs(_middle(b) - _middle(box)) <= SAME_ROW_HEIGHTS * height for b in boxes)


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


class _Whites:
    """The white between the boxes of each row of a page."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.rows: list[list[Box]] = []
        for box in sorted(boxes, key=_middle):
            if self.rows and _middle(box) - _middle(self.rows[-1][0]) <= SAME_ROW_HEIGHTS * (box[3] - box[1]):
                self.rows[-1].append(box)
            else:
                self.rows.append([box])
        self.white = RowWhites([sorted((b[0], b[2]) for b in row) for row in self.rows])

    def part_columns(self, box: Box, left: float, right: float) -> bool:
        """Tells whether the rows beside a box, which is alone in its own as a further line of cells is, are parted there:
        one of them close to it, and most of all of them."""
        row = next(n for n, own in enumerate(self.rows) if box in own)
        near = [own for own in self.rows if abs(_middle(own[0]) - _middle(box)) <= NEAR_ROW_HEIGHTS * (box[3] - box[1])]
        return any(len(own) >= MIN_ROW_BOXES for own in near) and self.white.part_columns(row, left, right)

    def all_part(self, box: Box, left: float, right: float) -> bool:
        """Tells that white in a row of a table parts its columns."""
        return True


def _cut(quad: Quad, box: Box, ink: Mask, parts: Callable[[Box, float, float], bool]) -> list[Quad]:
    x0, y0, x1, y1 = box
    height, width = y1 - y0, x1 - x0
    part = ink[
        max(0, round(y0 + MARGIN_RATIO * height)) : max(0, round(y1 - MARGIN_RATIO * height)),
        max(0, round(x0)) : max(0, round(x1)),
    ]
    if not part.size or width <= height:
        return [quad]
    printed = np.flatnonzero(_printed_columns(part, MAX_SPECK_HEIGHTS * height))
    wide = np.flatnonzero(np.diff(printed) > MIN_GAP_HEIGHTS * height)
    gaps = [(float(printed[i]), float(printed[i + 1])) for i in wide]
    edges = [0.0, *((a + b) / 2 / part.shape[1] for a, b in gaps if parts(box, x0 + a, x0 + b)), 1.0]
    return [sub_quad(quad, a, b) for a, b in pairwise(edges)]


def _printed_columns(part: Mask, speck: float) -> npt.NDArray[np.bool_]:
    """Returns for each pixel column whether it holds more than specks."""
    seen = np.zeros(part.shape[1], bool)
    for x, _, width, high, _ in cv2.connectedComponentsWithStats(part, connectivity=8)[2][1:].tolist():
        if max(width, high) > speck:
            seen[x : x + width] = True
    return seen
