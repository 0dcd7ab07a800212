"""A page as an image, and the resolution at which it is read."""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from gouji.ocr.engine.protocol import Image

MIN_DPI, MAX_DPI, DEFAULT_DPI = 150.0, 300.0, 200.0
"""A page below the first is enlarged to the last; a page above the second is reduced to the second."""

LARGEST_SIDE_PX = 6000
"""A page that is larger than this at its resolution is read at a lower one."""


@dataclass(slots=True)
class Raster:
    """A page as displayed: its pixels, and its size in points."""

    image: Image
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Pixels per point."""
        return float(self.image.shape[1] / self.width)


def reading_dpi(native: float | None, longest: float) -> float:
    """Returns the reading resolution for a page with this native dpi (None: it has none) and longest side in points."""
    wanted = DEFAULT_DPI if native is None or native < MIN_DPI else min(native, MAX_DPI)
    return min(wanted, max_dpi(longest))


def max_dpi(longest: float) -> float:
    """Returns the dpi at which a page with this longest side in points has the largest number of pixels allowed."""
    return LARGEST_SIDE_PX * 72 / max(longest, 1.0)


def at_dpi(raster: Raster, dpi: float) -> Raster:
    """Returns the page at another resolution; within five per cent the page itself."""
    factor = dpi / 72 / raster.scale
    if 0.95 < factor < 1.05:
        return raster
    return Raster(resample(raster, dpi), raster.width, raster.height)


def resample(raster: Raster, dpi: float) -> Image:
    """Returns the pixels at exactly this resolution in both directions."""
    size = (max(1, round(raster.width * dpi / 72)), max(1, round(raster.height * dpi / 72)))
    interpolation = cv2.INTER_AREA if dpi / 72 < raster.scale else cv2.INTER_CUBIC
    return cv2.resize(raster.image, size, interpolation=interpolation)
