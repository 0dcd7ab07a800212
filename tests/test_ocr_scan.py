"""Clean-up and geometry of page images, on drawn pages."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image, Quad, Recognition, RecognizedChar
from gouji.ocr.image.binarize import ink_mask
from gouji.ocr.image.clean import clean_page
from gouji.ocr.image.deskew import skew_degrees
from gouji.ocr.image.raster import Raster
from gouji.ocr.image.red_seals import find_red_seals
from gouji.ocr.image.transforms import corners, deskew_matrix, rotate_quarter, transform_points
from gouji.ocr.lines.glyph_lines import PlacedRecognition, page_lines
from gouji.ocr.lines.line_boxes import horizontal_box, refine_line_boxes
from gouji.ocr.lines.reading_order import reading_order
from gouji.ocr.lines.split_at_rulings import vertical_rulings
from gouji.ocr.scanned_page import scanned_page, upright_page
from gouji.ocr.signs.slash import with_slashes
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Reader

SCALE = 2.0
RED, GREY, BLACK = (60, 60, 210), (120, 120, 120), (20, 20, 20)


def paper(width: int = 1190, height: int = 1684) -> Image:
    """White A4 page at 2 pixels per point."""
    return np.full((height, width, 3), 250, np.uint8)


def printed(image: Image | None = None) -> Image:
    """Lines of words with a margin, some of them shorter."""
    page = paper() if image is None else image
    for row in range(20):
        for word in range(9 if row % 3 else 5):
            cv2.putText(page, "ABC", (150 + word * 100, 300 + row * 60), cv2.FONT_HERSHEY_SIMPLEX, 1.0, BLACK, 2)
    return page


def raster(image: Image) -> Raster:
    return Raster(image, image.shape[1] / SCALE, image.shape[0] / SCALE)


def tilted(image: Image, degrees: float) -> Image:
    """Text descends to the right by `degrees`."""
    back = np.linalg.inv(deskew_matrix(image.shape, degrees))
    return cv2.warpAffine(image, back[:2], (image.shape[1], image.shape[0]), borderValue=(250, 250, 250))


def sealed(image: Image, colour: tuple[int, int, int], x: int = 500, y: int = 600) -> Image:
    cv2.circle(image, (x, y), 112, colour, 6)
    cv2.circle(image, (x, y), 25, colour, -1)
    return image


class Rows:
    """Detects rows of ink, or columns where these are longer; is confident only on pages with the ink in the top half."""

    def find_lines(self, image: Image) -> list[Quad]:
        dark = ink_mask(image, SCALE)
        joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
        pieces = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
        return [corners((x, y, x + w, y + h)) for x, y, w, h in map(cv2.boundingRect, pieces)]

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        return [Recognition([RecognizedChar("A", 0.99 if self.upright(i) else 0.4)]) for i in images]

    @staticmethod
    def upright(image: Image) -> bool:
        """An L has more ink below than above."""
        dark = image.min(axis=2) < 128
        half = dark.shape[0] // 2
        return bool(dark[half:].sum() > dark[:half].sum())

    def describe(self) -> Reader:
        return Reader("rows", "", "")


def ells() -> Image:
    page = paper()
    for row in range(8):
        cv2.putText(page, "LLLLLLLLLLLLLLLL", (150, 300 + row * 90), cv2.FONT_HERSHEY_SIMPLEX, 2.0, BLACK, 4)
    return page


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_rotated_page_is_set_upright_but_boxes_stay_on_the_displayed_page(turn: int) -> None:
    lying, map_to = rotate_quarter(ells(), turn)
    page = scanned_page(raster(lying), 3, Rows())
    assert (page.rotation, page.kind, len(page.lines)) == (turn, "scanned", 8)
    wanted = transform_points(np.array([[150.0, 255.0], [700.0, 300.0]]), map_to) / SCALE
    x0, y0, x1, y1 = page.lines[0].box or (0, 0, 0, 0)
    (left, top), (right, bottom) = wanted.min(axis=0), wanted.max(axis=0)
    assert x0 - 12 < left and right < x1 + 12 and y0 - 12 < top and bottom < y1 + 12
    assert all(g.page == 3 and g.box and g.box[0] < g.box[2] and g.box[1] < g.box[3] for line in page.lines for g in line.glyphs)


@pytest.mark.parametrize("degrees", [-5.0, -2.3, -0.4, 0.0, 0.7, 3.1, 5.0])
def test_skew_is_measured_to_a_tenth_of_a_degree(degrees: float) -> None:
    image = tilted(printed(), degrees)
    back = np.linalg.inv(deskew_matrix(image.shape, degrees - 0.25))
    rough = transform_points(corners((150, 300, 1000, 340)), back)
    assert skew_degrees([rough], ink_mask(image, SCALE)) == pytest.approx(degrees, abs=0.1)


def test_a_page_without_skew_is_not_changed() -> None:
    image = printed()
    upright = upright_page(image, SCALE, Rows())
    assert upright.page_image.image is image and upright.page_image.deskew is None and (upright.rotation, upright.skew) == (0, 0.0)


@pytest.mark.parametrize(
    ("image", "steps", "marked"),
    [
        (printed(), [], False),
        (sealed(printed(), RED), ["seals"], True),
        (sealed(printed(), GREY), ["grey seals"], True),
        ((printed() * np.linspace(1, 0.5, 1190)[None, :, None]).astype(np.uint8), ["light"], False),
        (cv2.copyMakeBorder(printed()[:, 60:], 0, 0, 60, 0, cv2.BORDER_CONSTANT, value=BLACK), ["edges"], False),
    ],
)
def test_clean_up_only_if_needed(image: Image, steps: list[str], marked: bool) -> None:
    clean = clean_page(raster(image))
    assert clean.steps == steps and (clean.sealed is not None) == marked
    assert (clean.image is image) == (not steps)
    darkest = clean.image[250:1300, 300:1000].min()
    assert darkest < 70, "print must stay"


def test_a_red_seal_is_removed_and_the_print_under_it_stays() -> None:
    image = clean_page(raster(sealed(printed(), RED))).image.astype(int)
    assert (image[:, :, 2] - image[:, :, 0]).max() < 40
    plain = printed()
    assert (abs(image.min(axis=2) - plain.min(axis=2)) > 110).mean() < 0.002


@pytest.mark.parametrize(
    ("image", "count"),
    [
        (printed(), 0),
        (sealed(paper(), RED), 1),
        (sealed(sealed(paper(), RED), RED, 640, 680), 2),
        (sealed(paper(), GREY), 0),
        (cv2.putText(paper(), "RED HEADING", (150, 300), cv2.FONT_HERSHEY_SIMPLEX, 4.0, RED, 12), 0),
        (cv2.ellipse(paper(), (500, 600), (125, 85), 0, 0, 360, RED, 6), 1),
        (cv2.rectangle(paper(), (300, 300), (420, 420), RED, 6), 0),
    ],
)
def test_a_seal_has_a_rim(image: Image, count: int) -> None:
    assert len(find_red_seals(raster(image))) == count


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([(10, 10, 90, 30), (10, 40, 90, 60)], [[0], [1]]),
        ([(100, 12, 190, 31), (10, 10, 90, 30)], [[1, 0]]),
        ([(300, 12, 390, 31), (10, 10, 90, 30)], [[1], [0]]),
        ([(10, 10, 90, 30), (10, 24, 90, 44)], [[0], [1]]),
        ([(10, 10, 90, 30), (95, 5, 200, 55)], [[0], [1]]),
        ([], []),
    ],
)
def test_reading_order(boxes: list[Box], expected: list[list[int]]) -> None:
    assert reading_order(boxes) == expected


def test_a_ruling_splits_a_detected_line_and_dirt_is_not_print() -> None:
    image = paper(600, 400)
    cv2.putText(image, "10", (100, 200), cv2.FONT_HERSHEY_SIMPLEX, 1.2, BLACK, 2)
    cv2.putText(image, "93.27", (190, 200), cv2.FONT_HERSHEY_SIMPLEX, 1.2, BLACK, 2)
    cv2.line(image, (165, 100), (165, 300), BLACK, 2)
    cv2.circle(image, (80, 190), 2, BLACK, -1)
    ink = ink_mask(image, SCALE)
    rules = vertical_rulings(ink, SCALE)
    boxes = [horizontal_box(q) for q in refine_line_boxes([corners((95, 165, 300, 210))], ink, rules)]
    assert [(round(b[0], -1), round(b[2], -1)) for b in boxes] == [(100, 160), (170, 300)]
    assert reading_order(boxes, rules) == [[0], [1]]


def test_missed_print_next_to_a_line_is_added_to_it() -> None:
    image = paper(600, 300)
    cv2.line(image, (100, 150), (128, 150), BLACK, 4)
    cv2.putText(image, "ABCDEF", (145, 165), cv2.FONT_HERSHEY_SIMPLEX, 1.2, BLACK, 2)
    ink = ink_mask(image, SCALE)
    piece = horizontal_box(refine_line_boxes([corners((142, 130, 330, 172))], ink, vertical_rulings(ink, SCALE))[0])
    assert piece[0] == pytest.approx(100, abs=4)


@pytest.mark.parametrize(("bottom", "read", "expected"), [(10, "1", "/"), (30, "1", "1"), (10, "7", "7"), (10, "11", "11"), (50, "1", "1")])
def test_a_single_slanted_stroke_is_a_slash(bottom: int, read: str, expected: str) -> None:
    picture = np.full((60, 60, 3), 255, np.uint8)
    cv2.line(picture, (bottom, 55), (30 + (30 - bottom) // 8, 5), BLACK, 3)
    found = with_slashes(picture, Recognition([RecognizedChar(c, 0.96) for c in read]))
    assert found.text == expected
    assert expected != "/" or found.chars[0].alternatives[0][0] == "1"


def test_lines_report_seals_gaps_and_dirt() -> None:
    seal = np.zeros((100, 400), np.uint8)
    seal[:, 200:] = 255
    rows = [[PlacedRecognition(Recognition([RecognizedChar("甲", 1.0, (), 0, 0.5), RecognizedChar("乙", 0.9, (), 0.5, 1)], [(1, ".", 0.2)]), np.eye(3), 400, 100)] * 2]
    rows.append([PlacedRecognition(Recognition([RecognizedChar("·", 0.5)]), np.eye(3), 10, 10)])
    lines = page_lines(rows, 2, 2.0, seal)
    assert [line.text for line in lines] == ["甲乙甲乙"] and lines[0].gaps == [(1, ".", 0.2), (3, ".", 0.2)]
    assert [g.sealed for g in lines[0].glyphs[:2]] == [False, True] and lines[0].glyphs[1].prob == pytest.approx(0.81)
    assert lines[0].glyphs[1].box is not None and lines[0].glyphs[1].box[0] == 100
