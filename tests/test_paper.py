"""Cropping from a page with skew and the way back to it; dewarping in bands; ruling marks without the rows between them."""

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.malloc import keep_freed_memory
from gouji.ocr.engine.protocol import Image
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.image.transforms import corners, deskew_matrix, deskewed, transform_points
from gouji.ocr.lines.line_crops import crop_line
from gouji.ocr.ruled.dewarp import PageWarp
from gouji.ocr.ruled.line_segments import label_segments, line_segments

QUAD = corners((300, 200, 700, 240))


def askew(degrees: float) -> tuple[Image, PageImage]:
    """A straight page with a word on it, and the same page with skew."""
    page = np.full((600, 1000, 3), 240, np.uint8)
    cv2.putText(page, "1,234.56", (310, 234), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 3)
    level = deskew_matrix(page.shape, degrees)
    return page, PageImage(deskewed(page, np.linalg.inv(level)), level)


@pytest.mark.parametrize("degrees", [-2.0, 0.4, 3.5])
def test_a_line_is_cropped_from_the_page_with_skew(degrees: float) -> None:
    page, paper = askew(degrees)
    straight, crop = crop_line(page, QUAD), crop_line(paper.image, QUAD, paper.deskew)
    assert crop.image.shape == straight.image.shape
    assert float(np.abs(crop.image.astype(float) - straight.image.astype(float)).mean()) < 4
    assert np.allclose(transform_points(corners((5, 5, 90, 30)), crop.back), transform_points(corners((5, 5, 90, 30)), straight.back), atol=0.1)


def test_grey_levels_of_a_straight_page_are_its_own() -> None:
    page, paper = askew(1.0)
    straight = PageImage(page)
    assert straight.grayscale is straight.sharp_grayscale and straight.grayscale.shape == (600, 1000)
    for found in (paper.grayscale, paper.sharp_grayscale):
        assert float(np.abs(found[100:500, 100:900].astype(float) - page[100:500, 100:900, 0]).mean()) < 2


@pytest.mark.parametrize("size", [(200, 130), (333, 128), (90, 400)])
def test_dewarping_in_bands_equals_dewarping_at_once(size: tuple[int, int]) -> None:
    dice = np.random.default_rng(3)
    image = dice.integers(0, 256, (size[1], size[0])).astype(np.uint8)
    flat = PageWarp(size, dice.normal(size=6), dice.normal(size=6))
    ys, xs = np.mgrid[0 : size[1], 0 : size[0]]
    places = flat.to_page(np.column_stack([xs.ravel(), ys.ravel()]).astype(float)).reshape(size[1], size[0], 2).astype(np.float32)
    at_once = cv2.remap(image, places[..., 0].copy(), places[..., 1].copy(), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    assert float(np.abs(flat.image(image).astype(float) - at_once.astype(float)).mean()) < 6


def test_marks_are_found_where_they_are() -> None:
    marks = np.zeros((50, 80), np.uint8)
    marks[3, 5:40] = marks[4, 38:70] = marks[5, 70:75] = marks[20:22, 10:30] = marks[49, 0:80] = 255
    numbered, boxes, rows = label_segments(marks)
    assert sorted((x, rows[y], w, h) for x, y, w, h in boxes) == [(0, 49, 80, 1), (5, 3, 70, 3), (10, 20, 20, 2)]
    assert len(numbered) == len(rows) == 8 and label_segments(np.zeros((9, 9), np.uint8))[1] == []
    assert sorted((s.along[0], s.across[0], s.length) for s in line_segments(marks, 30)) == [(0, 49, 80), (5, 3, 70)]


def test_freed_memory_can_be_kept_more_than_once() -> None:
    keep_freed_memory()
    keep_freed_memory()
