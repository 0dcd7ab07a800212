"""A decimal point that the recogniser did not see: digits of one figure stand as near to one another as the type sets them.

Under a seal, or where a copy has worn the page, a point is lost while the room that it took is still there.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Recognition, RecognizedChar

DIGITS = frozenset("0123456789")
LEAST = 3
"""Digits of a figure, so that the others tell how near they stand."""

WIDER, MOST = 0.17, 0.6
"""Line heights by which the paper between two digits is wider than between the others where a point stood; more is another column."""

ROOM = 0.4
"""How likely a point is that only its room tells of."""

Profile = npt.NDArray[np.bool_]


def with_lost_points(image: Image, reading: Recognition) -> Recognition:
    """The reading, with a point as a near miss between digits that stand too far apart; as it was where a point was read."""
    digits = [m for m in reading.chars if m.char in DIGITS]
    if len(digits) < LEAST or any(m.char in ".．" for m in reading.chars):
        return reading
    paper = _paper(image)
    rooms = {
        k + 1: _room(paper, a, b)
        for k, (a, b) in enumerate(pairwise(reading.chars))
        if a.char in DIGITS and b.char in DIGITS
    }
    if len(rooms) < LEAST - 1:
        return reading
    usual, height = median(rooms.values()) if len(rooms) > 2 else min(rooms.values()), image.shape[0]
    wide = [at for at, room in rooms.items() if WIDER * height <= room - usual <= MOST * height]
    if len(wide) != 1 or any(at == wide[0] for at, _, _ in reading.gaps):
        return reading
    return Recognition(reading.chars, sorted([*reading.gaps, (wide[0], ".", ROOM)]))


def _paper(image: Image) -> Profile:
    """Which columns of the picture have no ink."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    _, dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    bare: Profile = (dark[round(0.1 * len(dark)) : round(0.95 * len(dark))] > 0).sum(axis=0) == 0
    return bare


def _room(paper: Profile, left: RecognizedChar, right: RecognizedChar) -> int:
    """The widest run of bare columns between the middles of two marks, pixels."""
    width = len(paper)
    start, end = round((left.left + left.right) / 2 * width), round((right.left + right.right) / 2 * width)
    widest = run = 0
    for bare in paper[max(0, start) : max(0, end)]:
        run = run + 1 if bare else 0
        widest = max(widest, run)
    return widest
