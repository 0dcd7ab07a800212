"""Table columns that the detector joined into one line, and unread print at the ends of a figure."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image, Mask, Quad, Recognition, RecognizedChar
from gouji.ocr.lines.line_boxes import horizontal_box
from gouji.ocr.lines.reading_order import reading_order
from gouji.ocr.lines.split_at_gaps import split_at_gaps
from gouji.ocr.signs.unread_ink import MAX_DOUBTED_CONFIDENCE, unread_ends, with_doubt

HIGH = 40
"""Height of a line in pixels, including the margin of its box."""


def quad(left: float, right: float, top: float) -> Quad:
    return np.array([[left, top], [right, top], [right, top + HIGH], [left, top + HIGH]], float)


def page(*print_at: tuple[int, int, int]) -> Mask:
    """Ink from left to right at one height, as strokes with small gaps between them."""
    ink = np.zeros((400, 1000), np.uint8)
    for left, right, top in print_at:
        for x in range(left, right, 12):
            ink[top + 8 : top + HIGH - 8, x : min(right, x + 8)] = 255
    return ink


HEAD = [(20, 140, 100), (200, 320, 100), (400, 500, 100), (560, 700, 100)]
ROW = [(20, 140, 160), (200, 320, 160), (400, 500, 160), (534, 700, 160)]


def test_a_line_across_two_columns_is_split_at_the_gap() -> None:
    quads = [*(quad(a, b, top) for a, b, top in HEAD), quad(20, 140, 160), quad(200, 320, 160), quad(400, 700, 160)]
    parts, begin = split_at_gaps(quads, page(*HEAD, *ROW))
    boxes = [horizontal_box(p) for p in parts]
    assert len(parts) == 8
    assert not any(b[0] < 499 and b[2] > 535 for b in boxes if b[0] > 350)
    assert [[boxes[i][0] for i in line] for line in reading_order(boxes, None, begin)] == [[b[0]] for b in boxes]


def test_dirt_between_columns_does_not_join_them() -> None:
    ink = page(*HEAD, *ROW)
    ink[178:181, 515:518] = 255
    parts, _ = split_at_gaps([quad(20, 140, 160), quad(200, 320, 160), quad(400, 700, 160)], ink)
    assert len(parts) == 4


@pytest.mark.parametrize("beside", [[], [quad(20, 140, 160)]])
def test_prose_and_the_fields_of_a_cover_are_not_split(beside: list[Quad]) -> None:
    parts, begin = split_at_gaps([*beside, quad(400, 700, 160)], page(*ROW))
    assert (len(parts), begin) == (len(beside) + 1, set())


def test_a_row_of_two_boxes_next_to_a_table_row() -> None:
    quads = [*(quad(a, b, top) for a, b, top in HEAD), quad(20, 140, 160), quad(200, 700, 160)]
    parts, _ = split_at_gaps(quads, page(*HEAD, *ROW))
    assert len(parts) == 8


def cell(text: str) -> Image:
    picture = np.full((40, 40 + 20 * len(text), 3), 255, np.uint8)
    cv2.putText(picture, text, (10, 30), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (0, 0, 0), 2, cv2.LINE_AA)
    return picture


def said(text: str, left: float, right: float) -> Recognition:
    step = (right - left) / len(text)
    return Recognition([RecognizedChar(c, 0.99, (), left + i * step, left + (i + 1) * step) for i, c in enumerate(text)])


@pytest.mark.parametrize(
    ("text", "left", "right", "ends"),
    [("780", 0.05, 0.62, (False, False)), (">780", 0.22, 0.7, (True, False)), ("780m", 0.05, 0.48, (False, True))],
)
def test_unread_print_next_to_a_figure(text: str, left: float, right: float, ends: tuple[bool, bool]) -> None:
    reading = said("780", left, right)
    assert unread_ends(cell(text), reading) == ends
    doubted = with_doubt(cell(text), reading)
    assert [m.prob for m in doubted.chars] == [MAX_DOUBTED_CONFIDENCE if ends[0] else 0.99, 0.99, MAX_DOUBTED_CONFIDENCE if ends[1] else 0.99]


def test_words_are_not_checked() -> None:
    assert unread_ends(cell(">780"), said("合格", 0.5, 0.7)) == (False, False)


def test_an_unread_digit_that_touches_the_next_one() -> None:
    """One stroke covers both digits: its middle belongs to the recognized one, its first half does not."""
    picture = np.full((40, 60, 3), 255, np.uint8)
    picture[8:32, 8:13] = picture[28:32, 8:40] = picture[8:32, 36:41] = 0
    assert unread_ends(picture, said("0", 0.55, 0.7)) == (True, False)
    assert unread_ends(picture, said("20", 0.1, 0.7)) == (False, False)


@pytest.mark.parametrize(("at", "ends"), [(0.6, (True, False)), (0.2, (False, True))])
def test_more_components_than_digits(at: float, ends: tuple[bool, bool]) -> None:
    """A blot that hides the first digit is where the recogniser places its own first digit."""
    picture = np.full((40, 50, 3), 255, np.uint8)
    picture[8:32, 8:18] = picture[8:32, 24:36] = 0
    reading = said("2", at - 0.2, at + 0.2)
    assert unread_ends(picture, reading) == ends
    doubted = with_doubt(picture, reading)
    assert doubted.chars[0].prob == MAX_DOUBTED_CONFIDENCE
    assert {place for place, _, _ in doubted.gaps} == {0 if ends[0] else 1} and len(doubted.gaps) == 10
    assert with_doubt(picture, said("12", 0.1, 0.7)).gaps == []


@pytest.mark.parametrize(("top", "expected"), [(200, 5), (360, 4)])
def test_a_further_line_below_a_row_is_split_where_the_rows_are(top: int, expected: int) -> None:
    """The second line of two dates is alone at its height: rows close by tell that they are two cells."""
    quads = [quad(a, b, y) for row, y in ((HEAD, 100), (HEAD, 160)) for a, b, _ in row]
    line = [(200, 320, top), (400, 500, top)]
    parts, _ = split_at_gaps([*quads, quad(200, 500, top)], page(*HEAD, *((a, b, 160) for a, b, _ in HEAD), *line))
    assert len(parts) == 5 + expected
