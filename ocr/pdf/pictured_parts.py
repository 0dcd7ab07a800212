"""Reads the pictures on a digital page that are print themselves: a table pasted as an image, a scanned appendix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium

from gouji.ocr.engine.protocol import PageReader
from gouji.ocr.image.grayscale import grayscale
from gouji.ocr.image.raster import Raster, reading_dpi
from gouji.ocr.pdf.characters import LayerChar
from gouji.ocr.pdf.displayed_points import display_matrix
from gouji.ocr.pdf.render import image_objects, page_raster, scan_dpi
from gouji.ocr.scanned_page import scanned_page
from gouji.schemas.glyph import Box, Glyph
from gouji.schemas.pages import Cell, Grid, Line, Page
from gouji.schemas.rotation import upright

MIN_PAGE_RATIO = 0.02
"""A smaller picture is a logo, a seal or a signature."""

MIN_SIDE_PT = 40.0
MIN_PAPER_GREY = 200
"""Print lies on bright ground, a photograph hardly ever: the median grey level of the picture tells."""

MAX_CHARACTERS = 3
"""A picture under more characters than this is their background."""


def with_pictured_parts(page: pdfium.PdfPage, read: Page, characters: Sequence[LayerChar], reader: PageReader) -> Page:
    """Returns the page with the lines and tables of such pictures in their places; each glyph as sure as its reading."""
    for box in _pictures(page, characters):
        raster = _cut(page_raster(page, reading_dpi(scan_dpi(page), max(page.get_size()))), box)
        if float(np.median(grayscale(raster.image))) < MIN_PAPER_GREY:
            continue
        part = scanned_page(raster, read.number, reader)
        if part.kind == "scanned" and part.rotation == read.rotation:
            _insert(read, part, box)
    return read


def _pictures(page: pdfium.PdfPage, characters: Sequence[LayerChar]) -> Iterator[Box]:
    to_displayed = display_matrix(page)
    width, height = page.get_size()
    for image in image_objects(page):
        left, bottom, right, top = image.get_bounds()
        corners = np.array([[left, bottom, 1], [right, top, 1]]) @ to_displayed.T
        (x0, y0), (x1, y1) = corners[:, :2].min(axis=0).tolist(), corners[:, :2].max(axis=0).tolist()
        box = (max(0.0, x0), max(0.0, y0), min(width, x1), min(height, y1))
        over = sum(c.visible and bool(c.char.strip()) and _is_inside(c, box) for c in characters)
        large = (box[2] - box[0]) * (box[3] - box[1]) >= MIN_PAGE_RATIO * width * height
        if large and min(box[2] - box[0], box[3] - box[1]) >= MIN_SIDE_PT and over <= MAX_CHARACTERS:
            yield box


def _is_inside(char: LayerChar, box: Box) -> bool:
    x, y = char.centre
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _cut(raster: Raster, box: Box) -> Raster:
    x0, y0, x1, y1 = (round(v * raster.scale) for v in box)
    image = np.ascontiguousarray(raster.image[y0:y1, x0:x1])
    return Raster(image, image.shape[1] / raster.scale, image.shape[0] / raster.scale)


def _insert(page: Page, part: Page, box: Box) -> None:
    """Adds the lines and tables of a picture to the page, before the first line that begins below the picture's top."""
    lines = [_moved(line, box) for line in part.lines]
    top = upright(box, page)[1]
    at = next(
        (i for i, line in enumerate(page.lines) if line.box and upright(line.box, page)[1] > top), len(page.lines)
    )
    page.lines[at:at] = lines
    page.tables = sorted(
        [*page.tables, *(_moved_grid(grid, box) for grid in part.tables)],
        key=lambda grid: upright(grid.box, page)[1] if grid.box else 0.0,
    )


def _moved_grid(grid: Grid, by: Box) -> Grid:
    cells = [_moved_cell(cell, by) for cell in grid.cells]
    return replace(grid, cells=cells, box=_shifted(grid.box, by))


def _moved_cell(cell: Cell, by: Box) -> Cell:
    return replace(cell, lines=[_moved(line, by) for line in cell.lines], box=_shifted(cell.box, by))


def _moved(line: Line, by: Box) -> Line:
    return replace(line, glyphs=[_moved_glyph(g, by) for g in line.glyphs], box=_shifted(line.box, by))


def _moved_glyph(glyph: Glyph, by: Box) -> Glyph:
    return replace(glyph, box=_shifted(glyph.box, by))


def _shifted(box: Box | None, by: Box) -> Box | None:
    if box is None:
        return None
    x0, y0, x1, y1 = box
    return round(x0 + by[0], 2), round(y0 + by[1], 2), round(x1 + by[0], 2), round(y1 + by[1], 2)
