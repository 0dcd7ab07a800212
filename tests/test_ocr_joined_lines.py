"""Lines that the ring of a seal joins in the detector's map are separated; nothing else becomes a line."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Quad
from gouji.ocr.engine.split_at_arcs import PRINT_PROB, ProbabilityMap, split_lines_at_arcs

BAR = 7


def bar(seen: ProbabilityMap, x: int, y: int, length: int) -> Quad:
    seen[y : y + BAR, x : x + length] = 0.95
    return np.array([(x, y), (x + length, y), (x + length, y + BAR), (x, y + BAR)], dtype=np.float64)


def page() -> tuple[ProbabilityMap, list[Quad]]:
    """Three detected lines."""
    seen = np.zeros((960, 680), np.float32)
    return seen, [bar(seen, 140, y, length) for y, length in ((510, 110), (560, 180), (610, 150))]


def ring(seen: ProbabilityMap, x: int, y: int, size: int) -> None:
    cv2.circle(seen, (x, y), size, (0.8,), 6)


def parts(seen: ProbabilityMap) -> list[list[int]]:
    """The boxes of the connected components of a map, from top to bottom."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((seen > PRINT_PROB).astype(np.uint8))
    return sorted((row[:4].tolist() for row in stats[1:]), key=lambda b: int(b[1]))


def test_two_lines_that_a_ring_joins() -> None:
    seen, found = page()
    bar(seen, 140, 410, 320)
    bar(seen, 140, 460, 190)
    ring(seen, 330, 445, 36)
    more = split_lines_at_arcs(seen, found)
    assert more is not None
    lines = [p for p in parts(more) if p[2] > 8 * BAR]
    assert [(round(x, -1), round(y, -1)) for x, y, _, _ in lines] == [(140, 410), (140, 460)]
    assert all(height < 2 * BAR for _, _, _, height in lines)
    assert lines[0][2] >= 310


@pytest.mark.parametrize("beside", ["ring alone", "nothing", "a tall block that was found"])
def test_nothing_to_separate(beside: str) -> None:
    seen, found = page()
    if beside == "ring alone":
        ring(seen, 500, 300, 20)
    if beside == "a tall block that was found":
        seen[100:140, 100:400] = 0.9
        found.append(np.array([(100, 100), (400, 100), (400, 140), (100, 140)], dtype=np.float64))
    assert split_lines_at_arcs(seen, found) is None


def test_a_page_without_lines_has_no_line_height() -> None:
    seen = np.zeros((960, 680), np.float32)
    ring(seen, 300, 300, 60)
    assert split_lines_at_arcs(seen, []) is None
