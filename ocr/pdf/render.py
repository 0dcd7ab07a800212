"""Renders a PDF page at the resolution of the scan that it contains."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gouji.ocr.engine.protocol import Image
from gouji.ocr.image.raster import Raster, max_dpi, reading_dpi
from gouji.schemas.errors import UnreadableDocument

MIN_IMAGE_SHARE = 0.02
"""Images that cover less of the page than this (a logo) do not determine the scan's resolution."""


def page_raster(page: pdfium.PdfPage, dpi: float | None = None) -> Raster:
    """Renders the page as it is displayed.

    Without `dpi` uses the scan's own resolution, within the limits for reading. Raises UnreadableDocument "broken_pdf".
    """
    width, height = page.get_size()
    dpi = min(dpi, max_dpi(max(width, height))) if dpi else reading_dpi(scan_dpi(page), max(width, height))
    try:
        pixels = page.render(scale=dpi / 72, rev_byteorder=False).to_numpy()
    except (pdfium.PdfiumError, ValueError, MemoryError) as error:
        raise UnreadableDocument("broken_pdf") from error
    return Raster(_with_three_channels(pixels), width, height)


def scan_dpi(page: pdfium.PdfPage) -> float | None:
    """Returns the resolution of the largest image on the page; None if images cover too little of it."""
    found = [(area, dpi) for area, dpi in map(_area_and_dpi, image_objects(page)) if area > 0]
    width, height = page.get_size()
    if not found or sum(area for area, _ in found) < MIN_IMAGE_SHARE * width * height:
        return None
    return max(found)[1]


def image_cover_ratio(page: pdfium.PdfPage) -> float:
    """Returns the share of the page that images cover."""
    width, height = page.get_size()
    area: float = 0.0
    for image in image_objects(page):
        left, bottom, right, top = image.get_bounds()
        area += abs((right - left) * (top - bottom))
    return float(area / max(1.0, width * height))


def image_objects(page: pdfium.PdfPage) -> list[pdfium.PdfObject]:
    """Returns the page's image objects, including those inside forms."""
    return list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def _area_and_dpi(image: pdfium.PdfObject) -> tuple[float, float]:
    """Returns area in square points and dpi; dpi is computed from the area, so a rotated image gives the same."""
    try:
        across, down = image.get_px_size()
        left, bottom, right, top = image.get_bounds()
    except pdfium.PdfiumError:
        return 0.0, 0.0
    area = abs((right - left) * (top - bottom))
    return area, 72 * float(np.sqrt(across * down / area)) if area else 0.0


def _with_three_channels(pixels: Image) -> Image:
    """Returns the pixels with three channels, whatever the page was rendered to."""
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.ascontiguousarray(np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2))
    return np.ascontiguousarray(pixels[:, :, :3])
