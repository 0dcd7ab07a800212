"""Finds room for a label on a page: not on print, a box or another label."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Area = tuple[int, int, int, int]
"""left, top, right, bottom in pixels."""

MIN_DARKNESS = 48
"""Paper is at most this much darker than the median of the page. Darker pixels are print, a seal or a ruling."""
MARGIN, GAP, ASIDE = 6, 3, 2
"""Pixels between a label and the page's edge, its box, and anything else."""
MAX_CANDIDATES, GRID_PIXELS = 150, 24
"""Distant places that are compared by what their leaders cross; one is taken from each square of GRID_PIXELS."""
CROSSING_COST = 10.0
"""Pixels of distance that one pixel of crossed print is worth."""
STEP_PIXELS = 3
"""Pixels between the places that are tried."""


class FreeSpace:
    """The free parts of one page. A placed label takes its place."""

    def __init__(self, page: Image) -> None:
        grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
        self._taken = (grey < int(np.median(grey)) - MIN_DARKNESS).astype(np.uint8)
        self._stale = True
        self._sums: NDArray[Any] = np.zeros((1, 1), np.int32)

    def take(self, area: Area) -> None:
        """Marks the area as taken."""
        left, top, right, bottom = (max(0, side) for side in area)
        self._taken[top:bottom, left:right] = 1
        self._stale = True

    def put(self, width: int, height: int, boxes: list[Area]) -> tuple[Area, bool] | None:
        """A place for a label of this size that belongs to `boxes`, and whether a leader line must connect them; None
        if the page is full.

        The place is beside the first or the last box if there is room, otherwise the best of the nearest ones.
        """
        beside = next((at for at in _beside(width, height, boxes) if self._is_free(at)), None)
        area = beside or self._nearest(width, height, boxes[0])
        if area is None:
            return None
        self.take(area)
        if beside is None:
            start, end = leader(area, boxes[0])
            cv2.line(self._taken, start, end, (1,), 1)
        return area, beside is None

    def put_inside(self, width: int, height: int, box: Area) -> tuple[Area, bool] | None:
        """A place for a label in a corner of the box; None if none is free."""
        off = GAP + ASIDE
        corners = [(x, y) for y in (box[3] - off - height, box[1] + off) for x in (box[0] + off, box[2] - off - width)]
        fits = box[2] - box[0] > width + 2 * off and box[3] - box[1] > height + 2 * off
        areas = [(x, y, x + width, y + height) for x, y in corners]
        area = next((area for area in areas if fits and self._is_free(area)), None)
        if area is None:
            return None
        self.take(area)
        return area, False

    def _is_free(self, area: Area) -> bool:
        left, top, right, bottom = area[0] - ASIDE, area[1] - ASIDE, area[2] + ASIDE, area[3] + ASIDE
        height, width = self._taken.shape
        if left < MARGIN or top < MARGIN or right > width - MARGIN or bottom > height - MARGIN:
            return False
        return not self._taken[top:bottom, left:right].any()

    def _nearest(self, width: int, height: int, box: Area) -> Area | None:
        if self._stale:
            self._sums, self._stale = cv2.integral(self._taken), False
        wide, high = width + 2 * ASIDE, height + 2 * ASIDE
        sums = self._sums[MARGIN:-MARGIN, MARGIN:-MARGIN]
        if sums.shape[0] <= high or sums.shape[1] <= wide:
            return None
        inside = sums[high:, wide:] - sums[high:, :-wide] - sums[:-high, wide:] + sums[:-high, :-wide]
        tops, lefts = np.nonzero(inside[::STEP_PIXELS, ::STEP_PIXELS] == 0)
        if not len(tops):
            return None
        lefts, tops = lefts * STEP_PIXELS + MARGIN + ASIDE, tops * STEP_PIXELS + MARGIN + ASIDE
        distances = np.hypot(_gap(lefts, lefts + width, box[0], box[2]), _gap(tops, tops + height, box[1], box[3]))
        order = np.argsort(distances, kind="stable")
        _, firsts = np.unique(
            tops[order] // GRID_PIXELS * self._taken.shape[1] + lefts[order] // GRID_PIXELS, return_index=True
        )
        nearest = order[np.sort(firsts)[:MAX_CANDIDATES]]
        areas = [(int(lefts[i]), int(tops[i]), int(lefts[i]) + width, int(tops[i]) + height) for i in nearest]
        costs = [
            float(distances[i]) + CROSSING_COST * self._crossed(area, box)
            for i, area in zip(nearest, areas, strict=True)
        ]
        return areas[costs.index(min(costs))]

    def _crossed(self, area: Area, box: Area) -> int:
        """The number of taken pixels that the leader line would cross."""
        (x0, y0), (x1, y1) = leader(area, box)
        count = max(abs(x1 - x0), abs(y1 - y0)) + 1
        rows, cols = np.linspace(y0, y1, count).round().astype(int), np.linspace(x0, x1, count).round().astype(int)
        return int(self._taken[rows.clip(0, self._taken.shape[0] - 1), cols.clip(0, self._taken.shape[1] - 1)].sum())


def leader(area: Area, box: Area) -> tuple[tuple[int, int], tuple[int, int]]:
    """The ends of the shortest line between a label and its box."""
    across, down = _ends(area[0], area[2], box[0], box[2]), _ends(area[1], area[3], box[1], box[3])
    return (across[0], down[0]), (across[1], down[1])


def _ends(a0: int, a1: int, b0: int, b1: int) -> tuple[int, int]:
    if a1 < b0:
        return a1, b0
    if b1 < a0:
        return a0, b1
    middle = (max(a0, b0) + min(a1, b1)) // 2
    return middle, middle


def _gap(low: NDArray[Any], high: NDArray[Any], first: int, last: int) -> NDArray[Any]:
    return np.asarray(np.maximum(0, np.maximum(first - high, low - last)))


def _beside(width: int, height: int, boxes: list[Area]) -> Iterator[Area]:
    """Places above and below a box, then to its right and left."""
    for left, top, right, bottom in dict.fromkeys((boxes[0], boxes[-1])):
        above, below, middle = top - GAP - ASIDE - height, bottom + GAP + ASIDE, (top + bottom - height) // 2
        for x, y in (
            *((x, y) for y in (above, below) for x in (left, right - width, (left + right - width) // 2)),
            (right + GAP + ASIDE, middle),
            (left - GAP - ASIDE - width, middle),
        ):
            yield x, y, x + width, y + height
