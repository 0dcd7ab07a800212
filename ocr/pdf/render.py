"""A page of a PDF as an image, at the resolution of the scan that it holds."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gouji.ocr.engine.protocol import Image
from gouji.ocr.image.raster import Raster, max_dpi, reading_dpi
from gouji.schemas.errors import UnreadableDocument

SMALLEST_SHARE = 0.02
"""A picture that covers less of the page than this (a logo) does not tell the scan's resolution."""


def page_raster(page: pdfium.PdfPage, dpi: float | None = None) -> Raster:
    """The page as it is displayed. Without `dpi` at its own resolution, within the limits that reading wants."""
    width, height = page.get_size()
    dpi = min(dpi, max_dpi(max(width, height))) if dpi else reading_dpi(scan_dpi(page), max(width, height))
    try:
        pixels = page.render(scale=dpi / 72, rev_byteorder=False).to_numpy()
    except (pdfium.PdfiumError, ValueError, MemoryError) as error:
        raise UnreadableDocument("broken_pdf") from error
    return Raster(_three(pixels), width, height)


def scan_dpi(page: pdfium.PdfPage) -> float | None:
    """The resolution of the largest picture on the page, None without one."""
    found = [(area, dpi) for area, dpi in map(_measured, image_objects(page)) if area > 0]
    width, height = page.get_size()
    if not found or sum(area for area, _ in found) < SMALLEST_SHARE * width * height:
        return None
    return max(found)[1]


def image_objects(page: pdfium.PdfPage) -> list[pdfium.PdfObject]:
    """The page's image objects, those inside of forms too."""
    return list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def _measured(picture: pdfium.PdfObject) -> tuple[float, float]:
    """Area in square points, and dots per inch; by area, so that a turned picture counts alike."""
    try:
        across, down = picture.get_px_size()
        left, bottom, right, top = picture.get_bounds()
    except pdfium.PdfiumError:
        return 0.0, 0.0
    area = abs((right - left) * (top - bottom))
    return area, 72 * float(np.sqrt(across * down / area)) if area else 0.0


def _three(pixels: Image) -> Image:
    """Three channels, whatever the page was rendered to."""
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.ascontiguousarray(np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2))
    return np.ascontiguousarray(pixels[:, :, :3])
