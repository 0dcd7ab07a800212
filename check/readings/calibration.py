"""How often a figure is right that the reader is so sure of, as measured on scans with known truth (bench/calibrate.py)."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from gouji.schemas.wordlists import read_rows


def calibrated(probability: float) -> float:
    """The share of figures with this probability by the first look that are read right, 0..1.

    Between the measured points the line is straight. What is certain stays so: it was not read from ink.
    """
    points = _table()
    if probability >= 1.0:
        return probability
    place = bisect_right(points, (probability, 2.0))
    if place == 0:
        return points[0][1]
    if place == len(points):
        return points[-1][1]
    (x0, y0), (x1, y1) = points[place - 1], points[place]
    return round(y0 + (y1 - y0) * (probability - x0) / (x1 - x0), 4) if x1 > x0 else y1


@cache
def _table() -> list[tuple[float, float]]:
    return sorted((float(told), float(right)) for told, right in read_rows(__package__, "certainty"))
