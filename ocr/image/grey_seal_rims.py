"""Finds grey seals on grey pages by their rim.

Their ink cannot be distinguished from print, so the print under it is doubtful.
"""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Mask
from gouji.ocr.image.grayscale import grayscale
from gouji.ocr.image.raster import Raster

SEARCH_PX_PER_PT = 1.5
"""Resolution of the search."""

RADII_PT = (28.0, 75.0)
"""Official seals are 38 to 50 mm in diameter."""

MIN_CLOSED_RATIO = 0.9
"""A rim has ink all around. No circle over text or tables had more than 0.84, no seal less than 0.95."""

SECTORS = 90

SURE_VOTES = 80
CANDIDATE_VOTES = 60
"""Hough votes for a circle.

Text and tables give hundreds of circles with the second number, which took most of the search time; the rims of seals
got 90 votes and more. Only a page with a rim of the first number is searched with the second.
"""

RIM_SEARCH_PX = 6
"""How far outside the circle pixels are examined."""


def find_grey_seal_rims(raster: Raster) -> Mask | None:
    """Returns a mask with 255 inside each rim, in the page's own pixels.

    None if there is no rim, or the page is too coarse to show one (a poster).
    """
    if raster.scale < SEARCH_PX_PER_PT:
        return None
    size = max(1, round(raster.width * SEARCH_PX_PER_PT)), max(1, round(raster.height * SEARCH_PX_PER_PT))
    ink = _ink(cv2.resize(grayscale(raster.image), size, interpolation=cv2.INTER_AREA))
    if not _circles(ink, SURE_VOTES):
        return None
    mask: Mask = np.zeros(raster.image.shape[:2], np.uint8)
    factor = raster.scale / SEARCH_PX_PER_PT
    for x, y, radius in _circles(ink, CANDIDATE_VOTES):
        cv2.circle(mask, (round(x * factor), round(y * factor)), round((radius + 2) * factor), (255,), -1)
    return mask if mask.any() else None


def _circles(ink: Mask, votes: int) -> list[tuple[float, float, float]]:
    """Returns centre and radius of the closed rims among the six circles with most votes."""
    min_radius, max_radius = (round(r * SEARCH_PX_PER_PT) for r in RADII_PT)
    found = cv2.HoughCircles(
        cv2.GaussianBlur(ink, (3, 3), 0), cv2.HOUGH_GRADIENT, 1.5, 40, None, 120, votes, min_radius, max_radius
    )
    return [(x, y, r) for x, y, r in found[0][:6].tolist() if _closed(ink, x, y, r)] if found is not None else []


def _ink(grey: Mask) -> Mask:
    return cv2.adaptiveThreshold(
        cv2.medianBlur(grey, 3), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12
    ).astype(np.uint8)


def _closed(ink: Mask, x: float, y: float, radius: float) -> bool:
    """Whether a thin rim near this radius has ink in nearly all directions."""
    left, top, reach = (
        max(0, int(x - radius - RIM_SEARCH_PX)),
        max(0, int(y - radius - RIM_SEARCH_PX)),
        int(2 * (radius + RIM_SEARCH_PX)) + 2,
    )
    ys, xs = np.nonzero(ink[top : top + reach, left : left + reach])
    dx, dy = xs + left - x, ys + top - y
    distance = np.hypot(dx, dy)
    sector = ((np.arctan2(dy, dx) + np.pi) / (2 * np.pi) * SECTORS).astype(int) % SECTORS
    rims = (np.abs(distance - radius - shift) < 1.6 for shift in range(-3, 4))
    return any(len(np.unique(sector[rim])) >= MIN_CLOSED_RATIO * SECTORS for rim in rims)
