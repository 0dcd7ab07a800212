"""Grey seals on grey pages. Their ink cannot be told from print, but their rim can be found: print under it is doubtful."""

from __future__ import annotations

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Mask
from gouji.ocr.image.grayscale import grayscale
from gouji.ocr.image.raster import Raster

FINE = 1.5
"""Pixels a point for the search."""

RADII = (28.0, 75.0)
"""Points. Official seals measure 38 to 50 mm across."""

CLOSED = 0.9
"""A rim has ink all round. Of circles laid over text or tables none came above 0.84, of seals none below 0.95."""

SECTORS = 90

SURE, SEEN = 80, 60
"""Votes for a circle. Text and tables give hundreds with the second number, which cost most of the search; the rims of seals got 90 and
more. Only a page with a rim of the first number is searched with the second."""

BEYOND = 6
"""Pixels beyond a rim that are looked at."""


def find_grey_seal_rims(raster: Raster) -> Mask | None:
    """255 inside of each ring, at the page's own pixels; None where there is none, or the page is too coarse to show one (a poster)."""
    if raster.scale < FINE:
        return None
    size = max(1, round(raster.width * FINE)), max(1, round(raster.height * FINE))
    ink = _ink(cv2.resize(grayscale(raster.image), size, interpolation=cv2.INTER_AREA))
    if not _circles(ink, SURE):
        return None
    mask: Mask = np.zeros(raster.image.shape[:2], np.uint8)
    factor = raster.scale / FINE
    for x, y, radius in _circles(ink, SEEN):
        cv2.circle(mask, (round(x * factor), round(y * factor)), round((radius + 2) * factor), (255,), -1)
    return mask if mask.any() else None


def _circles(ink: Mask, votes: int) -> list[tuple[float, float, float]]:
    """Middle and radius of closed rims, of the six circles with most votes."""
    least, most = (round(r * FINE) for r in RADII)
    found = cv2.HoughCircles(
        cv2.GaussianBlur(ink, (3, 3), 0), cv2.HOUGH_GRADIENT, 1.5, 40, None, 120, votes, least, most
    )
    return [(x, y, r) for x, y, r in found[0][:6].tolist() if _closed(ink, x, y, r)] if found is not None else []


def _ink(grey: Mask) -> Mask:
    return cv2.adaptiveThreshold(
        cv2.medianBlur(grey, 3), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12
    ).astype(np.uint8)


def _closed(ink: Mask, x: float, y: float, radius: float) -> bool:
    """Whether a thin rim near this radius has ink in nearly every direction."""
    left, top, reach = (
        max(0, int(x - radius - BEYOND)),
        max(0, int(y - radius - BEYOND)),
        int(2 * (radius + BEYOND)) + 2,
    )
    ys, xs = np.nonzero(ink[top : top + reach, left : left + reach])
    dx, dy = xs + left - x, ys + top - y
    distance = np.hypot(dx, dy)
    sector = ((np.arctan2(dy, dx) + np.pi) / (2 * np.pi) * SECTORS).astype(int) % SECTORS
    rims = (np.abs(distance - radius - shift) < 1.6 for shift in range(-3, 4))
    return any(len(np.unique(sector[rim])) >= CLOSED * SECTORS for rim in rims)
