"""The dots by which a fax shows a shaded ground are no print; specks elsewhere may be decimal points."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image
from gouji.ocr.image.clean import clean_page
from gouji.ocr.image.raster import Raster
from gouji.ocr.image.screened_ground import without_screen

SCALE = 204 / 72
GROUND = (slice(100, 180), slice(100, 700))
"""A shaded head row."""


def fax(every: int = 6, dot: int = 1) -> Image:
    """A page in black and white with a ruled head row on a ground of dots, a word in it, and a figure with its point below."""
    grey = np.full((600, 800), 255, np.uint8)
    rows, columns = np.mgrid[GROUND]
    shifted = columns + (rows // every % 2) * (every // 2)
    grey[GROUND][(rows % every < dot) & (shifted % every < dot)] = 0
    image = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    cv2.rectangle(image, (100, 100), (700, 180), (0, 0, 0), 3)
    cv2.putText(image, "HEAD", (300, 160), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0, 0, 0), 4)
    cv2.putText(image, "12 5", (300, 300), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 3)
    image[297:300, 346:349] = 0
    image[297:298, 420:421] = 0  # a speck
    return image


def strokes() -> Image:
    return fax(every=1000)


@pytest.mark.parametrize(("every", "dot"), [(5, 1), (6, 1), (8, 1)])
def test_the_dots_of_a_ground_go_and_print_stays(every: int, dot: int) -> None:
    cleaned = without_screen(fax(every, dot), SCALE)
    alone = strokes()
    assert not ((cleaned < 128) & (alone >= 128))[GROUND].sum() > 200, "dots that touch print stay with it"
    assert not (cleaned[alone < 128] >= 128).sum()
    assert (cleaned[250:, :] == fax(every, dot)[250:, :]).all()


def test_a_page_without_a_shaded_ground_is_the_same_image() -> None:
    page = strokes()
    assert without_screen(page, SCALE) is page


def test_loose_specks_stay() -> None:
    page = strokes()
    places = np.random.default_rng(3).integers(0, (600, 800), (60, 2))
    page[places[:, 0], places[:, 1]] = 0
    assert without_screen(page, SCALE) is page


def test_dots_as_large_as_decimal_points_stay() -> None:
    page = fax(every=9, dot=3)
    assert without_screen(page, SCALE) is page


def test_a_grey_page_stays() -> None:
    page = cv2.GaussianBlur(fax(), (0, 0), 1.5)
    assert without_screen(page, SCALE) is page


def test_cleaning_removes_the_dots_unless_told_not_to() -> None:
    raster = Raster(fax(), 800 / SCALE, 600 / SCALE)
    assert "screen" in clean_page(raster).steps
    assert "screen" not in clean_page(raster, frozenset({"screen"})).steps
