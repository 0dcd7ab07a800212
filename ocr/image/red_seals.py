"""Finds red seals on colour pages by their rim and removes them by their colour.

Red ink is nearly invisible in the red channel, print is not: under the seal the page is what its red channel shows.
Red print that is no seal (a letterhead) is left unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import cached_per_image, is_grayscale
from gouji.ocr.image.raster import Raster

MIN_REDNESS = 20
"""By how much red exceeds green and blue in seal ink."""

MIN_RED_SQUARE_PT = 150
"""Area of red on a page before seals are searched: a quarter of a faint seal."""

SAMPLE_STEP_PX = 4
"""Every row and column of pixels at this distance is examined first."""

SEAL_SIZES_PT = (80.0, 170.0)
"""From the short side of an oval seal, 30 mm, to a large round one of 60 mm.

Name stamps are smaller, and so are the characters of a red letterhead; some of those have a rim too but must stay.
"""

MIN_RIM_RATIO = 0.6
"""A seal shows at least this fraction of its rim."""

SECTORS = 72

SOLID_INK_PX = 7
"""Ink that extends this far in both directions is solid."""

THICK_INK_CONTRAST = 22
"""Grey levels (of 255) by which print under solid ink is paler than other print, and darker than the bare ink."""

FloatImage = npt.NDArray[Any]
Order = tuple[int, int, int]
BLUE_GREEN_RED: Order = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Seal:
    """An ellipse (or a square of the same extent), in points of the displayed page."""

    x: float
    y: float
    width: float
    height: float


def find_red_seals(raster: Raster, order: Order = BLUE_GREEN_RED) -> list[Seal]:
    """Returns the seals on a page; none on a grayscale page. `order` names the channels that are taken for blue, green and
    red."""
    if is_grayscale(raster.image) or not _may_be_red(raster.image, order):
        return []
    red = red_ink_from_afar(raster, order)
    if int((red > 0).sum()) < MIN_RED_SQUARE_PT:
        return []
    seals: list[Seal] = []
    for seal in _circles(red) + _red_areas(red):
        if _is_seal(red, seal) and not any(_same(seal, known) for known in seals):
            seals.append(seal)
    return seals


def remove_red_seals(raster: Raster, seals: list[Seal]) -> tuple[Image, Mask]:
    """Returns the page without the seals' ink, and the mask of that ink."""
    image, mask = raster.image.copy(), np.zeros(raster.image.shape[:2], np.uint8)
    for seal in seals:
        y0, y1, x0, x1 = _frame(raster, seal)
        part = image[y0:y1, x0:x1]
        if part.size:
            patch, ink = _without_red_ink(part)
            image[y0:y1, x0:x1], mask[y0:y1, x0:x1] = patch, np.maximum(mask[y0:y1, x0:x1], ink)
    return image, mask


def red_ink_from_afar(raster: Raster, order: Order = BLUE_GREEN_RED) -> Mask:
    """Returns the red ink of a page, a pixel a point."""
    size = max(1, round(raster.width)), max(1, round(raster.height))
    return red_ink(np.ascontiguousarray(_resized(raster.image, size)[:, :, order]))


@cached_per_image
def _resized(image: Image, size: tuple[int, int]) -> Image:
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def _may_be_red(image: Image, order: Order) -> bool:
    """Whether there is a significant amount of red ink, judged by a sample of the pixels.

    Most colour pages are black print on tinted paper.
    """
    sample = image[::SAMPLE_STEP_PX, ::SAMPLE_STEP_PX]
    blue, green, red = (np.ascontiguousarray(sample[:, :, channel]) for channel in order)
    return (
        int((cv2.subtract(red, cv2.max(green, blue)) > MIN_REDNESS // 2).sum()) * SAMPLE_STEP_PX**2 >= MIN_RED_SQUARE_PT
    )


def red_ink(image: Image) -> Mask:
    """Returns 255 where the image is redder than seal ink is at least."""
    blue, green, red = cv2.split(image)
    return ((cv2.subtract(red, cv2.max(green, blue)) > MIN_REDNESS) * np.uint8(255)).astype(np.uint8)


def _red_areas(red: Mask) -> list[Seal]:
    """Returns connected red areas of a seal's size."""
    closed = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    stats = cv2.connectedComponentsWithStats(closed)[2][1:, :4].astype(float).tolist()
    return [
        Seal(x + w / 2, y + h / 2, w, h)
        for x, y, w, h in stats
        if min(w, h) >= SEAL_SIZES_PT[0] and max(w, h) <= SEAL_SIZES_PT[1]
    ]


def _circles(red: Mask) -> list[Seal]:
    """Returns circles of a seal's size: seals that touch one another or other red, or are half worn away."""
    min_radius, max_radius = (int(size / 2) for size in SEAL_SIZES_PT)
    found = cv2.HoughCircles(
        cv2.GaussianBlur(red, (5, 5), 0), cv2.HOUGH_GRADIENT, 1.5, 30, None, 120, 28, min_radius, max_radius
    )
    return [
        Seal(float(x), float(y), 2 * float(r), 2 * float(r)) for x, y, r in (found[0][:12] if found is not None else ())
    ]


def _is_seal(red: Mask, seal: Seal) -> bool:
    """Whether the seal has a rim that is red nearly all around, and much redder than what is outside it.

    Red print has no rim.
    """
    ys, xs = np.nonzero(red)
    u, v = (xs - seal.x) / (seal.width / 2), (ys - seal.y) / (seal.height / 2)
    sector = ((np.arctan2(v, u) + np.pi) / (2 * np.pi) * SECTORS).astype(int) % SECTORS
    for r in (np.hypot(u, v), np.maximum(np.abs(u), np.abs(v))):
        rim, beyond = (r > 0.86) & (r < 1.08), (r > 1.12) & (r < 1.34)
        if len(np.unique(sector[rim])) >= MIN_RIM_RATIO * SECTORS and rim.sum() > 2 * beyond.sum():
            return True
    return False


def _same(a: Seal, b: Seal) -> bool:
    return abs(a.x - b.x) < 0.4 * b.width and abs(a.y - b.y) < 0.4 * b.height


def _frame(raster: Raster, seal: Seal) -> tuple[int, int, int, int]:
    scale, slack = raster.scale, 1.12
    x, y, a, b = (v * scale for v in (seal.x, seal.y, seal.width / 2 * slack, seal.height / 2 * slack))
    height, width = raster.image.shape[:2]
    return max(0, round(y - b)), min(height, round(y + b)), max(0, round(x - a)), min(width, round(x + a))


def _without_red_ink(part: Image) -> tuple[Image, Mask]:
    """Returns the image with red ink replaced by the print that the red channel shows under it, and the ink's mask."""
    ink = red_ink(part)
    near = cv2.dilate(ink, np.ones((5, 5), np.uint8))
    red = part[:, :, 2].astype(np.float32)
    paper = float(np.percentile(red, 90))
    plain = red[(ink > 0) & (red > 0.5 * paper)]
    seal = float(np.percentile(plain, 25)) if plain.size else paper
    darkest = float(np.percentile(red, 1))
    revealed = np.clip((red - darkest) / max(1.0, 0.97 * seal - darkest), 0, 1) * (paper - darkest) + darkest
    revealed = _reveal_under_solid_ink(red, revealed, ink, seal, darkest, paper)
    grey = np.repeat(revealed[:, :, None], 3, axis=2)
    return np.where(near[:, :, None] > 0, grey, part).astype(np.uint8), ink


def _reveal_under_solid_ink(
    red: FloatImage, revealed: FloatImage, ink: Mask, seal: float, darkest: float, paper: float
) -> FloatImage:
    """Darkens print under solid ink.

    Solid ink, as in a seal's star, lets print through only faintly: the darkest that shows there is print, and is
    made as dark as print elsewhere.
    """
    solid = cv2.erode(ink, np.ones((SOLID_INK_PX, SOLID_INK_PX), np.uint8)) > 0
    if solid.sum() < SOLID_INK_PX**2 * 4:
        return revealed
    faint_print = float(np.percentile(red[solid], 1))
    if not darkest + THICK_INK_CONTRAST < faint_print < seal - THICK_INK_CONTRAST:
        return revealed
    full = np.clip((red - faint_print) / max(1.0, 0.95 * seal - faint_print), 0, 1) * (paper - darkest) + darkest
    return np.where(solid, np.minimum(full, revealed), revealed)
