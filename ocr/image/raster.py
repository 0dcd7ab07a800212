"""A page as an image, and the resolution it is read at."""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from gouji.ocr.engine.protocol import Image

COARSEST, FINEST, USUAL = 150.0, 300.0, 200.0
"""Dots per inch: below the first a page is enlarged to the last, above the second it is reduced."""

LARGEST_SIDE = 6000
"""Pixels. A page that is larger at its resolution is read at a lower one."""


@dataclass(slots=True)
class Raster:
    """A page as it is displayed: its pixels, and its size in points."""

    image: Image
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return float(self.image.shape[1] / self.width)


def reading_dpi(native: float | None, longest: float) -> float:
    """The resolution to read a page at, from its own (None: it has none) and its longest side in points."""
    wanted = USUAL if native is None or native < COARSEST else min(native, FINEST)
    return min(wanted, most_dpi(longest))


def most_dpi(longest: float) -> float:
    """The resolution at which a page of this longest side in points has as many pixels as a page may have."""
    return LARGEST_SIDE * 72 / max(longest, 1.0)


def at_dpi(raster: Raster, dpi: float) -> Raster:
    """The same page at another resolution; within five per cent it is left alone."""
    factor = dpi / 72 / raster.scale
    if 0.95 < factor < 1.05:
        return raster
    return Raster(resample(raster, dpi), raster.width, raster.height)


def resample(raster: Raster, dpi: float) -> Image:
    """The pixels at exactly this resolution, both ways."""
    size = (max(1, round(raster.width * dpi / 72)), max(1, round(raster.height * dpi / 72)))
    how = cv2.INTER_AREA if dpi / 72 < raster.scale else cv2.INTER_CUBIC
    return cv2.resize(raster.image, size, interpolation=how)
