"""A slash alone in a cell ("none"), on paper too poor for slashes.py: told by how far it leans."""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mark, Reading

STROKES = frozenset("1lI|!i丨丿ノ7Ltf")
"""What a slash alone is read as."""

LEANS, THIN = (13.0, 50.0), 0.24
"""Degrees from upright, and breadth over length, of a blurred slash: a 1 stands straighter, and a 7 is broader."""

SURE = 0.7


def with_signs(image: Image, reading: Reading) -> Reading:
    """The reading, where a lone stroke leans as a slash does: what it was read as stays an alternative."""
    if len(reading.marks) != 1 or reading.text not in STROKES or not _is_slash(image):
        return reading
    mark = reading.marks[0]
    rivals = ((mark.char, round(1 - SURE, 4)), *(r for r in mark.alternatives if r[0] not in ("/", "")))
    return Reading([Mark("/", SURE, rivals[:5], mark.left, mark.right)], reading.gaps)


def _is_slash(image: Image) -> bool:
    """Whether the highest blob is a bare stroke that leans to the right."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark)
    if count < 2:
        return False
    ys, xs = np.nonzero(labels == 1 + int(stats[1:, 3].argmax()))
    if np.ptp(ys) < 0.3 * len(dark):
        return False
    values, axes = np.linalg.eigh(np.cov(np.vstack([xs, ys])))
    dx, dy = axes[:, 1]
    angle = float(np.degrees(np.arctan2(-dx * np.sign(dy), abs(dy))))
    return LEANS[0] <= angle <= LEANS[1] and float(np.sqrt(max(values[0], 0.0) / max(values[1], 1e-6))) < THIN
