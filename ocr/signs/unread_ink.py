"""Print at the ends of a figure that the reading says nothing of: a sign of comparison or a unit that was passed over."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Recognition, RecognizedChar

FIGURE = frozenset("0123456789%％.,")
"""A reading is looked at where it begins or ends with one of these: before a figure stands a sign, behind it a unit."""

STROKE = 0.1
"""Heights of the picture. Print has a stroke as long, what is shorter is dirt."""

SOLID = 0.012
"""Squares of the picture's height that the strokes cover at the least."""

OFF = 0.12
"""Heights of the picture between the end of the reading and the middle of a stroke that does not belong to it."""

APART = 0.25
"""Heights of the picture that a stroke which touches the reading must reach out of it."""

TALL = 0.4
"""Heights of the picture that a digit has at the least."""

DIGITS = "0123456789"
ANY_DIGIT = 0.05
"""How likely each digit is to be what nobody could read."""

SURE = 0.6
"""The most that is believed of the character beside print that nobody could read."""


def unread_ends(image: Image, reading: Recognition) -> tuple[bool, bool]:
    """Whether print stands before the first character of the reading, and behind its last."""
    if not reading.chars:
        return False, False
    first, last = reading.chars[0], reading.chars[-1]
    looked = first.char in FIGURE, last.char in FIGURE
    if not any(looked):
        return False, False
    high, width = image.shape[:2]
    strokes = _strokes(image)
    left, right = first.left * width - OFF * high, last.right * width + OFF * high
    before, behind = (covered >= SOLID * high * high for covered in _covered(strokes, left, right, high))
    if all(m.char.isdecimal() for m in reading.chars):
        early, late = _uncounted(strokes, reading, high, width)
        before, behind = before or early, behind or late
    return looked[0] and before, looked[1] and behind


def with_doubt(image: Image, reading: Recognition) -> Recognition:
    """The reading, its first or last character doubted where print beside it was not read: another digit may stand there."""
    before, behind = unread_ends(image, reading)
    marks, gaps = list(reading.chars), list(reading.gaps)
    for index, place, unread in ((0, 0, before), (-1, len(marks), behind)):
        if unread:
            marks[index] = _doubted(marks[index])
            known = {char for at, char, _ in gaps if at == place}
            gaps += [
                (place, digit, ANY_DIGIT) for digit in DIGITS if marks[index].char.isdecimal() and digit not in known
            ]
    return Recognition(marks, gaps)


def _doubted(mark: RecognizedChar) -> RecognizedChar:
    return RecognizedChar(mark.char, min(mark.prob, SURE), mark.alternatives, mark.left, mark.right)


@dataclass(frozen=True, slots=True)
class _Stroke:
    """Connected ink that is longer than dirt: its box, its pixels, and how many of them stand in each column of the picture."""

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
        if max(w, h) >= STROKE * image.shape[0]
    ]


def _covered(strokes: list[_Stroke], left: float, right: float, high: int) -> tuple[int, int]:
    """Pixels of print left of the one place, and right of the other. Characters that touch are one stroke: of one that belongs to the
    reading only what reaches far out of it counts."""
    before = behind = 0
    for stroke in strokes:
        middle, end = stroke.left + stroke.width / 2, stroke.left + stroke.width
        if middle < left or left - stroke.left >= APART * high:
            before += stroke.area if middle < left else int(stroke.columns[: int(left)].sum())
        if middle > right or end - right >= APART * high:
            behind += stroke.area if middle > right else int(stroke.columns[int(right) :].sum())
    return before, behind


def _uncounted(strokes: list[_Stroke], reading: Recognition, high: int, width: int) -> tuple[bool, bool]:
    """Whether more pieces as high as digits stand side by side than digits were read, and at which end, by where the read ones are."""
    spans: list[tuple[float, float]] = []
    for stroke in sorted(
        (s for s in strokes if s.height >= TALL * high and s.area >= SOLID * high * high), key=lambda s: s.left
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
