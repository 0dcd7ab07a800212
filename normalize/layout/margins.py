"""Where the text block of a page begins and ends, on skewed and bent pages too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from gouji.normalize.layout.page_lines import Row

Edge = Callable[[float], float]
"""The x of an edge, as a function of y."""
Touching = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]
"""For each slope how many rows touch an edge that leans so, and how far apart they do."""
SLOPES = [step / 500 for step in range(-35, 36)]
"""Points sideways for each point down that an edge may run: 0.07 is four degrees."""
APART = 50.0
"""Rows that must line up better for each point by which the two edges lean differently: a block leans as a whole, and only a page
that was curled or taken aslant widens downwards."""
LEAST = 3
"""Fewer rows tell nothing."""


def edges(page_rows: Sequence[Row], size: float) -> tuple[Edge, Edge] | None:
    """Where a line of the text block begins and where a full one ends; None when the page has too few lines.

    Each edge is the outermost line that several rows touch: of all slopes those under which most rows line up at both.
    """
    placed = [(r.y0, r.x0, r.x1) for r in page_rows if r.y0 is not None and r.x0 is not None and r.x1 is not None]
    if len(placed) < LEAST:
        return None
    lefts, rights = [(y, x0) for y, x0, _ in placed], [(y, -x1) for y, _, x1 in placed]
    left, right = _best(_touching(lefts, size), _touching(rights, size, -1))
    first = _outermost(_places(lefts, left), size * 0.6)
    last = _outermost(_places(rights, -right), size * 0.6)
    return lambda y: first + left * y, lambda y: -last + right * y


def _best(begins: Touching, ends: Touching) -> tuple[float, float]:
    """The slopes of both edges under which most rows line up; of equal ones those under which they do so best, and that lean least."""
    slopes = np.array(SLOPES)
    rows = begins[0][:, None] + ends[0][None, :] - APART * np.abs(slopes[:, None] - slopes[None, :])
    at = np.argwhere(rows >= rows.max() - 1e-9)
    i, j = min(at.tolist(), key=lambda k: (begins[1][k[0]] + ends[1][k[1]], abs(SLOPES[k[0]]) + abs(SLOPES[k[1]])))
    return SLOPES[i], SLOPES[j]


def _touching(points: Sequence[tuple[float, float]], size: float, sign: int = 1) -> Touching:
    """For each slope how many rows line up under it, and how well."""
    found = [_largest_cluster(_places(points, sign * slope), size * 0.45) for slope in SLOPES]
    return np.array([count for count, _ in found], float), np.array([spread for _, spread in found])


def _places(points: Sequence[tuple[float, float]], slope: float) -> list[float]:
    """How far in the rows begin beside a line of that slope, the outermost first."""
    return sorted(x - slope * y for y, x in points)


def _largest_cluster(places: Sequence[float], width: float) -> tuple[int, float]:
    best = (0, 0.0)
    start = 0
    for end, place in enumerate(places):
        while place - places[start] > width:
            start += 1
        count = end - start + 1
        if count > best[0]:
            best = (count, places[end] - places[start])
    return best


def _outermost(places: Sequence[float], width: float) -> float:
    """The first place that at least two rows (a tenth of them on a full page) share."""
    need = max(2, len(places) // 10)
    for index, place in enumerate(places):
        near = [p for p in places[index:] if p - place <= width]
        if len(near) >= need:
            return sum(near) / len(near)
    return places[0]
