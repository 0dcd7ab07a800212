"""White print on dark ground: head rows and whole negatives are read as dark print; what else is dark stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image
from gouji.ocr.image.dark_areas import with_dark_areas_inverted
from gouji.ocr.image.raster import Raster

SCALE = 2.0


def paper(ground: int = 245) -> Image:
    image = np.full((800, 1200, 3), ground, np.uint8)
    words(image, 200, 300, 20 if ground > 128 else 235)
    return image


def words(image: Image, x: int, y: int, level: int, size: float = 0.8) -> None:
    cv2.putText(image, "1,163.74 Budget 858.31", (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, (level, level, level), 2)


def inverted(image: Image) -> Image:
    return with_dark_areas_inverted(Raster(image, image.shape[1] / SCALE, image.shape[0] / SCALE)).image


@pytest.mark.parametrize("ground", [0, 60, 100])
def test_a_dark_head_row_becomes_light(ground: int) -> None:
    image = paper()
    image[100:150, 150:700] = ground
    image[100:150, 400:402] = 245  # a white rule between two cells
    words(image, 180, 135, 240)
    seen = inverted(image)
    assert np.median(seen[100:150, 150:700]) >= 255 - ground - 1 and seen[105:145, 160:390].min() < 60
    assert (seen[200:] == image[200:]).all()


def test_a_negative_becomes_a_page() -> None:
    image = paper(ground=10)
    words(image, 100, 500, 235)
    assert (inverted(image) == 255 - image).all()


@pytest.mark.parametrize("dark", ["edge", "hole", "heading", "photo", "slip", "rulings"])
def test_what_is_no_ground_of_white_print_stays(dark: str) -> None:
    image = paper()
    if dark == "edge":
        image[:, :60] = 5
    elif dark == "hole":
        cv2.circle(image, (100, 400), 20, (10, 10, 10), -1)
    elif dark == "heading":
        cv2.putText(image, "HEADING OF 2025", (150, 150), cv2.FONT_HERSHEY_DUPLEX, 2.2, (0, 0, 0), 9)
    elif dark == "photo":
        image[100:400, 600:1000] = cv2.resize(
            np.random.default_rng(5).integers(0, 160, (10, 14, 3), dtype=np.uint8),
            (400, 300),
            interpolation=cv2.INTER_CUBIC,
        )
    elif dark == "slip":
        image[:, 500:], image[700:], image[:40], image[:, :80] = 8, 8, 8, 8
    else:
        cv2.rectangle(image, (150, 100), (900, 140), (0, 0, 0), 3)
    assert (inverted(image.copy()) == image).all()
