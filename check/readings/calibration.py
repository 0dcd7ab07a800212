"""Calibrates the first look's probability of a figure, as measured on scans with known truth (bench/calibrate.py)."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from gouji.schemas.measured_models import MAX_UNMEASURED_CONFIDENCE
from gouji.schemas.wordlists import read_rows


def calibrated(probability: float, *, measured: bool = True) -> float:
    """Maps a probability of the first look to the measured share of such figures that are right, 0..1.

    Interpolates linearly between the measured points. A probability of 1 (digital text) is returned unchanged. If the
    model was not `measured`, the table may lower its probability and never raises it.
    """
    if measured:
        return _interpolated(probability)
    return min(probability, _interpolated(probability), MAX_UNMEASURED_CONFIDENCE)


def _interpolated(probability: float) -> float:
    points = _calibration_points()
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
def _calibration_points() -> list[tuple[float, float]]:
    return sorted((float(predicted), float(right)) for predicted, right in read_rows(__package__, "certainty"))
