"""Reads a PDF page from its text layer."""

from __future__ import annotations

from collections.abc import Sequence

from pypdfium2 import PdfPage

from gouji.ocr.pdf.characters import LayerChar
from gouji.ocr.pdf.digital_rulings import TURNS, digital_rulings
from gouji.ocr.pdf.drawn_shapes import Shape
from gouji.ocr.pdf.ruled_tables import digital_tables
from gouji.ocr.pdf.text_lines import text_lines
from gouji.ocr.ruled.banded_tables import banded_tables
from gouji.schemas.pages import Page
from gouji.schemas.rotation import upright


def digital_page(page: PdfPage, characters: Sequence[LayerChar], number: int, shapes: Sequence[Shape] | None) -> Page:
    """Returns the page with the lines of its visible characters; all glyphs are certain.

    `shapes` are what it draws, None if that is unknown: then its rulings are found on its picture.
    """
    rulings = digital_rulings(page, shapes)
    visible = [c for c in characters if c.visible]
    lines, rotation = text_lines(visible, number, rulings.has_ruling)
    found, to_displayed = rulings.lattices(rotation)
    grids, rest = digital_tables(found, to_displayed, visible, number, rulings.has_ruling)
    if grids:
        lines, _ = text_lines(rest, number, rulings.has_ruling)
    banded, lines = banded_tables(lines, rulings.level(rotation), TURNS[rotation], number)
    width, height = page.get_size()
    out = Page(number, round(width, 2), round(height, 2), "digital", lines, rotation)
    out.tables = sorted([*grids, *banded], key=lambda grid: upright(grid.box, out)[1] if grid.box else 0.0)
    return out
