"""Print at the ends of a figure that the reading says nothing of: a sign of comparison or a unit that was passed over."""

from __future__ import annotations

import cv2

from ocr.engine import Image, Mark, Reading

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

SURE = 0.6
"""The most that is believed of the character beside print that nobody could read."""


def unread_ends(image: Image, reading: Reading) -> tuple[bool, bool]:
    """Whether print stands before the first character of the reading, and behind its last."""
    if not reading.marks:
        return False, False
    first, last = reading.marks[0], reading.marks[-1]
    looked = first.char in FIGURE, last.char in FIGURE
    if not any(looked):
        return False, False
    high, width = image.shape[:2]
    left, right = first.left * width - OFF * high, last.right * width + OFF * high
    before, behind = _strokes(image, left, right)
    return looked[0] and before, looked[1] and behind


def with_doubt(image: Image, reading: Reading) -> Reading:
    """The reading, its first or last character doubted where print beside it was not read."""
    before, behind = unread_ends(image, reading)
    marks = list(reading.marks)
    for index in ([0] if before else []) + ([-1] if behind else []):
        marks[index] = _doubted(marks[index])
    return Reading(marks, reading.gaps)


def _doubted(mark: Mark) -> Mark:
    return Mark(mark.char, min(mark.prob, SURE), mark.alternatives, mark.left, mark.right)


def _strokes(image: Image, left: float, right: float) -> tuple[bool, bool]:
    """Whether strokes of print stand left of the one place, and right of the other."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    high = image.shape[0]
    covered = [0.0, 0.0]
    _, labels, found, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    for label, (x, _, w, h, area) in enumerate(found[1:].tolist(), start=1):
        if max(w, h) < STROKE * high:
            continue
        middle = x + w / 2
        if middle < left or middle > right:
            covered[0 if middle < left else 1] += area
        else:  # characters that touch are one stroke: what reaches far out of the reading is not of it
            if left - x >= APART * high:
                covered[0] += int((labels[:, : int(left)] == label).sum())
            if x + w - right >= APART * high:
                covered[1] += int((labels[:, int(right) :] == label).sum())
    return covered[0] >= SOLID * high * high, covered[1] >= SOLID * high * high
