"""The rulings of a digital page: as the file draws them, or as its picture shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from pypdfium2 import PdfPage

from gouji.ocr.engine.protocol import Mask, Matrix
from gouji.ocr.image.binarize import ink_mask
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.image.raster import Raster
from gouji.ocr.image.transforms import rotate_quarter
from gouji.ocr.lines.split_at_rulings import ruling_positions, vertical_rulings
from gouji.ocr.pdf.drawn_rulings import DrawnRulings, drawn_rulings
from gouji.ocr.pdf.drawn_shapes import Shape
from gouji.ocr.pdf.render import image_cover_ratio, page_raster
from gouji.ocr.ruled.drawn_lattices import drawn_lattices
from gouji.ocr.ruled.lattice import Lattice
from gouji.ocr.ruled.level_rulings import level_rulings
from gouji.ocr.ruled.page_rulings import page_rulings
from gouji.ocr.ruled.rulings import Ruling
from gouji.ocr.ruled.scanned_lattices import lattices

RULING_DPI = 144.0
"""Resolution that is fine enough to see a hairline ruling."""

MAX_IMAGE_COVER_RATIO = 0.3
"""Images that cover more of the page than this may show the rulings of its tables."""

MIN_SPANNED_RATIO = 0.85
"""A ruling parts two characters if it spans this share of their common height."""

TURNS: dict[int, Matrix] = {
    0: np.eye(3),
    90: np.array([[0.0, 1, 0], [-1, 0, 0], [0, 0, 1]]),
    180: np.diag([-1.0, -1, 1]),
    270: np.array([[0.0, -1, 0], [1, 0, 0], [0, 0, 1]]),
}
"""Maps from the displayed page to one whose text is upright, by the clockwise rotation of the text."""


class DigitalRulings(Protocol):
    """The rulings of a page."""

    def has_ruling(self, top: float, bottom: float, left: float, right: float) -> bool:
        """Tells whether an upright ruling spans (top, bottom) between (left, right), in points."""
        ...

    def lattices(self, rotation: int) -> tuple[list[Lattice], Matrix]:
        """Returns the tables of a page with text of this rotation, and the map from them to the displayed page."""
        ...

    def level(self, rotation: int) -> list[Ruling]:
        """Returns the level rulings as seen with text of this rotation upright, in points."""
        ...


def digital_rulings(page: PdfPage, shapes: Sequence[Shape] | None) -> DigitalRulings:
    """Returns the rulings that the file draws. The page is rendered only if they are not known."""
    if shapes is None or image_cover_ratio(page) > MAX_IMAGE_COVER_RATIO:
        return PicturedRulings(page_raster(page, RULING_DPI))
    return _Drawn(drawn_rulings(shapes, *page.get_size()))


@dataclass(frozen=True, slots=True)
class _Drawn:
    rulings: DrawnRulings

    def has_ruling(self, top: float, bottom: float, left: float, right: float) -> bool:
        enough = MIN_SPANNED_RATIO * (bottom - top)
        return any(
            left <= r.at <= right and min(r.high, bottom) - max(r.low, top) >= enough for r in self.rulings.upright
        )

    def lattices(self, rotation: int) -> tuple[list[Lattice], Matrix]:
        return drawn_lattices(*self._turned(rotation)), np.linalg.inv(TURNS[rotation])

    def level(self, rotation: int) -> list[Ruling]:
        return self._turned(rotation)[0]

    def _turned(self, rotation: int) -> tuple[list[Ruling], list[Ruling]]:
        level, upright = self.rulings.level, self.rulings.upright
        if rotation == 90:
            level, upright = [_mirrored(r, across=True) for r in upright], [_mirrored(r, along=True) for r in level]
        elif rotation == 180:
            level, upright = ([_mirrored(r, along=True, across=True) for r in part] for part in (level, upright))
        elif rotation == 270:
            level, upright = [_mirrored(r, along=True) for r in upright], [_mirrored(r, across=True) for r in level]
        return level, upright


def _mirrored(ruling: Ruling, along: bool = False, across: bool = False) -> Ruling:
    low, high = (-ruling.high, -ruling.low) if along else (ruling.low, ruling.high)
    return Ruling(-ruling.at if across else ruling.at, low, high)


class PicturedRulings:
    def __init__(self, raster: Raster) -> None:
        self.raster = raster
        self.upright: Mask = vertical_rulings(ink_mask(raster.image, raster.scale), raster.scale)

    def has_ruling(self, top: float, bottom: float, left: float, right: float) -> bool:
        return bool(ruling_positions(self.upright, *(v * self.raster.scale for v in (top, bottom, left, right))))

    def lattices(self, rotation: int) -> tuple[list[Lattice], Matrix]:
        scale = self.raster.scale
        image, matrix = rotate_quarter(self.raster.image, (360 - rotation) % 360)
        found = lattices(page_rulings(image, ink_mask(image, scale), None, scale), scale)
        return found, np.diag([1 / scale, 1 / scale, 1.0]) @ np.linalg.inv(matrix)

    def level(self, rotation: int) -> list[Ruling]:
        image, _ = rotate_quarter(self.raster.image, (360 - rotation) % 360)
        shift = {0: (0.0, 0.0), 90: (0.0, self.raster.width), 180: (self.raster.width, self.raster.height)}.get(
            rotation, (self.raster.height, 0.0)
        )
        found = level_rulings(PageImage(image), self.raster.scale)
        return [Ruling(r.at - shift[1], r.low - shift[0], r.high - shift[0]) for r in found]
