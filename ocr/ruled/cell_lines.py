"""Locates the text lines in table cells by their ink, because a detector misses lines as short as 10 or —."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Mask
from gouji.schemas.glyph import Box

DEFAULT_LINE_HEIGHT_PT = 9.0
"""Line height if the ink of a table does not show it."""

MIN_LINE_HEIGHT_PT = 5.0
MAX_LINE_HEIGHT_PT = 24.0
"""Range of heights from which the line height is measured."""

MAX_SPECK_SIZE = 0.32
"""Maximum size of a point or speck, in line heights. Ink no larger than this in either direction is not a line of
its own."""

MAX_SPECK_GAP = 0.8
"""In line heights. A speck this far from its neighbours is dirt; a decimal point never is."""

MAX_SPECK_GAP_AT_ENDS = 0.4
"""In line heights. The same limit before the first and after the last character."""

MIN_CRUMBS = 6
MAX_CRUMB_GAP, MIN_CRUMBLED_HEIGHT, MIN_CRUMBLED_WIDTH = 0.15, 0.4, 0.7
"""Faint print in a bilevel scan breaks into crumbs: so many of them, so near to each other, make characters of this height
and together of this width (in line heights). Dirt lies scattered."""

MAX_ONE_LINE_HEIGHT = 1.3
"""In line heights. Stacked pieces whose total height is within this are one line: the parts of %, of ≥ and of
characters made of horizontal strokes."""

MIN_TWO_LINES_HEIGHT = 1.65
"""In line heights. Anything higher is more than one line, run together."""

MAX_VALLEY_INK_RATIO = 0.35
"""Between two touching lines there is less ink than this share of the mean."""

Components = npt.NDArray[np.int32]
"""One connected component per row: left, top, width, height, area."""


def line_height(ink: Mask, boxes: Sequence[Box], scale: float) -> float:
    """Returns the height of a text line in these cells (given their inner boxes), in pixels.

    Lines that hold only figures are lower than others.
    """
    heights: list[tuple[float, float]] = []
    for box in boxes:
        components = _components(ink, box, scale)
        heights += [
            (b - a, float(len(s)))
            for a, b, s in _runs(components)
            if MIN_LINE_HEIGHT_PT * scale <= b - a <= MAX_LINE_HEIGHT_PT * scale
        ]
    if not heights:
        return DEFAULT_LINE_HEIGHT_PT * scale
    heights.sort()
    total = np.cumsum([w for _, w in heights])
    return heights[int(np.searchsorted(total, 0.8 * total[-1]))][0]


def cell_lines(ink: Mask, box: Box, height: float, scale: float) -> list[Box]:
    """Returns the box of each text line in a cell, from top to bottom.

    The inner box of the cell is given in dewarped pixels.
    """
    components = _components(ink, box, scale)
    lines: list[Box] = []
    for top, bottom, members in _merged(_runs(components), height):
        kept = _without_lone_specks(_without_crumbs(components[members], height), height)
        if len(kept) and bool((np.maximum(kept[:, 2], kept[:, 3]) > MAX_SPECK_SIZE * height).any()):
            lines += (
                _split(ink, _extent(kept), height) if bottom - top > MIN_TWO_LINES_HEIGHT * height else [_extent(kept)]
            )
    return lines


def _components(ink: Mask, box: Box, scale: float) -> Components:
    """Returns the connected components inside a box, without remnants of the rulings around it."""
    x0, y0, x1, y1 = (round(v) for v in box)
    part = ink[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]
    if not part.size:
        return np.zeros((0, 5), np.int32)
    stats = cv2.connectedComponentsWithStats(part, connectivity=8)[2][1:].astype(np.int32)
    x, y, w, h = (stats[:, i] for i in range(4))
    reach, thin = max(1, round(0.8 * scale)), 1.6 * scale
    beside = ((x <= reach) | (x + w >= part.shape[1] - reach)) & (w <= thin)
    along = ((y <= reach) | (y + h >= part.shape[0] - reach)) & (h <= thin)
    kept: Components = stats[~(beside | along)]
    kept[:, 0] += max(0, x0)
    kept[:, 1] += max(0, y0)
    return kept


def _runs(components: Components) -> list[tuple[int, int, list[int]]]:
    """Groups components that overlap vertically. Returns top, bottom and component indices of each group."""
    runs: list[tuple[int, int, list[int]]] = []
    for i in np.argsort(components[:, 1], kind="stable").tolist():
        top, bottom = int(components[i, 1]), int(components[i, 1] + components[i, 3])
        if runs and top < runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], bottom), [*runs[-1][2], i])
        else:
            runs.append((top, bottom, [i]))
    return runs


def _merged(runs: list[tuple[int, int, list[int]]], height: float) -> list[tuple[int, int, list[int]]]:
    """Merges the groups that are parts of one line, nearest first."""
    runs = list(runs)
    while len(runs) > 1:
        gaps = [
            (b[0] - a[1], k) for k, (a, b) in enumerate(pairwise(runs)) if b[1] - a[0] <= MAX_ONE_LINE_HEIGHT * height
        ]
        if not gaps:
            break
        _, k = min(gaps)
        runs[k : k + 2] = [(runs[k][0], runs[k + 1][1], runs[k][2] + runs[k + 1][2])]
    return runs


def _without_crumbs(components: Components, height: float) -> Components:
    """Returns the components; those of print that is broken into crumbs alone, with the crumbs of a character as one."""
    crumbs = np.maximum(components[:, 2], components[:, 3]) <= MAX_SPECK_SIZE * height
    if len(components) < MIN_CRUMBS or not crumbs.all():
        return components
    whole: list[Components] = []
    for part in components[np.argsort(components[:, 0], kind="stable")]:
        beside = [n for n, other in enumerate(whole) if _apart(part, other) <= MAX_CRUMB_GAP * height]
        joined = np.vstack([part, *(whole[n] for n in beside)])
        whole = [*(other for n, other in enumerate(whole) if n not in beside), _box_of(joined)[None]]
    out: Components = np.vstack(whole).astype(np.int32)
    large = out[:, 3] >= MIN_CRUMBLED_HEIGHT * height
    return out if int(out[large, 2].sum()) >= MIN_CRUMBLED_WIDTH * height else components


def _box_of(components: Components) -> Components:
    left, top, right, bottom = _extent(components)
    box: Components = np.array([left, top, right - left, bottom - top, components[:, 4].sum()], np.int32)
    return box


def _apart(one: Components, others: Components) -> float:
    """The gap between a component and the nearest of others, in pixels, the larger of its two directions."""
    across = np.maximum(others[:, 0] - one[0] - one[2], one[0] - others[:, 0] - others[:, 2])
    down = np.maximum(others[:, 1] - one[1] - one[3], one[1] - others[:, 1] - others[:, 3])
    return float(np.maximum(across, down).min())


def _without_lone_specks(components: Components, height: float) -> Components:
    """Drops specks that stand alone."""
    small = np.maximum(components[:, 2], components[:, 3]) <= MAX_SPECK_SIZE * height
    large = components[~small]
    keep = [not s or _is_near_character(b, large, height) for b, s in zip(components, small.tolist(), strict=True)]
    kept: Components = components[np.array(keep, bool)]
    return kept


def _is_near_character(component: npt.NDArray[np.int32], others: Components, height: float) -> bool:
    """Tells whether a point or speck is near enough to a character."""
    before, after = component[0] - others[:, 0] - others[:, 2], others[:, 0] - component[0] - component[2]
    at_end = bool((before > 0).all() or (after > 0).all())
    return bool((np.maximum(before, after) < (MAX_SPECK_GAP_AT_ENDS if at_end else MAX_SPECK_GAP) * height).any())


def _extent(components: Components) -> Box:
    left, top = components[:, 0].min(), components[:, 1].min()
    right, bottom = (components[:, 0] + components[:, 2]).max(), (components[:, 1] + components[:, 3]).max()
    return float(left), float(top), float(right), float(bottom)


def _split(ink: Mask, box: Box, height: float) -> list[Box]:
    """Splits touching lines at the rows with least ink near the expected boundaries.

    Returns the box itself if there is no clear gap.
    """
    x0, y0, x1, y1 = (round(v) for v in box)
    count = max(2, round((y1 - y0) / (1.25 * height)))
    profile = (ink[y0:y1, x0:x1] > 0).sum(axis=1)
    cuts = [_valley(profile, round(k * (y1 - y0) / count), max(1, round(0.3 * height))) for k in range(1, count)]
    if not cuts or max(profile[c] for c in cuts) > MAX_VALLEY_INK_RATIO * float(np.mean(profile)):
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
