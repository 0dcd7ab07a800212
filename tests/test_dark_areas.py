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
    assert np.median(seen[100:150, 150:700]) >= 240 and seen[105:145, 160:390].min() < 60
    assert (seen[200:] == image[200:]).all()


def poor(image: Image, light: tuple[float, float], mottle: float) -> Image:
    """The page below a lamp that is weak on one side, its dark ink patchy, seen through noise."""
    rng = np.random.default_rng(3)
    ink = 1 - image[..., 0] / 255
    patches = cv2.resize(rng.random((30, 40)), (image.shape[1], image.shape[0]), interpolation=cv2.INTER_CUBIC)
    grey = 255 * (1 - ink * (1 - mottle * np.clip(patches, 0, 1))) * np.linspace(*light, image.shape[1])
    grey = cv2.GaussianBlur(grey, (0, 0), 0.8) + rng.normal(0, 7, grey.shape)
    return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


def head_rows(image: Image, ground: int) -> None:
    """A head row with a label that reaches into the row below it, and a strip of white rulings."""
    image[100:150, 150:1000], image[150:200, 150:300] = ground, ground
    image[100:200, 299:301] = 245
    words(image, 320, 135, 240)
    words(image, 160, 180, 240, 0.28)
    image[200:202, 150:1000] = 40


@pytest.mark.parametrize("light", [(1.0, 1.0), (0.55, 1.0), (0.9, 0.62)])
@pytest.mark.parametrize("degrees", [0.0, 2.5, -3.0])
def test_white_print_is_read_on_a_poor_and_skewed_page(light: tuple[float, float], degrees: float) -> None:
    image = paper()
    head_rows(image, 60)
    turn = cv2.getRotationMatrix2D((600, 400), degrees, 1.0)
    image = cv2.warpAffine(image, turn, (1200, 800), borderValue=(245, 245, 245)).astype(np.uint8)
    image = poor(image, light, 0.45)
    seen = inverted(image)
    for x, y in [(700, 110), (200, 140), (200, 190), (600, 300)]:  # the head row, its label twice, the paper
        at = (turn @ [x, y, 1]).round().astype(int)
        around = seen[at[1] - 2 : at[1] + 3, at[0] - 4 : at[0] + 5, 0]
        paper_there = np.linspace(*light, 1200)[at[0]] * 245
        assert np.median(around) >= 0.8 * paper_there, (x, y)
    left, top = (turn @ [320, 118, 1]).round().astype(int)
    assert np.percentile(seen[top - 12 : top + 22, left : left + 250, 0], 2) < 110  # the words are dark print now


def test_the_ground_of_a_copied_head_row_becomes_paper() -> None:
    """A copier leaves it mottled; nothing of that is dark any more, and words beside it are."""
    image = paper()
    image[100:190, 150:1100] = 40
    words(image, 180, 150, 240)
    rng = np.random.default_rng(5)
    mottle = cv2.resize(rng.random((45, 475)), (950, 90), interpolation=cv2.INTER_CUBIC)
    ground = image[100:190, 150:1100]
    ground[ground < 128] = (ground * (1 + 1.2 * mottle[..., None]))[ground < 128]
    seen = inverted(image)
    assert np.percentile(seen[110:180, 600:1080], 1) > 200
    assert np.percentile(seen[130:155, 180:580], 2) < 60


def test_the_edge_of_a_dark_row_becomes_a_ruling() -> None:
    image = paper()
    image[100:150, 150:700] = 60
    words(image, 180, 135, 240)
    seen = inverted(image)[..., 0]
    for edge in (seen[97:103, 400], seen[147:153, 690], seen[125, 147:153], seen[125, 697:703]):
        assert edge.min() < 120


@pytest.mark.parametrize("ground", [90, 130, 175, 205])
def test_a_shaded_cell_with_dark_print_stays(ground: int) -> None:
    image = paper()
    image[100:150, 150:700] = ground
    words(image, 180, 135, 10)
    image = poor(image, (0.8, 1.0), 0.3)
    assert (inverted(image) == image).all()


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
