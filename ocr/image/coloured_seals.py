"""Finds and removes blue, purple and green stamps as red seals are: by their rim or frame, and their colour.

The page is looked at with its channels exchanged, so that the stamp's strongest channel stands where red would: there its
ink is nearly invisible, and print is not.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import is_grayscale
from gouji.ocr.image.raster import Raster
from gouji.ocr.image.red_seals import Order, Seal, find_red_seals, red_ink_from_afar, remove_red_seals

EXCHANGED = ((2, 1, 0), (0, 2, 1))
"""Orders of the channels that put blue (purple too), and green, in the place of red."""
FRAME_SIDES_PT = (34.0, 200.0)
"""Sides of the frame of a stamp, from 12 mm."""
MAX_INK_RATIO = 0.5
"""A stamp leaves at least so much of its area free; a shaded cell does not."""
MIN_FRAME_RATIO = 0.7
"""Share of its frame that a stamp shows at least."""
SECTORS = 72
RIM, BEYOND = (0.8, 1.04), (1.12, 1.4)
"""Where the frame lies, and what is outside it, in halves of the sides."""


def remove_coloured_seals(raster: Raster) -> tuple[Image, Mask] | None:
    """Returns the page without its stamps that are not red, and the mask of their ink; None without such stamps."""
    if raster.image.ndim != 3 or is_grayscale(raster.image):
        return None
    image, mask = raster.image, None
    for order in EXCHANGED:
        page = Raster(image, raster.width, raster.height)
        seals = [seal for seal in (*find_red_seals(page, order), *_frames(page, order)) if _is_open(page, order, seal)]
        if seals:
            turned = Raster(np.ascontiguousarray(image[:, :, order]), raster.width, raster.height)
            cleaned, ink = remove_red_seals(turned, seals)
            image = np.ascontiguousarray(cleaned[:, :, order])
            mask = ink if mask is None else np.maximum(mask, ink)
    return None if mask is None else (image, mask)


def _frames(raster: Raster, order: Order) -> Iterator[Seal]:
    """Yields rectangular stamps, which are seldom put on the paper straight."""
    red = red_ink_from_afar(raster, order)
    if not red.any():
        return
    closed = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        (x, y), (width, height), angle = cv2.minAreaRect(outline)
        sides = FRAME_SIDES_PT[0] <= min(width, height) and max(width, height) <= FRAME_SIDES_PT[1]
        if sides and _has_frame(red, x, y, width, height, angle):
            left, top, across, down = cv2.boundingRect(outline)
            yield Seal(left + across / 2, top + down / 2, float(across), float(down))


def _has_frame(red: Mask, x: float, y: float, width: float, height: float, angle: float) -> bool:
    """Whether ink runs along nearly all of the sides of a rectangle, and hardly outside it."""
    ys, xs = np.nonzero(red)
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    u = ((xs - x) * cos + (ys - y) * sin) / (width / 2)
    v = ((ys - y) * cos - (xs - x) * sin) / (height / 2)
    reach = np.maximum(np.abs(u), np.abs(v))
    rim = (reach > RIM[0]) & (reach < RIM[1])
    beyond = (reach > BEYOND[0]) & (reach < BEYOND[1])
    sector = ((np.arctan2(v, u) + np.pi) / (2 * np.pi) * SECTORS).astype(int) % SECTORS
    return bool(len(np.unique(sector[rim])) >= MIN_FRAME_RATIO * SECTORS and rim.sum() > 2 * beyond.sum())


def _is_open(raster: Raster, order: Order, seal: Seal) -> bool:
    red = red_ink_from_afar(raster, order)
    x0, x1 = max(0, round(seal.x - seal.width / 2)), round(seal.x + seal.width / 2)
    y0, y1 = max(0, round(seal.y - seal.height / 2)), round(seal.y + seal.height / 2)
    part = red[y0:y1, x0:x1]
    return bool(part.size) and float((part > 0).mean()) <= MAX_INK_RATIO
