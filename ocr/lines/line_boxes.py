"""What the detector found, made into pieces of one line each: cut at rules, and stretched to the print it missed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Mask, Quad
from gouji.ocr.image.transforms import bounding_box
from gouji.ocr.lines.split_at_rulings import ruling_positions
from gouji.schemas.glyph import Box

LONGEST = 60.0
"""Line heights: the recogniser squeezes what is longer."""

REACH = 1.3
"""How far beyond its end a line is searched for lost print, in line heights: one character and its gap."""

SOLID_LEFT, SOLID_RIGHT = 0.06, 0.03
"""Lost print covers at least this part of a square of the line's height, less is dirt: a character before the line, a stop after it."""

WITHIN = 0.7
"""A piece that lies in another by more than this part of itself was found twice."""


def refine_line_boxes(quads: Sequence[Quad], ink: Mask, rules: Mask) -> list[Quad]:
    """Quadrilaterals on a level page, none of which crosses a rule; those without any ink are dropped."""
    pieces = _once([part for quad in quads for part in _cut(quad, rules)])
    bare = cv2.subtract(ink, cv2.dilate(rules, np.ones((3, 7), np.uint8))).astype(np.uint8, copy=False)
    boxes = [horizontal_box(p) for p in pieces]
    stretched = [_stretched(p, boxes[:i] + boxes[i + 1 :], bare, rules) for i, p in enumerate(pieces)]
    return [part for piece in stretched for part in _shortened(piece, bare)]


def horizontal_box(quad: Quad) -> Box:
    """The box of a nearly level line: its ends, and its mean height on its mean level."""
    x0, _, x1, _ = bounding_box(quad)
    height = float(np.linalg.norm((quad[3] + quad[2] - quad[0] - quad[1]) / 2))
    middle = float(quad[:, 1].mean())
    return x0, middle - height / 2, x1, middle + height / 2


def sub_quad(quad: Quad, start: float, end: float) -> Quad:
    """The part of a line between two shares (0..1; beyond them for more) of its length."""
    top, bottom = quad[1] - quad[0], quad[2] - quad[3]
    return np.array([quad[0] + top * start, quad[0] + top * end, quad[3] + bottom * end, quad[3] + bottom * start])


def _cut(quad: Quad, rules: Mask) -> list[Quad]:
    x0, y0, x1, y1 = horizontal_box(quad)
    height, width = y1 - y0, x1 - x0
    if width <= 0 or height <= 0:
        return []
    at = ruling_positions(rules, y0 + 0.15 * height, y1 - 0.15 * height, x0, x1)
    edges = [x0, *at, x1]
    inset = 0.06 * height
    parts = []
    for index, (a, b) in enumerate(pairwise(edges)):
        a, b = a + (inset if index else 0), b - (inset if index < len(at) else 0)
        if b - a > 0.3 * height or not at:
            parts.append(sub_quad(quad, (a - x0) / width, (b - x0) / width))
    return parts


def _once(pieces: list[Quad]) -> list[Quad]:
    """Without the pieces that lie in a larger one."""
    boxes = [horizontal_box(p) for p in pieces]
    order = sorted(range(len(pieces)), key=lambda i: boxes[i][0] - boxes[i][2])
    kept: list[int] = []
    for i in order:
        if not any(_inside(boxes[i], boxes[k]) > WITHIN for k in kept):
            kept.append(i)
    return [pieces[i] for i in sorted(kept)]


def _inside(small: Box, large: Box) -> float:
    across = min(small[2], large[2]) - max(small[0], large[0])
    down = min(small[3], large[3]) - max(small[1], large[1])
    return max(0.0, across) * max(0.0, down) / max(1.0, (small[2] - small[0]) * (small[3] - small[1]))


def _stretched(quad: Quad, others: Sequence[Box], ink: Mask, rules: Mask) -> Quad:
    """The line with the print just beyond its ends that nobody else has."""
    x0, y0, x1, y1 = horizontal_box(quad)
    height = y1 - y0
    beside = [b for b in others if min(b[3], y1) - max(b[1], y0) > 0.2 * height]
    walls = ruling_positions(rules, y0 + 0.15 * height, y1 - 0.15 * height, x0 - REACH * height, x1 + REACH * height)
    middle = (x0 + x1) / 2
    least = max(
        [x0 - REACH * height, *(b[2] for b in beside if b[0] + b[2] < 2 * middle), *(w for w in walls if w < x0)]
    )
    most = min(
        [x1 + REACH * height, *(b[0] for b in beside if b[0] + b[2] >= 2 * middle), *(w for w in walls if w > x1)]
    )
    left = _lost(ink, (least, y0, x0, y1), height, SOLID_LEFT) if least < x0 else None
    right = _lost(ink, (x1, y0, most, y1), height, SOLID_RIGHT) if most > x1 else None
    start = (left[0] - x0) / (x1 - x0) if left else 0.0
    end = (right[1] - x0) / (x1 - x0) if right else 1.0
    return sub_quad(quad, start, end) if left or right else quad


def _lost(ink: Mask, box: Box, height: float, solid: float) -> tuple[float, float] | None:
    """From where to where there is print in a box beside a line."""
    x0, x1 = max(0, round(box[0])), max(0, round(box[2]))
    y0, y1 = max(0, round(box[1] + 0.15 * height)), max(0, round(box[3] - 0.1 * height))
    part = ink[y0:y1, x0:x1]
    if part.size == 0 or (part > 0).sum() < solid * height * height:
        return None
    columns = np.flatnonzero((part > 0).any(axis=0))
    return x0 + float(columns[0]), x0 + float(columns[-1]) + 1


def _shortened(quad: Quad, ink: Mask) -> list[Quad]:
    """The line, or two halves of one that is too long, parted at its widest gap near the middle."""
    x0, y0, x1, y1 = horizontal_box(quad)
    if x1 - x0 <= LONGEST * (y1 - y0):
        return [quad]
    share = _gap(ink[max(0, round(y0)) : max(0, round(y1)), max(0, round(x0)) : max(0, round(x1))])
    return [half for part in (sub_quad(quad, 0, share), sub_quad(quad, share, 1)) for half in _shortened(part, ink)]


def _gap(part: Mask) -> float:
    """Where the emptiest column of the middle third is, as a share of the width."""
    if part.size == 0:
        return 0.5
    count = (part > 0).sum(axis=0).astype(np.float64)
    smooth = np.convolve(count, np.ones(7) / 7, mode="same")
    third = len(smooth) // 3
    return float(third + int(smooth[third : 2 * third].argmin())) / len(smooth) if third else 0.5
