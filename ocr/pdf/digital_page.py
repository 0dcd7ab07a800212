"""A page of a PDF read from its own characters."""

from __future__ import annotations

from collections.abc import Sequence

from pypdfium2 import PdfPage

from gouji.ocr.image.binarize import ink_mask
from gouji.ocr.lines.split_at_rulings import rule_columns, upright_rules
from gouji.ocr.pdf.characters import PrintedChar
from gouji.ocr.pdf.render import page_raster
from gouji.ocr.pdf.ruled_tables import digital_grids
from gouji.ocr.pdf.text_lines import layer_lines
from gouji.schemas.pages import Page

DPI = 144.0
"""Fine enough to see a hairline rule."""


def digital_page(page: PdfPage, characters: Sequence[PrintedChar], number: int) -> Page:
    """The page with the lines of its visible characters, each glyph certain."""
    raster = page_raster(page, DPI)
    rules = upright_rules(ink_mask(raster.image, raster.scale), raster.scale)

    def walls(top: float, bottom: float, left: float, right: float) -> bool:
        return bool(rule_columns(rules, *(v * raster.scale for v in (top, bottom, left, right))))

    visible = [c for c in characters if c.visible]
    lines, turn = layer_lines(visible, number, walls)
    grids, rest = digital_grids(raster, visible, turn, number, walls)
    if grids:
        lines, _ = layer_lines(rest, number, walls)
    return Page(number, round(raster.width, 2), round(raster.height, 2), "digital", lines, turn, tables=grids)
