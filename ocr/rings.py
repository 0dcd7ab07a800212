"""Grey seals on grey pages. Their ink cannot be told from print, but their rim can be found: print under it is doubtful."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.engine import Image, Mask, Quad
from ocr.raster import Raster

FINE = 1.5
"""Pixels a point for the search."""

RADII = (28.0, 75.0)
"""Points. Official seals measure 38 to 50 mm across."""

CLOSED = 0.9
"""A rim has ink all round. Of circles laid over text or tables none came above 0.84, of seals none below 0.95."""

SECTORS = 90


def seal_rings(raster: Raster) -> Mask | None:
    """255 inside of each ring, at the page's own pixels; None where there is none."""
    size = max(1, round(raster.width * FINE)), max(1, round(raster.height * FINE))
    ink = _ink(cv2.resize(raster.image, size, interpolation=cv2.INTER_AREA))
    least, most = (round(r * FINE) for r in RADII)
    found = cv2.HoughCircles(cv2.GaussianBlur(ink, (3, 3), 0), cv2.HOUGH_GRADIENT, 1.5, 40, None, 120, 60, least, most)
    if found is None:
        return None
    mask: Mask = np.zeros(raster.image.shape[:2], np.uint8)
    points = np.argwhere(ink > 0)[:, ::-1]
    factor = raster.scale / FINE
    for x, y, radius in found[0][:6].tolist():
        if _closed(points, x, y, radius):
            cv2.circle(mask, (round(x * factor), round(y * factor)), round((radius + 2) * factor), (255,), -1)
    return mask if mask.any() else None


def _ink(image: Image) -> Mask:
    grey = cv2.medianBlur(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), 3)
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12).astype(np.uint8)


def _closed(points: Quad, x: float, y: float, radius: float) -> bool:
    """Whether a thin rim near this radius has ink in nearly every direction."""
    dx, dy = points[:, 0] - x, points[:, 1] - y
    distance = np.hypot(dx, dy)
    sector = ((np.arctan2(dy, dx) + np.pi) / (2 * np.pi) * SECTORS).astype(int) % SECTORS
    rims = (np.abs(distance - radius - shift) < 1.6 for shift in range(-3, 4))
    return any(len(np.unique(sector[rim])) >= CLOSED * SECTORS for rim in rims)
