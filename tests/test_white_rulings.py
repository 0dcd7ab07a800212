"""White rulings between shaded cells are rulings; shadows, halos and grey pictures have none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image
from gouji.ocr.image.binarize import ink_mask
from gouji.ocr.image.white_rulings import with_white_rulings_dark
from gouji.ocr.ruled.cells import cell_spans
from gouji.ocr.ruled.page_rulings import page_rulings
from gouji.ocr.ruled.scanned_lattices import lattices

SCALE = 2.0


def zebra(light: int = 232, dark: int = 215, rule: int = 250, print_height: float = 0.7) -> Image:
    """Six rows of four cells, shaded in turn, with white rulings; print in each cell."""
    image = np.full((800, 1200, 3), 248, np.uint8)
    for row in range(6):
        image[100 + 60 * row : 160 + 60 * row, 80:1000] = dark if row % 2 else light
    for y in range(160, 460, 60):
        cv2.line(image, (80, y), (1000, y), (rule, rule, rule), 2)
    for x in (300, 520, 760):
        cv2.line(image, (x, 100), (x, 460), (rule, rule, rule), 2)
    for row in range(6) if print_height else ():
        for x in (100, 330, 550, 790):
            cv2.putText(image, "163.74", (x, 138 + 60 * row), cv2.FONT_HERSHEY_SIMPLEX, print_height, (20, 20, 20), 2)
    return image


def cells(image: Image) -> list[int]:
    lined = with_white_rulings_dark(image, SCALE)
    found = lattices(page_rulings(lined, ink_mask(image, SCALE), None, SCALE), SCALE)
    return [len(cell_spans(lattice, SCALE)) for lattice in found]


@pytest.mark.parametrize(("light", "dark"), [(232, 215), (225, 225), (180, 150), (236, 200)])
def test_white_rulings_make_cells(light: int, dark: int) -> None:
    assert cells(zebra(light, dark)) == [24]


@pytest.mark.parametrize("size", [0.5, 0.6])
@pytest.mark.parametrize(("light", "dark", "rule"), [(232, 215, 246), (236, 226, 248), (205, 230, 250)])
def test_print_close_to_the_rulings_hides_none(size: float, light: int, dark: int, rule: int) -> None:
    """Two lines of print fill each cell, and JPEG leaves noise beside them."""
    image = zebra(light, dark, rule, 0)
    for row in range(6):
        for x in (94, 314, 534, 774):
            for y in (126, 150):
                cv2.putText(image, "95.46", (x, y + 60 * row), cv2.FONT_HERSHEY_SIMPLEX, size, (30, 30, 30), 2)
    image = cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 80])[1], cv2.IMREAD_COLOR)
    assert cells(image) == [24]


def test_dark_rulings_on_shaded_cells_stay_what_they_are() -> None:
    assert cells(zebra(rule=40)) == [24]


@pytest.mark.parametrize("ground", ["paper", "shadow", "photo"])
def test_what_has_no_white_rulings_is_left_alone(ground: str) -> None:
    image = np.full((800, 1200, 3), 248, np.uint8)
    if ground == "shadow":
        image = np.repeat(np.linspace(150, 250, 1200).astype(np.uint8)[None, :, None], 800, 0).repeat(3, 2)
    elif ground == "photo":
        noise = np.random.default_rng(3).integers(60, 230, (20, 30, 3), dtype=np.uint8)
        image[100:600, 200:900] = cv2.resize(noise, (700, 500), interpolation=cv2.INTER_CUBIC)
    for row in range(12):
        cv2.putText(
            image, "Budget 163.74 of 200.00", (90, 80 + 50 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 2
        )
    assert with_white_rulings_dark(image, SCALE) is image


def test_the_halo_of_dark_rulings_is_none() -> None:
    """A sharpened page has a bright rim along all that is dark."""
    image = zebra(225, 225, rule=40)
    for shift in (-2, 2):
        for y in range(160, 460, 60):
            cv2.line(image, (80, y + shift), (1000, y + shift), (245, 245, 245), 1)
        for x in (300, 520, 760):
            cv2.line(image, (x + shift, 100), (x + shift, 460), (245, 245, 245), 1)
    assert with_white_rulings_dark(image, SCALE) is image
