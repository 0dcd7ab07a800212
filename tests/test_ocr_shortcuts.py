"""What is left out on pages that do not need it, and that it is not left out where they do."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from ocr.engine import Image, Mark, Quad, Reading
from ocr.grid_marks import dark_marks
from ocr.grid_rules import may_hold_rules
from ocr.turn import is_upside_down
from schemas.pages import Reader

SCALE = 2.0


def text_page() -> Image:
    page = np.full((1200, 900, 3), 245, np.uint8)
    for y in range(100, 1100, 40):
        cv2.putText(page, "1234 HILT 5678 HILT 90", (60, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (30, 30, 30), 2)
    return page


@pytest.mark.parametrize("row", [20, 60])
@pytest.mark.parametrize("dashed", [False, True])
def test_a_table_of_one_row_is_seen_and_text_is_none(row: int, dashed: bool) -> None:
    page = text_page()
    assert not may_hold_rules(dark_marks(page, SCALE), SCALE)
    page = page.copy()
    high = round((40 if dashed else row) * SCALE)
    page[500 : 510 + high, 60:840] = 245
    for x in (80, 400, 800):
        cv2.line(page, (x, 505), (x, 505 + high), (40, 40, 40), 2)
        if dashed:
            for y in range(505, 505 + high, 12):
                page[y : y + 4, x - 2 : x + 3] = 245
    assert may_hold_rules(dark_marks(page, SCALE), SCALE)


class Sure:
    """Reads every picture with `prob` for each of `count` marks, and remembers how wide the pictures were."""

    def __init__(self, prob: float, count: int) -> None:
        self.reading, self.widths = Reading([Mark("一", prob)] * count), list[int]()

    def find_lines(self, image: Image) -> list[Quad]:
        raise AssertionError

    def read_crops(self, images: Sequence[Image]) -> list[Reading]:
        self.widths += [image.shape[1] for image in images]
        return [self.reading] * len(images)

    def describe(self) -> Reader:
        raise AssertionError


LINES = [np.array([[50.0, y], [850, y], [850, y + 30], [50, y + 30]]) for y in range(100, 800, 100)]


@pytest.mark.parametrize(
    ("prob", "count", "pictures"),
    [(0.97, 12, 1), (0.97, 3, 6), (0.6, 12, 11)],
    ids=["a dozen sure characters are enough", "a few are not", "unsure ones are read both ways"],
)
def test_which_way_up_is_told_by_as_little_as_will_do(prob: float, count: int, pictures: int) -> None:
    reader = Sure(prob, count)
    assert not is_upside_down(text_page(), LINES, reader)
    assert len(reader.widths) == pictures and reader.widths[0] < 0.6 * max(reader.widths[1:] or [900])
