"""Decimal points that the recogniser missed, inferred from the gap; specks at line ends, and points between two lines of a figure."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image, Recognition, RecognizedChar
from gouji.ocr.signs.decimal_point import with_lost_points
from gouji.ocr.signs.specks import without_specks


def printed(text: str, room: int) -> tuple[Image, Recognition]:
    """An image of digits at an even pitch, `room` pixels wider at a blank, and a recognition that misses the blank."""
    image = np.full((48, 400, 3), 255, np.uint8)
    marks, x = [], 10
    for char in text:
        if char == " ":
            x += room
            continue
        cv2.putText(image, char, (x, 40), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 2)
        marks.append(RecognizedChar(char, 0.95, (), x / 400, (x + 22) / 400))
        x += 26
    return image, Recognition(marks)


@pytest.mark.parametrize(("text", "at"), [("72 40", 2), ("1234 56", 4), ("99 4", 2)])
def test_a_lost_decimal_point_is_a_near_miss_at_its_gap(text: str, at: int) -> None:
    image, reading = printed(text, 13)
    told = with_lost_points(image, reading)
    assert [(place, char) for place, char, _ in told.gaps] == [(at, ".")]
    assert told.text == text.replace(" ", "")


@pytest.mark.parametrize(("text", "room"), [("7240", 0), ("12 34", 3), ("12 34", 60), ("9 4", 13), ("1 2 3 4", 13)])
def test_no_gap_no_decimal_point(text: str, room: int) -> None:
    image, reading = printed(text, room)
    assert with_lost_points(image, reading).gaps == []


def row(text: str) -> Recognition:
    return Recognition([RecognizedChar(char, 0.9) for char in text])


@pytest.mark.parametrize(
    ("text", "after", "before", "wanted"),
    [
        ("6*", False, False, "6"),
        ("151.8°", False, False, "151.8"),
        (".96", False, False, "96"),
        ("400.", False, False, "400"),
        ("400.", False, True, "400."),
        (".00", True, False, ".00"),
        ("*00", True, False, "00"),
    ],
)
def test_specks_at_line_ends(text: str, after: bool, before: bool, wanted: str) -> None:
    assert without_specks(row(text), after, before).text == wanted
