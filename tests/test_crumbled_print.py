"""Print that a bilevel scan broke into crumbs is a line; specks, leaders and dots are none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Mask
from gouji.ocr.ruled.cell_lines import cell_lines

BOX, HEIGHT, SCALE = (0.0, 0.0, 200.0, 60.0), 22.0, 2.2


def crumbled(words: str, step: int) -> Mask:
    """The words with a hair's breadth taken out at every few pixels, across and down."""
    ink: Mask = np.zeros((60, 200), np.uint8)
    cv2.putText(ink, words, (20, 40), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (255,), 1)
    ink[::step] = 0
    ink[:, ::step] = 0
    return ink


@pytest.mark.parametrize("words", ["205.70", "1,286", "100%"])
@pytest.mark.parametrize("step", [4, 5])
def test_broken_figures_are_a_line(words: str, step: int) -> None:
    (box,) = cell_lines(crumbled(words, step), BOX, HEIGHT, SCALE)
    whole = cv2.boundingRect(crumbled(words, step))
    assert box[0] <= whole[0] + 2
    assert box[2] >= whole[0] + whole[2] - 2


@pytest.mark.parametrize("kind", ["specks", "leaders", "dots"])
def test_scattered_dirt_is_no_line(kind: str) -> None:
    ink = np.zeros((60, 200), np.uint8)
    random = np.random.default_rng(11)
    for n in range(14):
        places = {"specks": (int(random.integers(5, 190)), int(random.integers(5, 52))), "leaders": (10 + 12 * n, 40), "dots": (20 + 5 * n, 30)}
        x, y = places[kind]
        ink[y : y + 3, x : x + 3] = 255
    assert cell_lines(ink, BOX, HEIGHT, SCALE) == []
