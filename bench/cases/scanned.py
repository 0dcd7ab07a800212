"""Turns typeset pages into a scan and records where every leaf is on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bench.cases.leaves import Box, Leaf
from bench.cases.rendering import draw
from bench.cases.sheet import Sheet, leaf_boxes
from samples.degrade import degrade
from samples.fonts import font
from samples.seal import seal_ink, stamp

Page = NDArray[np.uint8]
Mapping = Callable[[Box], Box]
"""From points of the typed page to points of the page as displayed."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """How pages are scanned. `turns` are clockwise degrees by page; a landscape page in an upright pile is turned
    too."""

    quality: str
    dpi: int
    colour: bool
    jpeg: int
    upright: bool
    turns: dict[int, int]
    seal: tuple[str, float, float, float] | None
    """Name, centre as shares of the page, diameter in mm; on the page `seal_page`."""
    seal_page: int = 0


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page: picture, size in points as displayed, rotation, and the mapping from typeset points to displayed
    ones."""

    image: Image.Image
    width: float
    height: float
    turned: int
    place: Mapping


def scan_page(
    sheet: Sheet, number: int, scanner: Scanner, rng: np.random.Generator, folder: Path | None = None
) -> ScannedPage:
    """The page (counted from 1) as the scanner gives it."""
    clean = draw(sheet, scanner.dpi, folder)
    if scanner.seal and number == scanner.seal_page:
        clean = _stamped(clean, scanner, rng, folder)
    scan = degrade(clean if scanner.colour else _grey(clean), scanner.quality, rng)
    turned = scanner.turns.get(number, 0)
    if sheet.width > sheet.height and scanner.upright:
        turned = (turned + 90) % 360
    high, wide = scan.image.shape[:2]
    points = 72 / scanner.dpi

    def place(box: Box) -> Box:
        pixels = tuple(edge / points for edge in box)
        moved = scan.transform.box((pixels[0], pixels[1], pixels[2], pixels[3]))
        x0, y0, x1, y1 = turn_box(moved, wide, high, turned)
        return x0 * points, y0 * points, x1 * points, y1 * points

    image = Image.fromarray(np.ascontiguousarray(np.rot90(scan.image, -turned // 90)))
    return ScannedPage(image, image.width * points, image.height * points, turned, place)


def settle(sheet: Sheet, number: int, place: Mapping) -> None:
    """Writes the position into every leaf of the sheet."""
    for leaf, box in leaf_boxes(sheet):
        _add(leaf, number, place(box))


def _add(leaf: Leaf, number: int, box: Box) -> None:
    """A header row that is repeated on the next page has its position already."""
    if not leaf.places or leaf.places[-1][0] == number or number - leaf.places[-1][0] == 1:
        leaf.places.append((number, box))


def turn_box(box: Box, width: float, height: float, degrees: int) -> Box:
    """The box after the page was turned clockwise."""
    for _ in range(degrees // 90):
        x0, y0, x1, y1 = box
        box, width, height = (height - y1, x0, height - y0, x1), height, width
    return box


def _grey(page: Page) -> Page:
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _stamped(page: Page, scanner: Scanner, rng: np.random.Generator, folder: Path | None) -> Page:
    assert scanner.seal
    name, x, y, across = scanner.seal
    diameter = round(across / 25.4 * scanner.dpi)
    ink = seal_ink(name, font("song", round(diameter / 7.2), folder), diameter, 0.0, rng) * float(
        rng.uniform(0.55, 0.85)
    )
    return stamp(page, ink, (x * page.shape[1], y * page.shape[0]))
