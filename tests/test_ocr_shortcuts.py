"""Steps are skipped on pages that do not need them, and are not skipped on pages that do."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image, Quad, Recognition, RecognizedChar
from gouji.ocr.lines.orientation import is_upside_down
from gouji.ocr.ruled.line_segments import thin_dark_masks
from gouji.ocr.ruled.page_rulings import may_hold_rulings
from gouji.schemas.pages import Reader

SCALE = 2.0


def text_page() -> Image:
    page = np.full((1200, 900, 3), 245, np.uint8)
    for y in range(100, 1100, 40):
        cv2.putText(page, "1234 HILT 5678 HILT 90", (60, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (30, 30, 30), 2)
    return page


@pytest.mark.parametrize("row", [20, 60])
@pytest.mark.parametrize("dashed", [False, True])
def test_a_table_of_one_row_is_found_and_text_is_not_a_table(row: int, dashed: bool) -> None:
    page = text_page()
    assert not may_hold_rulings(thin_dark_masks(page, SCALE), SCALE)
    page = page.copy()
    high = round((40 if dashed else row) * SCALE)
    page[500 : 510 + high, 60:840] = 245
    for x in (80, 400, 800):
        cv2.line(page, (x, 505), (x, 505 + high), (40, 40, 40), 2)
        if dashed:
            for y in range(505, 505 + high, 12):
                page[y : y + 4, x - 2 : x + 3] = 245
    assert may_hold_rulings(thin_dark_masks(page, SCALE), SCALE)


class Sure:
    """Reads every image with `prob` for each of `count` characters, and remembers the widths of the images."""

    def __init__(self, prob: float, count: int) -> None:
        self.reading, self.widths = Recognition([RecognizedChar("一", prob)] * count), list[int]()

    def find_lines(self, image: Image) -> list[Quad]:
        raise AssertionError

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        self.widths += [image.shape[1] for image in images]
        return [self.reading] * len(images)

    def describe(self) -> Reader:
        raise AssertionError


LINES = [np.array([[50.0, y], [850, y], [850, y + 30], [50, y + 30]]) for y in range(100, 800, 100)]


@pytest.mark.parametrize(
    ("prob", "count", "pictures"),
    [(0.97, 12, 1), (0.97, 3, 6), (0.8, 12, 11), (0.6, 12, 17)],
    ids=["a dozen sure characters are enough", "a few are not", "unsure ones are read both ways", "of poor ones the highest too"],
)
def test_orientation_is_decided_by_as_little_text_as_possible(prob: float, count: int, pictures: int) -> None:
    reader = Sure(prob, count)
    assert not is_upside_down(text_page(), LINES, reader)
    assert len(reader.widths) == pictures and reader.widths[0] < 0.6 * max(reader.widths[1:] or [900])


class Title(Sure):
    """Reads high lines well if their left end is dark, and all others badly in both directions."""

    def __init__(self) -> None:
        super().__init__(0.4, 12)

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        def sure(image: Image) -> float:
            left, right = image[:, :40].mean(), image[:, -40:].mean()
            return 0.4 if image.shape[0] < 50 else 0.9 if left < right else 0.3

        return [Recognition([RecognizedChar("一", sure(image))] * 12) for image in images]


@pytest.mark.parametrize("upside_down", [False, True])
def test_the_title_decides_if_print_is_badly_degraded(upside_down: bool) -> None:
    page = np.full((900, 900, 3), 255, np.uint8)
    page[100:160, 620:680 if upside_down else 630] = 0
    if not upside_down:
        page[100:160, 200:260] = 0
    title = np.array([[200.0, 100], [680, 100], [680, 160], [200, 160]])
    lines = [np.array([[50.0, y], [850, y], [850, y + 30], [50, y + 30]]) for y in range(200, 800, 100)]
    assert is_upside_down(page, [*lines, title], Title()) == upside_down
