"""Where the text block of a page begins and ends, on skewed and bent pages too."""

from __future__ import annotations

from collections.abc import Callable

from normalize.rows import Row

SLOPES = [step / 500 for step in range(-35, 36)]
"""Points sideways for each point down that an edge may run: 0.07 is four degrees."""


def left_edge(page_rows: list[Row], size: float) -> Callable[[float], float] | None:
    """The x at which a line of the text block begins, as a function of y; None when the page has too few lines."""
    points = [(r.y0, r.x0) for r in page_rows if r.y0 is not None and r.x0 is not None]
    return _edge(points, size, sign=1)


def right_edge(page_rows: list[Row], size: float) -> Callable[[float], float] | None:
    """The x at which a full line ends, as a function of y."""
    points = [(r.y0, r.x1) for r in page_rows if r.y0 is not None and r.x1 is not None]
    return _edge(points, size, sign=-1)


def _edge(points: list[tuple[float, float]], size: float, sign: int) -> Callable[[float], float] | None:
    """The outermost line that several rows touch: of all slopes the one under which most rows line up."""
    if len(points) < 3:
        return None
    best: tuple[int, float, float, float] | None = None
    for slope in SLOPES:
        places = sorted(sign * (x - slope * y) for y, x in points)
        aligned, spread = _largest_cluster(places, size * 0.45)
        rank = (aligned, -spread, -abs(slope), slope)
        best = rank if best is None or rank > best else best
    assert best is not None
    slope = best[3]
    places = sorted(sign * (x - slope * y) for y, x in points)
    base = _outermost(places, size * 0.6)
    return lambda y: sign * base + slope * y


def _largest_cluster(places: list[float], width: float) -> tuple[int, float]:
    best = (0, 0.0)
    start = 0
    for end, place in enumerate(places):
        while place - places[start] > width:
            start += 1
        count = end - start + 1
        if count > best[0]:
            best = (count, places[end] - places[start])
    return best


def _outermost(places: list[float], width: float) -> float:
    """The first place that at least two rows (a tenth of them on a full page) share."""
    need = max(2, len(places) // 10)
    for index, place in enumerate(places):
        near = [p for p in places[index:] if p - place <= width]
        if len(near) >= need:
            return sum(near) / len(near)
    return places[0]
