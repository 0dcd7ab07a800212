"""Cells whose text is turned by a quarter: read the way round that is surest, unless their lines were read well."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image, Quad, Recognition, RecognizedChar
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.image.transforms import transform_points
from gouji.ocr.lines.glyph_lines import PlacedRecognition
from gouji.ocr.ruled.dewarp import fit_page_warp
from gouji.ocr.ruled.line_segments import segment_masks, thin_dark_masks
from gouji.ocr.ruled.turned_cells import turned_reading
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Reader

LINES: list[Box] = [(104.0, 100.0 + 30 * k, 124.0, 122.0 + 30 * k) for k in range(4)]
INNER: Box = (96.0, 80.0, 132.0, 240.0)


def reading(text: str, prob: float) -> Recognition:
    n = len(text)
    return Recognition([RecognizedChar(c, prob, (), k / n, (k + 1) / n) for k, c in enumerate(text)])


class FirstIsBlack:
    """Reads a line surely if its first character is a black block and its last is grey, as the page prints them."""

    def find_lines(self, image: Image) -> list[Quad]:
        return []

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        def prob(image: Image) -> float:
            third = image.shape[1] // 3
            return 0.97 if image[:, :third].mean() < image[:, -third:].mean() else 0.4

        return [reading("产出指标", prob(image)) for image in images]

    def describe(self) -> Reader:
        return Reader("test", "test", "1")


def found(upright: float, black_at_top: bool, lines: list[Box] = LINES) -> tuple[Image, tuple[float, float]] | None:
    """The turned crop, and the place on the page of the middle of its left end; None if the lines were better."""
    image = np.full((300, 300, 3), 255, np.uint8)
    levels = (0, 80, 120, 160) if black_at_top else (160, 120, 80, 0)
    for (x0, y0, x1, y1), level in zip(LINES, levels, strict=True):
        image[int(y0) : int(y1), int(x0) : int(x1)] = level
    warp = fit_page_warp(segment_masks(thin_dark_masks(np.full((300, 300, 3), 255, np.uint8), 2.0), 2.0), 2.0)
    own = [PlacedRecognition(reading("人", upright), np.eye(3), 20, 22) for _ in lines]
    turned = turned_reading(lines, own, INNER, PageImage(image), warp, 22.0, FirstIsBlack())
    if turned is None:
        return None
    crop, read = turned
    assert read.text == "产出指标"
    x, y = transform_points(np.array([[0.0, crop.image.shape[0] / 2]]), crop.back)[0].tolist()
    return crop.image, (x, y)


@pytest.mark.parametrize(("black_at_top", "begins"), [(True, 100.0), (False, 212.0)])
def test_turned_text_begins_at_the_end_that_reads_first(black_at_top: bool, begins: float) -> None:
    turned = found(0.5, black_at_top)
    assert turned is not None
    image, (x, y) = turned
    assert image.shape[1] > 2 * image.shape[0]
    assert x == pytest.approx(114, abs=4) and y == pytest.approx(begins, abs=16)


@pytest.mark.parametrize(
    ("upright", "lines"),
    [
        (0.95, LINES),  # characters one above the other, read well
        (0.5, LINES[:2]),  # too few to tell
        (0.5, [(100.0, y0, 190.0, y1) for _, y0, _, y1 in LINES]),  # lines of words
    ],
)
def test_lines_that_stand_upright_stay(upright: float, lines: list[Box]) -> None:
    assert found(upright, True, lines) is None
