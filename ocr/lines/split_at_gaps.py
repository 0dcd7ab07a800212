"""Columns of a table without rules that the detector took for one line, parted where nothing is printed between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Mask, Quad
from gouji.ocr.lines.line_boxes import horizontal_box, sub_quad
from gouji.schemas.glyph import Box

GAP = 0.65
"""Line heights without any ink. Full-width marks leave less room behind them, columns more."""

CLOSE = 0.3
"""Line heights. Pieces of one line touch one another, or nearly so: the detector's boxes are roomy."""

LEAST = 3
"""So many pieces side by side are the row of a table: prose has one, the fields of a cover two."""

SAME = 0.5
"""Line heights. Pieces whose middles are no farther apart stand side by side."""

NEIGHBOUR = 2.6
"""Line heights. A row with two pieces belongs to the table whose row is no farther away."""

SPECK = 0.13
"""Line heights. What is no larger is dirt between columns; points are larger."""

AIR = 0.12
"""The part of a line's height above, and below, that is not its own print."""


def split_at_gaps(quads: Sequence[Quad], ink: Mask) -> tuple[list[Quad], set[int]]:
    """The quadrilaterals (pixels of a level page), those in rows of tables cut where a column of them ends; which of them begin
    a column so, and go on no line before."""
    boxes = [horizontal_box(q) for q in quads]
    parts: list[Quad] = []
    begin: set[int] = set()
    for quad, box in zip(quads, boxes, strict=True):
        inside = _in_table(box, boxes)
        if inside and _stands_off(box, boxes):
            begin.add(len(parts))
        found = _cut(quad, box, ink) if inside else [quad]
        begin |= set(range(len(parts) + 1, len(parts) + len(found)))
        parts += found
    return parts, begin


def _stands_off(box: Box, boxes: Sequence[Box]) -> bool:
    """Whether nothing is close at the box's left in its row."""
    height = box[3] - box[1]
    before = [b[2] for b in boxes if b[0] < box[0] and abs(_middle(b) - _middle(box)) <= SAME * height]
    return bool(before) and box[0] - max(before) > CLOSE * height


def _in_table(box: Box, boxes: Sequence[Box]) -> bool:
    """Whether the box stands in a row of several, or in one of two next to such a row."""
    height = box[3] - box[1]
    if _beside(box, boxes, height) >= LEAST:
        return True
    near = [b for b in boxes if abs(_middle(b) - _middle(box)) <= NEIGHBOUR * height]
    return _beside(box, boxes, height) >= LEAST - 1 and any(_beside(b, boxes, height) >= LEAST for b in near)


def _beside(box: Box, boxes: Sequence[Box], height: float) -> int:
    """How many stand side by side with the box, itself included."""
    return sum(abs(_middle(b) - _middle(box)) <= SAME * height for b in boxes)


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _cut(quad: Quad, box: Box, ink: Mask) -> list[Quad]:
    x0, y0, x1, y1 = box
    height, width = y1 - y0, x1 - x0
    part = ink[
        max(0, round(y0 + AIR * height)) : max(0, round(y1 - AIR * height)), max(0, round(x0)) : max(0, round(x1))
    ]
    if not part.size or width <= height:
        return [quad]
    printed = np.flatnonzero(_print(part, SPECK * height))
    wide = np.flatnonzero(np.diff(printed) > GAP * height)
    edges = [0.0, *((float(printed[i]) + float(printed[i + 1])) / 2 / part.shape[1] for i in wide), 1.0]
    return [sub_quad(quad, a, b) for a, b in pairwise(edges)]


def _print(part: Mask, speck: float) -> npt.NDArray[np.bool_]:
    """Whether there is more than specks in each column of pixels."""
    seen = np.zeros(part.shape[1], bool)
    for x, _, width, high, _ in cv2.connectedComponentsWithStats(part, connectivity=8)[2][1:].tolist():
        if max(width, high) > speck:
            seen[x : x + width] = True
    return seen
