"""Measures print of a line image that no character of a reading covers: a character that was not read."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Recognition

MIN_STROKE_LENGTH = 0.12
"""In image heights. Print has a stroke at least this long; anything shorter is dirt."""

MAX_STROKE_WIDTH = 4.0
"""In image heights. A longer stroke is a ruling."""

MAX_OFFSET = 0.6
"""In image heights: print farther than this from the centre of every character belongs to none of them."""


def uncovered_ink(image: Image, reading: Recognition) -> float:
    """Returns the area of print that belongs to no character of the reading, as a share of the squared image height.

    Only print in the middle of the line counts: what touches the upper or lower edge is of a ruling or another line.
    """
    high, width = image.shape[:2]
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    is_print = (np.maximum(stats[:, 2], stats[:, 3]) >= MIN_STROKE_LENGTH * high) & (
        stats[:, 2] <= MAX_STROKE_WIDTH * high
    )
    is_print[0] = False
    columns = is_print[labels].sum(axis=0)
    area = float(columns[~_covered(reading, width, high)].sum())
    return area / float(high**2)


def _covered(reading: Recognition, width: int, high: int) -> npt.NDArray[np.bool_]:
    """Which columns of the image are near a character."""
    found = np.zeros(width, np.bool_)
    for each in reading.chars:
        centre = (each.left + each.right) / 2 * width
        found[max(0, round(centre - MAX_OFFSET * high)) : max(0, round(centre + MAX_OFFSET * high))] = True
    return found
