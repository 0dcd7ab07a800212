"""Refines detected line boxes: cuts them at rulings and extends them to characters that the detector missed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Mask, Quad
from gouji.ocr.image.transforms import bounding_box
from gouji.ocr.lines.split_at_rulings import ruling_positions
from gouji.schemas.glyph import Box

MAX_LENGTH_HEIGHTS = 60.0
"""In line heights. The recogniser squeezes a longer line."""

SEARCH_HEIGHTS = 1.3
"""How far beyond a line's end to look for missed print, in line heights: one character and its gap."""

MIN_INK_LEFT_RATIO = 0.06
MIN_INK_RIGHT_RATIO = 0.03
"""Missed print covers at least this share of a square of the line's height; less is dirt.

Left of the line it is a character, right of it possibly only a full stop.
"""

DUPLICATE_OVERLAP_RATIO = 0.7
"""A box with more than this share of its area inside another box was detected twice."""


def refine_line_boxes(quads: Sequence[Quad], ink: Mask, rulings: Mask) -> list[Quad]:
    """Returns quadrilaterals of a deskewed page, each one part of a line that crosses no ruling.

    Detections without any width or height are dropped.
    """
    pieces = _without_duplicates([part for quad in quads for part in _cut(quad, rulings)])
    ink_without_rulings = cv2.subtract(ink, cv2.dilate(rulings, np.ones((3, 7), np.uint8))).astype(np.uint8, copy=False)
    boxes = [horizontal_box(p) for p in pieces]
    extended = [_extended(p, boxes[:i] + boxes[i + 1 :], ink_without_rulings, rulings) for i, p in enumerate(pieces)]
    return [part for piece in extended for part in _split_if_long(piece, ink_without_rulings)]


def horizontal_box(quad: Quad) -> Box:
    """Returns the box of a nearly horizontal line: its two ends, and its mean height around its mean y."""
    x0, _, x1, _ = bounding_box(quad)
    height = float(np.linalg.norm((quad[3] + quad[2] - quad[0] - quad[1]) / 2))
    middle = float(quad[:, 1].mean())
    return x0, middle - height / 2, x1, middle + height / 2


def sub_quad(quad: Quad, start: float, end: float) -> Quad:
    """Returns the part of a line between two fractions of its length (0..1, or beyond them to extend it)."""
    top, bottom = quad[1] - quad[0], quad[2] - quad[3]
    return np.array([quad[0] + top * start, quad[0] + top * end, quad[3] + bottom * end, quad[3] + bottom * start])


def _cut(quad: Quad, rulings: Mask) -> list[Quad]:
    x0, y0, x1, y1 = horizontal_box(quad)
    height, width = y1 - y0, x1 - x0
    if width <= 0 or height <= 0:
        return []
    at = ruling_positions(rulings, y0 + 0.15 * height, y1 - 0.15 * height, x0, x1)
    edges = [x0, *at, x1]
    inset = 0.06 * height
    parts = []
    for index, (a, b) in enumerate(pairwise(edges)):
        a, b = a + (inset if index else 0), b - (inset if index < len(at) else 0)
        if b - a > 0.3 * height or not at:
            parts.append(sub_quad(quad, (a - x0) / width, (b - x0) / width))
    return parts


def _without_duplicates(pieces: list[Quad]) -> list[Quad]:
    """Drops the boxes that lie inside a larger one."""
    boxes = [horizontal_box(p) for p in pieces]
    order = sorted(range(len(pieces)), key=lambda i: boxes[i][0] - boxes[i][2])
    kept: list[int] = []
    for i in order:
        if not any(_overlap_ratio(boxes[i], boxes[k]) > DUPLICATE_OVERLAP_RATIO for k in kept):
            kept.append(i)
    return [pieces[i] for i in sorted(kept)]


def _overlap_ratio(small: Box, large: Box) -> float:
    across = min(small[2], large[2]) - max(small[0], large[0])
    down = min(small[3], large[3]) - max(small[1], large[1])
    return max(0.0, across) * max(0.0, down) / max(1.0, (small[2] - small[0]) * (small[3] - small[1]))


def _extended(quad: Quad, others: Sequence[Box], ink: Mask, rulings: Mask) -> Quad:
    """Extends the line to print just beyond its ends that belongs to no other line."""
    x0, y0, x1, y1 = horizontal_box(quad)
    height = y1 - y0
    same_row = [b for b in others if min(b[3], y1) - max(b[1], y0) > 0.2 * height]
    ruling_xs = ruling_positions(
        rulings, y0 + 0.15 * height, y1 - 0.15 * height, x0 - SEARCH_HEIGHTS * height, x1 + SEARCH_HEIGHTS * height
    )
    middle = (x0 + x1) / 2
    min_x = max(
        [
            x0 - SEARCH_HEIGHTS * height,
            *(b[2] for b in same_row if b[0] + b[2] < 2 * middle),
            *(w for w in ruling_xs if w < x0),
        ]
    )
    max_x = min(
        [
            x1 + SEARCH_HEIGHTS * height,
            *(b[0] for b in same_row if b[0] + b[2] >= 2 * middle),
            *(w for w in ruling_xs if w > x1),
        ]
    )
    left = _missed_print(ink, (min_x, y0, x0, y1), height, MIN_INK_LEFT_RATIO) if min_x < x0 else None
    right = _missed_print(ink, (x1, y0, max_x, y1), height, MIN_INK_RIGHT_RATIO) if max_x > x1 else None
    start = (left[0] - x0) / (x1 - x0) if left else 0.0
    end = (right[1] - x0) / (x1 - x0) if right else 1.0
    return sub_quad(quad, start, end) if left or right else quad


def _missed_print(ink: Mask, box: Box, height: float, min_ink_ratio: float) -> tuple[float, float] | None:
    """Returns the x range of the print in a box beside a line, None if there is too little ink."""
    x0, x1 = max(0, round(box[0])), max(0, round(box[2]))
    y0, y1 = max(0, round(box[1] + 0.15 * height)), max(0, round(box[3] - 0.1 * height))
    part = ink[y0:y1, x0:x1]
    if part.size == 0 or (part > 0).sum() < min_ink_ratio * height * height:
        return None
    columns = np.flatnonzero((part > 0).any(axis=0))
    return x0 + float(columns[0]), x0 + float(columns[-1]) + 1


def _split_if_long(quad: Quad, ink: Mask) -> list[Quad]:
    """Returns the line, or the parts of a line that is too long, split at the widest gap near its middle."""
    x0, y0, x1, y1 = horizontal_box(quad)
    if x1 - x0 <= MAX_LENGTH_HEIGHTS * (y1 - y0):
        return [quad]
    share = _emptiest_column(ink[max(0, round(y0)) : max(0, round(y1)), max(0, round(x0)) : max(0, round(x1))])
    return [half for part in (sub_quad(quad, 0, share), sub_quad(quad, share, 1)) for half in _split_if_long(part, ink)]


def _emptiest_column(part: Mask) -> float:
    """Returns the emptiest column of the middle third, as a fraction of the width."""
    if part.size == 0:
        return 0.5
    count = (part > 0).sum(axis=0).astype(np.float64)
    smooth = np.convolve(count, np.ones(7) / 7, mode="same")
    third = len(smooth) // 3
    return float(third + int(smooth[third : 2 * third].argmin())) / len(smooth) if third else 0.5
