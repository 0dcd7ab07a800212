"""Blue, purple and green stamps are removed by their colour, and the print under them stays; shaded cells are no stamps."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image
from gouji.ocr.image.clean import clean_page
from gouji.ocr.image.coloured_seals import remove_coloured_seals
from gouji.ocr.image.raster import Raster

SCALE = 2.0
WIDTH, HEIGHT = 400.0, 300.0
BLUE, PURPLE, GREEN = (190, 70, 40), (160, 50, 120), (60, 130, 40)
FRAME = [(120, 90), (290, 75), (296, 150), (126, 165)]


def paper() -> Image:
    image = np.full((round(HEIGHT * SCALE), round(WIDTH * SCALE), 3), 244, np.uint8)
    for row in range(8):
        cv2.putText(
            image, "1,286.35  940.20  73.1%", (60, 60 + 60 * row), cv2.FONT_HERSHEY_DUPLEX, 1.1, (25, 25, 25), 2
        )
    return image


def stamped(colour: tuple[int, int, int], shape: str) -> Image:
    ink = np.full_like(paper(), 255)
    if shape == "round":
        cv2.circle(ink, (400, 260), 110, colour, 8)
        cv2.putText(ink, "OFFICE", (340, 270), cv2.FONT_HERSHEY_SIMPLEX, 1.2, colour, 4)
    else:
        points = np.array([[x * SCALE, y * SCALE] for x, y in FRAME], np.int32)
        cv2.polylines(ink, [points], True, colour, 6)
        cv2.putText(ink, "RECEIVED", (290, 240), cv2.FONT_HERSHEY_SIMPLEX, 1.2, colour, 4)
    return np.minimum(paper(), ink)


@pytest.mark.parametrize("colour", [BLUE, PURPLE, GREEN])
@pytest.mark.parametrize("shape", ["round", "frame"])
def test_a_stamp_is_removed_and_print_stays(colour: tuple[int, int, int], shape: str) -> None:
    image = stamped(colour, shape)
    clean = clean_page(Raster(image, WIDTH, HEIGHT))
    assert "coloured seals" in clean.steps and clean.sealed is not None and clean.sealed.any()
    plain, before, after = (cv2.cvtColor(each, cv2.COLOR_BGR2GRAY) < 140 for each in (paper(), image, clean.image))
    assert (before & ~plain).sum() > 1500 or colour == GREEN
    assert (after & ~plain).sum() < 0.15 * max(1500, (before & ~plain).sum())
    assert (plain & ~after).sum() < 0.12 * plain.sum()


@pytest.mark.parametrize("colour", [BLUE, PURPLE, GREEN])
def test_shaded_cells_and_lines_of_colour_are_no_stamps(colour: tuple[int, int, int]) -> None:
    image = paper()
    cv2.rectangle(image, (100, 100), (400, 200), colour, -1)
    cv2.putText(image, "940.20", (120, 400), cv2.FONT_HERSHEY_DUPLEX, 2.0, colour, 3)
    cv2.line(image, (40, 500), (700, 500), colour, 4)
    assert remove_coloured_seals(Raster(image, WIDTH, HEIGHT)) is None


def test_a_page_without_colour_has_none() -> None:
    assert remove_coloured_seals(Raster(paper(), WIDTH, HEIGHT)) is None
