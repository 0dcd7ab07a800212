"""Infers a decimal point that the recogniser did not see: digits of one figure stand as near to one another as the
typeface sets them.

Under a seal, or where a copy has worn the page, the point is lost but the space it took remains.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Recognition, RecognizedChar

DIGITS = frozenset("0123456789")

MIN_DIGITS = 3
"""A figure needs this many digits, so that the others show the usual spacing."""

MIN_EXTRA_SPACE = 0.17
"""In line heights: a lost point leaves at least this much more space between two digits than between the others."""

MAX_EXTRA_SPACE = 0.6
"""In line heights. Anything wider separates two columns."""

INFERRED_POINT_PROBABILITY = 0.4
"""Probability of a point that only the space indicates."""

Profile = npt.NDArray[np.bool_]


def with_lost_points(image: Image, reading: Recognition) -> Recognition:
    """Returns the reading with a point as a near miss between digits that stand too far apart.

    A reading that already has a point is returned unchanged.
    """
    digits = [m for m in reading.chars if m.char in DIGITS]
    if len(digits) < MIN_DIGITS or any(m.char in ".．" for m in reading.chars):
        return reading
    paper = _bare_columns(image)
    spaces = {
        k + 1: _space(paper, a, b)
        for k, (a, b) in enumerate(pairwise(reading.chars))
        if a.char in DIGITS and b.char in DIGITS
    }
    if len(spaces) < MIN_DIGITS - 1:
        return reading
    usual, height = median(spaces.values()) if len(spaces) > 2 else min(spaces.values()), image.shape[0]
    wide = [at for at, space in spaces.items() if MIN_EXTRA_SPACE * height <= space - usual <= MAX_EXTRA_SPACE * height]
    if len(wide) != 1 or any(at == wide[0] for at, _, _ in reading.gaps):
        return reading
    return Recognition(reading.chars, sorted([*reading.gaps, (wide[0], ".", INFERRED_POINT_PROBABILITY)]))


def _bare_columns(image: Image) -> Profile:
    """Returns which columns of the image have no ink."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    _, dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    bare: Profile = (dark[round(0.1 * len(dark)) : round(0.95 * len(dark))] > 0).sum(axis=0) == 0
    return bare


def _space(paper: Profile, left: RecognizedChar, right: RecognizedChar) -> int:
    """Returns the widest run of bare columns between the centres of two characters, in pixels."""
    width = len(paper)
    start, end = round((left.left + left.right) / 2 * width), round((right.left + right.right) / 2 * width)
    widest = run = 0
    for bare in paper[max(0, start) : max(0, end)]:
        run = run + 1 if bare else 0
        widest = max(widest, run)
    return widest
