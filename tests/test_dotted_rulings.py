"""Whether the dots along a path are what a fax left of a ruling, or a stroke of print that happens to stand where one ends."""

from __future__ import annotations

import numpy as np
import pytest

from gouji.ocr.ruled.rulings import Direction, Ruling, is_dotted

SCALE = 4.0
LENGTH = 80
"""A row of 20 points."""


def direction(dark: list[tuple[int, int]]) -> Direction:
    """Dark from one pixel to another along the row, in the middle of it."""
    seen = np.zeros((60, LENGTH), np.uint8)
    for low, high in dark:
        seen[29:32, low:high] = 200
    empty = np.zeros_like(seen)
    return Direction([], empty, seen, (seen > 0).astype(np.uint8) * 255, None, SCALE)


@pytest.mark.parametrize(
    ("dark", "wanted"),
    [
        ([(24, 56)], False),
        ([(20, 38), (39, 60)], False),
        ([(n, n + 4) for n in range(6, 76, 10)], True),
        ([(0, 50)], True),
        ([(30, 80)], True),
        ([(10, 30), (44, 70)], True),
    ],
)
def test_one_stroke_free_of_both_ends_is_no_ruling(dark: list[tuple[int, int]], wanted: bool) -> None:
    assert is_dotted(direction(dark), Ruling(30.0, 0.0, float(LENGTH)), 200.0) is wanted
