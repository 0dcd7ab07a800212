"""Finds print at the ends of a figure that the reading does not cover: a missed comparison sign or unit."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Recognition, RecognizedChar

FIGURE_CHARS = frozenset("0123456789%％.,")
"""A reading is checked where it begins or ends with one of these: a sign stands before a figure, a unit after it."""

MIN_STROKE_LENGTH = 0.1
"""In image heights. Print has a stroke at least this long; anything shorter is dirt."""

MIN_STROKE_AREA = 0.012
"""Minimum area that the strokes cover, as a share of the squared image height."""

MIN_STROKE_OFFSET = 0.12
"""In image heights: distance between the end of the reading and the centre of a stroke that does not belong to it."""

MIN_OVERHANG = 0.25
"""In image heights: a stroke that touches the reading must reach at least this far out of it."""

MIN_DIGIT_HEIGHT = 0.4
"""Minimum height of a digit, in image heights."""

DIGITS = "0123456789"
UNREAD_DIGIT_PROBABILITY = 0.05
"""Probability of each digit to be the print that was not read."""

MAX_DOUBTED_CONFIDENCE = 0.6
"""Maximum confidence of the character beside print that was not read."""


def unread_ends(image: Image, reading: Recognition) -> tuple[bool, bool]:
    """Tells whether print stands before the first character of the reading, and after its last."""
    if not reading.chars:
        return False, False
    first, last = reading.chars[0], reading.chars[-1]
    checked = first.char in FIGURE_CHARS, last.char in FIGURE_CHARS
    if not any(checked):
        return False, False
    high, width = image.shape[:2]
    strokes = _strokes(image)
    left, right = first.left * width - MIN_STROKE_OFFSET * high, last.right * width + MIN_STROKE_OFFSET * high
    before, after = (covered >= MIN_STROKE_AREA * high * high for covered in _ink_outside(strokes, left, right, high))
    if all(m.char.isdecimal() for m in reading.chars):
        early, late = _uncounted_digits(strokes, reading, high, width)
        before, after = before or early, after or late
    return checked[0] and before, checked[1] and after


def with_doubt(image: Image, reading: Recognition) -> Recognition:
    """Returns the reading with its first or last character doubted if print beside it was not read: another digit
    may stand there."""
    before, after = unread_ends(image, reading)
    chars, gaps = list(reading.chars), list(reading.gaps)
    for index, place, unread in ((0, 0, before), (-1, len(chars), after)):
        if unread:
            chars[index] = _doubted(chars[index])
            known = {char for at, char, _ in gaps if at == place}
            gaps += [
                (place, digit, UNREAD_DIGIT_PROBABILITY)
                for digit in DIGITS
                if chars[index].char.isdecimal() and digit not in known
            ]
    return Recognition(chars, gaps)


def _doubted(recognized: RecognizedChar) -> RecognizedChar:
    return replace(recognized, prob=min(recognized.prob, MAX_DOUBTED_CONFIDENCE))


@dataclass(frozen=True, slots=True)
class _Stroke:
    """Connected ink longer than dirt: its box, its area in pixels, and its pixel count per column of the image."""

    left: int
    width: int
    height: int
    area: int
    columns: npt.NDArray[np.intp]


def _strokes(image: Image) -> list[_Stroke]:
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    _, labels, found, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    rows = enumerate(found[1:].tolist(), start=1)
    return [
        _Stroke(x, w, h, area, (labels == label).sum(axis=0))
        for label, (x, _, w, h, area) in rows
        if max(w, h) >= MIN_STROKE_LENGTH * image.shape[0]
    ]


def _ink_outside(strokes: list[_Stroke], left: float, right: float, high: int) -> tuple[int, int]:
    """Returns the pixels of print left of one position, and right of the other.

    Touching characters form one stroke: of a stroke that belongs to the reading, only what reaches far out of it
    counts.
    """
    before = after = 0
    for stroke in strokes:
        middle, end = stroke.left + stroke.width / 2, stroke.left + stroke.width
        if middle < left or left - stroke.left >= MIN_OVERHANG * high:
            before += stroke.area if middle < left else int(stroke.columns[: int(left)].sum())
        if middle > right or end - right >= MIN_OVERHANG * high:
            after += stroke.area if middle > right else int(stroke.columns[int(right) :].sum())
    return before, after


def _uncounted_digits(strokes: list[_Stroke], reading: Recognition, high: int, width: int) -> tuple[bool, bool]:
    """Tells whether more pieces as high as digits stand side by side than digits were read, and at which end,
    judging by the positions of the read ones."""
    spans: list[tuple[float, float]] = []
    for stroke in sorted(
        (s for s in strokes if s.height >= MIN_DIGIT_HEIGHT * high and s.area >= MIN_STROKE_AREA * high * high),
        key=lambda s: s.left,
    ):
        start, end = float(stroke.left), float(stroke.left + stroke.width)
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    more = len(spans) - len(reading.chars)
    if more <= 0:
        return False, False
    middles = [(start + end) / 2 for start, end in spans]
    read = [(m.left + m.right) / 2 * width for m in reading.chars]
    off = [sum(abs(a - b) for a, b in zip(middles[first:], read, strict=False)) for first in (more, 0)]
    return off[0] <= off[1], off[1] < off[0]
