"""Recognises a lone slash in a cell ("none"): without neighbours to compare with, the recogniser takes it for a 1."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Recognition, RecognizedChar

SLASH_PROBABILITY = 0.7
"""Probability of a slash if the stroke leans and is thin enough. The original reading keeps the rest."""
MIN_STROKE_HEIGHT_RATIO = 0.3
"""Height of the stroke over height of the image: anything lower is a speck."""


@dataclass(frozen=True, slots=True)
class Slash:
    """What a slash may be read as, and how its stroke differs from a 1: in lean (degrees from vertical) and breadth
    over length."""

    read_as: frozenset[str]
    lean_degrees: tuple[float, float]
    max_breadth_ratio: float


SHARP = Slash(frozenset("1lI|!i丨丿ノ/"), (6.0, 50.0), 0.12)
"""On clear print: a 1 stands at most 3 degrees askew on a deskewed page, and with its flag and foot it is broader."""
BLURRED = Slash(frozenset("1lI|!i丨丿ノ7Ltf"), (13.0, 50.0), 0.24)
"""On paper too poor for that, the lean decides: a 1 stands straighter, and a 7 is broader."""


def with_slashes(image: Image, reading: Recognition, slash: Slash = SHARP) -> Recognition:
    """Returns the reading with a lone stroke that leans right read as a slash.

    The original reading stays an alternative.
    """
    if (
        len(reading.chars) != 1
        or reading.text == "/"
        or reading.text not in slash.read_as
        or not _is_slash(image, slash)
    ):
        return reading
    recognized = reading.chars[0]
    rivals = (
        (recognized.char, round(1 - SLASH_PROBABILITY, 4)),
        *(r for r in recognized.alternatives if r[0] not in ("/", "")),
    )
    return Recognition(
        [RecognizedChar("/", SLASH_PROBABILITY, rivals[:5], recognized.left, recognized.right)], reading.gaps
    )


def _is_slash(image: Image, slash: Slash) -> bool:
    """Tells whether the highest component is a bare stroke that leans to the right."""
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    dark = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark)
    if count < 2:
        return False
    ys, xs = np.nonzero(labels == 1 + int(stats[1:, cv2.CC_STAT_HEIGHT].argmax()))
    if np.ptp(ys) < MIN_STROKE_HEIGHT_RATIO * image.shape[0]:
        return False
    values, axes = np.linalg.eigh(np.cov(np.vstack([xs, ys])))
    dx, dy = axes[:, 1]
    lean = float(np.degrees(np.arctan2(-dx * np.sign(dy), abs(dy))))
    breadth = float(np.sqrt(max(values[0], 0.0) / max(values[1], 1e-6)))
    return slash.lean_degrees[0] <= lean <= slash.lean_degrees[1] and breadth < slash.max_breadth_ratio
