"""Tables of a digital page whose rulings are found on its picture: characters in the cells that the rulings form."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gouji.ocr.image.raster import Raster
from gouji.ocr.pdf.characters import LayerChar
from gouji.ocr.pdf.digital_rulings import PicturedRulings
from gouji.ocr.pdf.ruled_tables import digital_tables
from gouji.schemas.pages import Grid


def page(turned: bool) -> tuple[Raster, list[LayerChar]]:
    """Two rows of three cells and a title; `turned`: a landscape page shown on its side, with text from top to bottom."""
    image = np.full((1200, 1200, 3), 255, np.uint8)
    for x in (200, 500, 700, 1000):
        cv2.line(image, (x, 300), (x, 420), (0, 0, 0), 1)
    for y in (300, 360, 420):
        cv2.line(image, (200, y), (1000, y), (0, 0, 0), 1)
    words = [("表", 290, 120), ("甲", 150, 165), ("1", 300, 165), ("乙", 150, 195), ("2", 300, 195), ("3", 420, 195)]
    chars = [
        LayerChar(c, (x, y - 5.0, x + 10.0, y + 5.0), 10.0, 90.0 if turned else 0.0, True, True) for c, x, y in words
    ]
    if turned:
        image = cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE).astype(np.uint8)
        turn = {c.char: (600 - c.box[3], c.box[0], 600 - c.box[1], c.box[2]) for c in chars}
        chars = [LayerChar(c.char, turn[c.char], c.size, c.angle, True, True) for c in chars]
    return Raster(image, 600.0, 600.0), chars


def tables(turned: bool) -> tuple[list[Grid], list[LayerChar]]:
    raster, chars = page(turned)
    return digital_tables(*PicturedRulings(raster).lattices(90 if turned else 0), chars, 1, lambda *_: False)


@pytest.mark.parametrize("turned", [False, True])
def test_characters_are_in_their_cells(turned: bool) -> None:
    grids, rest = tables(turned)
    said = {(c.row, c.col): "".join(line.text for line in c.lines) for c in grids[0].cells}
    assert said == {(0, 0): "甲", (0, 1): "1", (0, 2): "", (1, 0): "乙", (1, 1): "2", (1, 2): "3"}
    assert [c.char for c in rest] == ["表"]


def test_boxes_are_on_the_displayed_page() -> None:
    grids, _ = tables(turned=True)
    assert grids[0].cells[0].box == pytest.approx((420, 100, 450, 250), abs=1)
