"""The edges of a text block on skewed pages."""

from __future__ import annotations

from itertools import starmap

import pytest

from gouji.normalize.layout.margins import block_edges
from gouji.normalize.layout.page_lines import Row
from gouji.schemas.traced import Traced

SIZE = 15.3
LINES = [
    (118.7, 210.0, 82.2), (121.8, 223.5, 113.7), (116.7, 517.0, 142.4), (85.3, 481.9, 172.2), (115.6, 488.8, 202.1), (110.8, 517.0, 232.0),
    (85.7, 127.3, 260.9), (109.8, 518.3, 291.4), (85.2, 114.0, 319.7), (118.3, 222.5, 350.6), (113.0, 515.2, 381.0), (84.1, 187.8, 407.6),
    (114.9, 281.3, 439.9), (111.0, 513.0, 469.6), (82.1, 509.4, 500.2), (85.1, 231.7, 531.1), (111.5, 511.5, 559.1), (85.3, 510.5, 588.8),
    (84.1, 315.1, 618.1), (112.3, 514.7, 649.3), (83.1, 512.5, 679.1), (78.2, 137.7, 710.7),
]  # fmt: skip
"""Left end, right end and top of the lines of a scan skewed by half a degree: headings above, a long paragraph below."""


def row(x0: float, x1: float, y0: float) -> Row:
    return Row(Traced.plain("字"), 1, x0=x0, x1=x1, y0=y0, y1=y0 + SIZE)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("lean", [0.0, 0.02, -0.02])
def test_both_edges_lean_with_the_page(lean: float, mirrored: bool) -> None:
    lines = [(x0 + lean * y, x1 + lean * y, 800 - y if mirrored else y) for x0, x1, y in LINES]
    found = block_edges(list(starmap(row, lines)), SIZE)
    assert found is not None
    left, right = found
    flush = [(x0, y) for (x0, _, y), (begin, _, _) in zip(lines, LINES, strict=True) if begin < 90]
    full = [(x1, y) for (_, x1, y), (_, end, _) in zip(lines, LINES, strict=True) if end > 500]
    assert all(abs(left(y) - x) < 0.5 * SIZE for x, y in flush)
    assert all(abs(right(y) - x) < 0.5 * SIZE for x, y in full)


def test_two_lines_are_too_few() -> None:
    assert block_edges(list(starmap(row, LINES[:2])), SIZE) is None
