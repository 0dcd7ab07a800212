"""Finds the left and right edges of the text block of a page, on skewed and bent pages too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from gouji.normalize.layout.page_lines import Row

Edge = Callable[[float], float]
"""The x of an edge, as a function of y."""
Alignment = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]
"""For each slope: how many rows touch an edge of that slope, and with what spread."""
SLOPES = [step / 500 for step in range(-35, 36)]
"""Horizontal points per vertical point that an edge may lean: 0.07 is four degrees."""
SLOPE_DIFFERENCE_COST = 50.0
"""Rows that must line up better for each point by which the two edges differ in slope.

A block leans as a whole; only a page that was curled or photographed obliquely widens downwards.
"""
MIN_ROWS = 3
"""Fewer rows show nothing."""


def block_edges(page_rows: Sequence[Row], size: float) -> tuple[Edge, Edge] | None:
    """Returns where a line of the text block begins and where a full one ends; None if the page has too few lines.

    Each edge is the outermost line that several rows touch. Of all slopes, those are taken at which most rows line up
    on both sides.
    """
    placed = [(r.y0, r.x0, r.x1) for r in page_rows if r.y0 is not None and r.x0 is not None and r.x1 is not None]
    if len(placed) < MIN_ROWS:
        return None
    lefts, rights = [(y, x0) for y, x0, _ in placed], [(y, -x1) for y, _, x1 in placed]
    left, right = _best(_alignment(lefts, size), _alignment(rights, size, -1))
    first = _outermost(_offsets(lefts, left), size * 0.6)
    last = _outermost(_offsets(rights, -right), size * 0.6)
    return lambda y: first + left * y, lambda y: -last + right * y


def _best(left_alignment: Alignment, right_alignment: Alignment) -> tuple[float, float]:
    """Returns the slopes of both edges at which most rows line up; among equals those with the least spread and
    lean."""
    slopes = np.array(SLOPES)
    rows = (
        left_alignment[0][:, None]
        + right_alignment[0][None, :]
        - SLOPE_DIFFERENCE_COST * np.abs(slopes[:, None] - slopes[None, :])
    )
    at = np.argwhere(rows >= rows.max() - 1e-9)
    i, j = min(
        at.tolist(),
        key=lambda k: (left_alignment[1][k[0]] + right_alignment[1][k[1]], abs(SLOPES[k[0]]) + abs(SLOPES[k[1]])),
    )
    return SLOPES[i], SLOPES[j]


def _alignment(points: Sequence[tuple[float, float]], size: float, sign: int = 1) -> Alignment:
    """Returns for each slope how many rows line up under it, and how well."""
    found = [_largest_cluster(_offsets(points, sign * slope), size * 0.45) for slope in SLOPES]
    return np.array([count for count, _ in found], float), np.array([spread for _, spread in found])


def _offsets(points: Sequence[tuple[float, float]], slope: float) -> list[float]:
    """Returns how far in the rows begin from a line of that slope, outermost first."""
    return sorted(x - slope * y for y, x in points)


def _largest_cluster(offsets: Sequence[float], width: float) -> tuple[int, float]:
    best = (0, 0.0)
    start = 0
    for end, offset in enumerate(offsets):
        while offset - offsets[start] > width:
            start += 1
        count = end - start + 1
        if count > best[0]:
            best = (count, offsets[end] - offsets[start])
    return best


def _outermost(offsets: Sequence[float], width: float) -> float:
    """Returns the first position that at least two rows (a tenth of them on a full page) share."""
    need = max(2, len(offsets) // 10)
    for index, offset in enumerate(offsets):
        near = [p for p in offsets[index:] if p - offset <= width]
        if len(near) >= need:
            return sum(near) / len(near)
    return offsets[0]
