"""Red seals on colour pages: found by their ring, taken out by their colour.

Red ink is nearly invisible to the red channel, print is not: under the seal the page is what its red channel shows.
Red print that is no seal (a letterhead) is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import is_grayscale
from gouji.ocr.image.raster import Raster

REDNESS = 20
"""By how much red exceeds green and blue in seal ink."""

LEAST_INK = 150
"""Square points of red on a page before seals are looked for: a quarter of a faint seal."""

SPARSE = 4
"""Of so many rows and columns of pixels one is looked at first."""

SIZES = (80.0, 170.0)
"""Points: from the short side of an oval seal, 30 mm, to a large round one of 60 mm. Name stamps are smaller, and so are the
characters of a red letterhead, some of which have a rim too: those must stay."""

RING = 0.6
"""A seal shows at least this part of its rim."""

SECTORS = 72

THICK, FAINT = 7, 22
"""Pixels of ink in either direction that are solid; and by how many tones (of 255) print under it is paler than other print, and
darker than the bare ink."""

Tones = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Seal:
    """An ellipse (or, of the same extent, a square) in points of the displayed page."""

    x: float
    y: float
    across: float
    down: float


def find_red_seals(raster: Raster) -> list[Seal]:
    """The seals on a page, none on a grey one."""
    if is_grayscale(raster.image) or not _may_be_red(raster.image):
        return []
    size = max(1, round(raster.width)), max(1, round(raster.height))
    red = _red(cv2.resize(raster.image, size, interpolation=cv2.INTER_AREA))
    if int((red > 0).sum()) < LEAST_INK:
        return []
    seals: list[Seal] = []
    for seal in _circles(red) + _blots(red):
        if _is_seal(red, seal) and not any(_same(seal, known) for known in seals):
            seals.append(seal)
    return seals


def remove_red_seals(raster: Raster, seals: list[Seal]) -> tuple[Image, Mask]:
    """The page without the seals' ink, and where that ink was."""
    image, mask = raster.image.copy(), np.zeros(raster.image.shape[:2], np.uint8)
    for seal in seals:
        y0, y1, x0, x1 = _frame(raster, seal)
        part = image[y0:y1, x0:x1]
        if part.size:
            patch, ink = _taken_out(part)
            image[y0:y1, x0:x1], mask[y0:y1, x0:x1] = patch, np.maximum(mask[y0:y1, x0:x1], ink)
    return image, mask


def _may_be_red(image: Image) -> bool:
    """Whether there is any red ink to speak of, by some of the pixels: most pages in colour are black print on tinged paper."""
    blue, green, red = cv2.split(np.ascontiguousarray(image[::SPARSE, ::SPARSE]))
    return int((cv2.subtract(red, cv2.max(green, blue)) > REDNESS // 2).sum()) * SPARSE**2 >= LEAST_INK


def _red(image: Image) -> Mask:
    blue, green, red = cv2.split(image)
    return ((cv2.subtract(red, cv2.max(green, blue)) > REDNESS) * np.uint8(255)).astype(np.uint8)


def _blots(red: Mask) -> list[Seal]:
    """Connected red of a seal's size."""
    closed = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    stats = cv2.connectedComponentsWithStats(closed)[2][1:, :4].astype(float).tolist()
    return [Seal(x + w / 2, y + h / 2, w, h) for x, y, w, h in stats if min(w, h) >= SIZES[0] and max(w, h) <= SIZES[1]]


def _circles(red: Mask) -> list[Seal]:
    """Seals that touch one another or other red, or are half worn away."""
    least, most = (int(size / 2) for size in SIZES)
    found = cv2.HoughCircles(cv2.GaussianBlur(red, (5, 5), 0), cv2.HOUGH_GRADIENT, 1.5, 30, None, 120, 28, least, most)
    return [
        Seal(float(x), float(y), 2 * float(r), 2 * float(r)) for x, y, r in (found[0][:12] if found is not None else ())
    ]


def _is_seal(red: Mask, seal: Seal) -> bool:
    """A rim that is red nearly all round, and much redder than what is outside of it: red print has no rim."""
    ys, xs = np.nonzero(red)
    u, v = (xs - seal.x) / (seal.across / 2), (ys - seal.y) / (seal.down / 2)
    sector = ((np.arctan2(v, u) + np.pi) / (2 * np.pi) * SECTORS).astype(int) % SECTORS
    for r in (np.hypot(u, v), np.maximum(np.abs(u), np.abs(v))):
        rim, beyond = (r > 0.86) & (r < 1.08), (r > 1.12) & (r < 1.34)
        if len(np.unique(sector[rim])) >= RING * SECTORS and rim.sum() > 2 * beyond.sum():
            return True
    return False


def _same(a: Seal, b: Seal) -> bool:
    return abs(a.x - b.x) < 0.4 * b.across and abs(a.y - b.y) < 0.4 * b.down


def _frame(raster: Raster, seal: Seal) -> tuple[int, int, int, int]:
    scale, slack = raster.scale, 1.12
    x, y, a, b = (v * scale for v in (seal.x, seal.y, seal.across / 2 * slack, seal.down / 2 * slack))
    height, width = raster.image.shape[:2]
    return max(0, round(y - b)), min(height, round(y + b)), max(0, round(x - a)), min(width, round(x + a))


def _taken_out(part: Image) -> tuple[Image, Mask]:
    """The picture with its red replaced by what the red channel shows of the print below it."""
    ink = _red(part)
    near = cv2.dilate(ink, np.ones((5, 5), np.uint8))
    red = part[:, :, 2].astype(np.float32)
    paper = float(np.percentile(red, 90))
    plain = red[(ink > 0) & (red > 0.5 * paper)]
    seal = float(np.percentile(plain, 25)) if plain.size else paper
    dark = float(np.percentile(red, 1))
    shown = np.clip((red - dark) / max(1.0, 0.97 * seal - dark), 0, 1) * (paper - dark) + dark
    shown = _through_thick_ink(red, shown, ink, seal, dark, paper)
    grey = np.repeat(shown[:, :, None], 3, axis=2)
    return np.where(near[:, :, None] > 0, grey, part).astype(np.uint8), ink


def _through_thick_ink(red: Tones, shown: Tones, ink: Mask, seal: float, dark: float, paper: float) -> Tones:
    """Thick ink, as of a star, lets print through only faintly: there the darkest that shows is print, and is made as dark."""
    solid = cv2.erode(ink, np.ones((THICK, THICK), np.uint8)) > 0
    if solid.sum() < THICK**2 * 4:
        return shown
    faint = float(np.percentile(red[solid], 1))
    if not dark + FAINT < faint < seal - FAINT:
        return shown
    full = np.clip((red - faint) / max(1.0, 0.95 * seal - faint), 0, 1) * (paper - dark) + dark
    return np.where(solid, np.minimum(full, shown), shown)
