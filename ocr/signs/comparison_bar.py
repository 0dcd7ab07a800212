"""Whether a sign of comparison has its bar: ≥ or >, ≤ or <. Small print and copies fuse the bar with the arm over it.

The arms of > are alike. Where the bar slants along the lower arm, as in the faces of these papers, there is half as much ink
again under the point as over it. A level bar tells nothing so; there the recogniser's own doubt has to do.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Recognition, RecognizedChar

BARRED = {">": "≥", "＞": "≥", "<": "≤", "＜": "≤"}

SLANTED = (1.34, 2.2)
"""Ink below the point over ink above it, of a sign with a slanting bar. More than this is a neighbour taken for a part of it."""

SHAPE = 15.0
"""How many times likelier that ink is with a bar than without (measured on six faces and five kinds of paper)."""

USUAL = 8.0
"""How many times more often these reports print the sign with a bar than without."""

LEAST, FIRM = 0.02, 0.97
"""The least that a bar is believed in before its ink is measured, and the most after it."""

SURE = 0.99
"""What the recogniser is as sure of as this is not measured."""


def with_comparisons(image: Image, reading: Recognition) -> Recognition:
    """The reading, with the bar of signs that the recogniser doubts told by their ink. What they were read as stays an alternative."""
    if not any(m.char in BARRED and m.prob < SURE for m in reading.chars):
        return reading
    return Recognition(
        [_told(image, m) if m.char in BARRED and m.prob < SURE else m for m in reading.chars], reading.gaps
    )


def _told(image: Image, mark: RecognizedChar) -> RecognizedChar:
    barred = BARRED[mark.char]
    seen = next((p for c, p in mark.alternatives if c == barred), 0.0)
    ratio = bar_ratio(image, mark)
    shape = SHAPE if ratio is not None and SLANTED[0] <= ratio <= SLANTED[1] else 1.0
    odds = USUAL * shape * max(seen, LEAST if shape > 1 else 0.0) / max(mark.prob, 1e-6)
    if odds <= 1:
        return mark
    sure = round(min(FIRM, odds / (1 + odds)), 4)
    rivals = ((mark.char, round(1 - sure, 4)), *((c, p) for c, p in mark.alternatives if c != barred and p < 1 - sure))
    return RecognizedChar(barred, sure, rivals[:5], mark.left, mark.right)


def bar_ratio(image: Image, mark: RecognizedChar) -> float | None:
    """Ink below the sign's point over ink above it; None where no sign can be made out."""
    ink = _sign(image, mark)
    if ink is None:
        return None
    rows, columns = np.nonzero(ink > 0.35 * ink.max())
    if not len(rows) or np.ptp(rows) < 5:
        return None
    reach = columns.max() - columns if mark.char in ">≥＞" else columns - columns.min()
    tip = float(rows[reach <= max(1.0, 0.12 * (np.ptp(columns) + 1))].mean())
    top, bottom = int(rows.min()), int(rows.max())
    upper = ink[top : round(tip) + 1].sum() - ink[round(tip)].sum() / 2
    lower = ink[round(tip) : bottom + 1].sum() - ink[round(tip)].sum() / 2
    return float(lower / upper) if upper > 0 and tip > top + 1 else None


def _sign(image: Image, mark: RecognizedChar) -> npt.NDArray[np.float32] | None:
    """The darkness of the sign, without what stands beside, over or under it."""
    width = image.shape[1]
    pad = 0.25 * (mark.right - mark.left)
    x0, x1 = max(0, round((mark.left - pad) * width)), min(width, round((mark.right + pad) * width))
    if x1 - x0 < 4:
        return None
    grey = cv2.cvtColor(image[:, x0:x1], cv2.COLOR_BGR2GRAY)
    _, dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    if count < 2:
        return None
    own = _own(stats, centres, x1 - x0)
    paper = float(np.percentile(grey, 90))
    shade = np.clip(paper - grey.astype(np.float32), 0, None)
    return (shade * cv2.dilate(np.isin(labels, own).astype(np.uint8), np.ones((3, 3), np.uint8))).astype(np.float32)


def _own(stats: Any, centres: Any, width: int) -> list[int]:
    """The blobs of the sign: the one nearest to the middle that is not small, and a bar that lies under it."""
    large = [i for i in range(1, len(stats)) if stats[i, 4] >= 0.25 * stats[1:, 4].max()]
    main = min(large, key=lambda i: abs(centres[i][0] - width / 2))
    left, right = stats[main, 0], stats[main, 0] + stats[main, 2]
    bottom, high = stats[main, 1] + stats[main, 3], stats[main, 3]
    under = [
        i
        for i in range(1, len(stats))
        if i != main
        and stats[i, 2] >= 0.5 * (right - left)
        and stats[i, 3] <= 0.6 * high
        and stats[i, 0] >= left - 0.3 * (right - left)
        and stats[i, 0] + stats[i, 2] <= right + 0.3 * (right - left)
        and 0 <= stats[i, 1] + stats[i, 3] - bottom <= 0.7 * high
    ]
    return [main, *under]
