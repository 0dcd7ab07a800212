"""A slash alone in a cell ("none"): the recogniser, which has no neighbours to compare with, takes it for a 1."""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mark, Reading

LIKE = frozenset("1lI|!i丨丿ノ/")

LEAST, MOST = 6.0, 50.0
"""Degrees from upright. A 1 stands at most 3 askew on a straightened page."""

THIN = 0.12
"""Breadth over length of a bare stroke: a 1 with its flag and foot is broader."""

SURE = 0.7


def with_slashes(image: Image, reading: Reading) -> Reading:
    """The reading, where a lone upright stroke leans to the right as a slash: what it was read as stays an alternative."""
    if len(reading.marks) != 1 or reading.text not in LIKE or reading.text == "/":
        return reading
    if not _leans(image):
        return reading
    mark = reading.marks[0]
    rivals = ((mark.char, round(1 - SURE, 4)), *(r for r in mark.alternatives if r[0] not in ("/", "")))
    return Reading([Mark("/", SURE, rivals[:5], mark.left, mark.right)], reading.gaps)


def _leans(image: Image) -> bool:
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    _, dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark)
    if count < 2:
        return False
    stroke = 1 + int(stats[1:, 3].argmax())
    ys, xs = np.nonzero(labels == stroke)
    if np.ptp(ys) < 0.3 * image.shape[0]:
        return False
    values, axes = np.linalg.eigh(np.cov(np.vstack([xs, ys])))
    dx, dy = axes[:, 1]
    angle = float(np.degrees(np.arctan2(-dx * np.sign(dy), abs(dy))))
    return LEAST <= angle <= MOST and float(np.sqrt(max(values[0], 0.0) / max(values[1], 1e-6))) < THIN
