"""Where lines of print stand in the cells of a table, told by their ink: a detector misses what is as short as 10 or —."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Mask
from gouji.schemas.glyph import Box

USUAL, LEAST, MOST = 9.0, 5.0, 24.0
"""Points: the height of print where a table tells nothing, and between which heights one may tell."""

LETTER = 0.32
"""Line heights. What is no longer than this in either direction is a point or a speck, and no line for itself."""

APART = 0.8
"""Line heights. A speck this far from its neighbours is dirt, a decimal point never is."""

ENDING = 0.4
"""Line heights. The same before the first and after the last character."""

ONE_LINE = 1.3
"""Line heights. Pieces over one another that are together no higher are one line, as the parts of %, of ≥ and of characters made of level strokes are."""

TWO_LINES = 1.65
"""Line heights. What is higher is more than one line, run together."""

VALLEY = 0.35
"""Between two lines that touch there is less ink than this part of the usual."""

Blobs = npt.NDArray[np.int32]
"""One row a blob: left, top, width, height, area."""


def line_height(ink: Mask, boxes: Sequence[Box], scale: float) -> float:
    """How high a line of print is in these cells (their inner boxes), in pixels. Lines of figures alone are lower than others."""
    heights: list[tuple[float, float]] = []
    for box in boxes:
        blobs = _blobs(ink, box, scale)
        heights += [(b - a, float(len(s))) for a, b, s in _runs(blobs) if LEAST * scale <= b - a <= MOST * scale]
    if not heights:
        return USUAL * scale
    heights.sort()
    total = np.cumsum([w for _, w in heights])
    return heights[int(np.searchsorted(total, 0.8 * total[-1]))][0]


def cell_lines(ink: Mask, box: Box, height: float, scale: float) -> list[Box]:
    """The box of each line of print in a cell, whose inner box is given (pixels of the flat page), from top to bottom."""
    blobs = _blobs(ink, box, scale)
    lines: list[Box] = []
    for top, bottom, members in _joined(_runs(blobs), height):
        kept = _near(blobs[members], height)
        if len(kept) and bool((np.maximum(kept[:, 2], kept[:, 3]) > LETTER * height).any()):
            lines += _split(ink, _extent(kept), height) if bottom - top > TWO_LINES * height else [_extent(kept)]
    return lines


def _blobs(ink: Mask, box: Box, scale: float) -> Blobs:
    """The print inside a box, without what is left of the rules round it."""
    x0, y0, x1, y1 = (round(v) for v in box)
    part = ink[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]
    if not part.size:
        return np.zeros((0, 5), np.int32)
    stats = cv2.connectedComponentsWithStats(part, connectivity=8)[2][1:].astype(np.int32)
    x, y, w, h = (stats[:, i] for i in range(4))
    reach, thin = max(1, round(0.8 * scale)), 1.6 * scale
    beside = ((x <= reach) | (x + w >= part.shape[1] - reach)) & (w <= thin)
    along = ((y <= reach) | (y + h >= part.shape[0] - reach)) & (h <= thin)
    kept: Blobs = stats[~(beside | along)]
    kept[:, 0] += max(0, x0)
    kept[:, 1] += max(0, y0)
    return kept


def _runs(blobs: Blobs) -> list[tuple[int, int, list[int]]]:
    """Blobs that share a height on the page: top, bottom, and which they are."""
    runs: list[tuple[int, int, list[int]]] = []
    for i in np.argsort(blobs[:, 1], kind="stable").tolist():
        top, bottom = int(blobs[i, 1]), int(blobs[i, 1] + blobs[i, 3])
        if runs and top < runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], bottom), [*runs[-1][2], i])
        else:
            runs.append((top, bottom, [i]))
    return runs


def _joined(runs: list[tuple[int, int, list[int]]], height: float) -> list[tuple[int, int, list[int]]]:
    """Runs that are parts of one line joined, the nearest first."""
    runs = list(runs)
    while len(runs) > 1:
        gaps = [(b[0] - a[1], k) for k, (a, b) in enumerate(pairwise(runs)) if b[1] - a[0] <= ONE_LINE * height]
        if not gaps:
            break
        _, k = min(gaps)
        runs[k : k + 2] = [(runs[k][0], runs[k + 1][1], runs[k][2] + runs[k + 1][2])]
    return runs


def _near(blobs: Blobs, height: float) -> Blobs:
    """Without specks that stand alone."""
    small = np.maximum(blobs[:, 2], blobs[:, 3]) <= LETTER * height
    large = blobs[~small]
    keep = [not s or _belongs(b, large, height) for b, s in zip(blobs, small.tolist(), strict=True)]
    kept: Blobs = blobs[np.array(keep, bool)]
    return kept


def _belongs(blob: npt.NDArray[np.int32], others: Blobs, height: float) -> bool:
    """Whether a point or speck is near enough to a character."""
    before, after = blob[0] - others[:, 0] - others[:, 2], others[:, 0] - blob[0] - blob[2]
    at_end = bool((before > 0).all() or (after > 0).all())
    return bool((np.maximum(before, after) < (ENDING if at_end else APART) * height).any())


def _extent(blobs: Blobs) -> Box:
    left, top = blobs[:, 0].min(), blobs[:, 1].min()
    right, bottom = (blobs[:, 0] + blobs[:, 2]).max(), (blobs[:, 1] + blobs[:, 3]).max()
    return float(left), float(top), float(right), float(bottom)


def _split(ink: Mask, box: Box, height: float) -> list[Box]:
    """Lines that touch, parted where there is least ink near where they should part; the box itself where nothing parts."""
    x0, y0, x1, y1 = (round(v) for v in box)
    count = max(2, round((y1 - y0) / (1.25 * height)))
    profile = (ink[y0:y1, x0:x1] > 0).sum(axis=1)
    cuts = [_valley(profile, round(k * (y1 - y0) / count), max(1, round(0.3 * height))) for k in range(1, count)]
    if not cuts or max(profile[c] for c in cuts) > VALLEY * float(np.mean(profile)):
        return [box]
    edges = [0, *cuts, y1 - y0]
    return [_tight(ink, (x0, y0 + a, x1, y0 + b)) for a, b in pairwise(edges) if b > a]


def _valley(profile: npt.NDArray[np.int64], middle: int, slack: int) -> int:
    start = max(0, middle - slack)
    return start + int(profile[start : middle + slack + 1].argmin())


def _tight(ink: Mask, box: tuple[int, int, int, int]) -> Box:
    x0, y0, x1, y1 = box
    columns = np.flatnonzero((ink[y0:y1, x0:x1] > 0).any(axis=0))
    return (
        (x0 + float(columns[0]), float(y0), x0 + float(columns[-1]) + 1, float(y1))
        if len(columns)
        else (x0, y0, x1, y1)
    )
