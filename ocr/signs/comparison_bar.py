"""Decides from the ink whether a comparison sign has a bar: ≥ or >, ≤ or <. Small print and copies fuse the bar with
the arm above it.

The arms of > are symmetric. If the bar slants along the lower arm, as in the typefaces of these reports, there is half
as much ink again below the tip as above it. A level bar does not show this way; there the recogniser's own doubt has to
decide.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Recognition, RecognizedChar

BARRED_SIGNS = {">": "≥", "＞": "≥", "<": "≤", "＜": "≤"}

SLANTED_BAR_INK_RATIO = (1.34, 2.2)
"""Ink below the tip over ink above it, for a sign with a slanting bar. A higher ratio means that a neighbour was
taken for a part of it."""

SHAPE_LIKELIHOOD_RATIO = 15.0
"""How many times likelier such a ratio is with a bar than without (measured on six typefaces and five kinds of
paper)."""

BAR_PRIOR_ODDS = 8.0
"""Prior odds: how many times more often these reports print the sign with a bar than without."""

MIN_PRIOR_PROBABILITY = 0.02
"""Minimum probability of a bar before its ink is measured."""

MAX_POSTERIOR_PROBABILITY = 0.97
"""Maximum probability of a bar after its ink is measured."""

CERTAIN_PROBABILITY = 0.99
"""A sign that the recogniser is at least this sure of is not measured."""


def with_comparison_bars(image: Image, reading: Recognition) -> Recognition:
    """Returns the reading with the bar of doubtful comparison signs decided by their ink.

    The sign as first read stays an alternative.
    """
    if not any(m.char in BARRED_SIGNS and m.prob < CERTAIN_PROBABILITY for m in reading.chars):
        return reading
    return Recognition(
        [
            _with_measured_bar(image, m) if m.char in BARRED_SIGNS and m.prob < CERTAIN_PROBABILITY else m
            for m in reading.chars
        ],
        reading.gaps,
    )


def _with_measured_bar(image: Image, recognized: RecognizedChar) -> RecognizedChar:
    barred = BARRED_SIGNS[recognized.char]
    seen = next((p for c, p in recognized.alternatives if c == barred), 0.0)
    ratio = bar_ratio(image, recognized)
    shape = (
        SHAPE_LIKELIHOOD_RATIO
        if ratio is not None and SLANTED_BAR_INK_RATIO[0] <= ratio <= SLANTED_BAR_INK_RATIO[1]
        else 1.0
    )
    odds = BAR_PRIOR_ODDS * shape * max(seen, MIN_PRIOR_PROBABILITY if shape > 1 else 0.0) / max(recognized.prob, 1e-6)
    if odds <= 1:
        return recognized
    posterior = round(min(MAX_POSTERIOR_PROBABILITY, odds / (1 + odds)), 4)
    rivals = (
        (recognized.char, round(1 - posterior, 4)),
        *((c, p) for c, p in recognized.alternatives if c != barred and p < 1 - posterior),
    )
    return RecognizedChar(barred, posterior, rivals[:5], recognized.left, recognized.right)


def bar_ratio(image: Image, recognized: RecognizedChar) -> float | None:
    """Returns the ink below the sign's tip over the ink above it; None if no sign can be made out."""
    ink = _sign(image, recognized)
    if ink is None:
        return None
    rows, columns = np.nonzero(ink > 0.35 * ink.max())
    if not len(rows) or np.ptp(rows) < 5:
        return None
    reach = columns.max() - columns if recognized.char in ">≥＞" else columns - columns.min()
    tip = float(rows[reach <= max(1.0, 0.12 * (np.ptp(columns) + 1))].mean())
    top, bottom = int(rows.min()), int(rows.max())
    upper = ink[top : round(tip) + 1].sum() - ink[round(tip)].sum() / 2
    lower = ink[round(tip) : bottom + 1].sum() - ink[round(tip)].sum() / 2
    return float(lower / upper) if upper > 0 and tip > top + 1 else None


def _sign(image: Image, recognized: RecognizedChar) -> npt.NDArray[np.float32] | None:
    """Returns the darkness of the sign, without what stands beside, above or below it."""
    width = image.shape[1]
    pad = 0.25 * (recognized.right - recognized.left)
    x0, x1 = max(0, round((recognized.left - pad) * width)), min(width, round((recognized.right + pad) * width))
    if x1 - x0 < 4:
        return None
    grey = cv2.cvtColor(image[:, x0:x1], cv2.COLOR_BGR2GRAY)
    _, dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    count, labels, stats, centroids = cv2.connectedComponentsWithStats(dark, connectivity=8)
    if count < 2:
        return None
    components = _sign_components(stats, centroids, x1 - x0)
    paper = float(np.percentile(grey, 90))
    shade = np.clip(paper - grey.astype(np.float32), 0, None)
    return (shade * cv2.dilate(np.isin(labels, components).astype(np.uint8), np.ones((3, 3), np.uint8))).astype(
        np.float32
    )


def _sign_components(stats: Any, centroids: Any, width: int) -> list[int]:
    """Returns the components of the sign: the one nearest to the centre that is not small, and a bar below it."""
    large = [i for i in range(1, len(stats)) if stats[i, 4] >= 0.25 * stats[1:, 4].max()]
    main = min(large, key=lambda i: abs(centroids[i][0] - width / 2))
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
