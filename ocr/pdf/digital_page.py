"""Reads a PDF page from its text layer."""

from __future__ import annotations

from collections.abc import Sequence

from pypdfium2 import PdfPage

from gouji.ocr.image.binarize import ink_mask
from gouji.ocr.lines.split_at_rulings import ruling_positions, vertical_rulings
from gouji.ocr.pdf.characters import LayerChar
from gouji.ocr.pdf.render import page_raster
from gouji.ocr.pdf.ruled_tables import digital_tables
from gouji.ocr.pdf.text_lines import text_lines
from gouji.schemas.pages import Page

RULING_DPI = 144.0
"""Resolution that is fine enough to see a hairline ruling."""


def digital_page(page: PdfPage, characters: Sequence[LayerChar], number: int) -> Page:
    """Returns the page with the lines of its visible characters; all glyphs are certain."""
    raster = page_raster(page, RULING_DPI)
    rulings = vertical_rulings(ink_mask(raster.image, raster.scale), raster.scale)

    def has_ruling(top: float, bottom: float, left: float, right: float) -> bool:
        return bool(ruling_positions(rulings, *(v * raster.scale for v in (top, bottom, left, right))))

    visible = [c for c in characters if c.visible]
    lines, rotation = text_lines(visible, number, has_ruling)
    grids, rest = digital_tables(raster, visible, rotation, number, has_ruling)
    if grids:
        lines, _ = text_lines(rest, number, has_ruling)
    return Page(number, round(raster.width, 2), round(raster.height, 2), "digital", lines, rotation, tables=grids)
