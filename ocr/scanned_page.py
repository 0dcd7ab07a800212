"""A page image becomes a page: cleaned, set upright, straightened, read, and put in order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gouji.ocr.engine.protocol import Image, Matrix, PageReader, Quad
from gouji.ocr.image.binarize import ink_mask
from gouji.ocr.image.clean import Cleaned, cleaned
from gouji.ocr.image.deskew import skew_degrees
from gouji.ocr.image.page_image import Paper
from gouji.ocr.image.raster import Raster
from gouji.ocr.image.transforms import levelled, mapped, quarter_turn, straightening
from gouji.ocr.lines.glyph_lines import PlacedReading, page_lines
from gouji.ocr.lines.line_boxes import level_box, line_pieces
from gouji.ocr.lines.line_crops import line_crop
from gouji.ocr.lines.orientation import is_upside_down, lies_on_side
from gouji.ocr.lines.reading_order import reading_order
from gouji.ocr.lines.split_at_gaps import columns_apart
from gouji.ocr.lines.split_at_rulings import upright_rules
from gouji.ocr.reread import second_look
from gouji.ocr.ruled.ruled_tables import Sheet, outside, page_grids
from gouji.ocr.signs.comparison_bar import with_comparisons
from gouji.ocr.signs.slash import with_slashes
from gouji.schemas.pages import Line, Page
from gouji.schemas.stages import stage

LEVEL = 0.15
"""Degrees. A page that lies straighter than this is left as it is."""

ASKEW = 3.0
"""Degrees. Beyond these the detector is asked again on the straightened page."""


@dataclass(slots=True)
class Upright:
    """A page ready for reading: its paper, the map from displayed to straightened pixels, and the lines found, on the straightened page.

    `rotation` and `skew` say how the displayed page lay, clockwise: what was undone.
    """

    paper: Paper
    matrix: Matrix
    quads: list[Quad]
    rotation: int
    skew: float


def scanned_page(raster: Raster, number: int, reader: PageReader) -> Page:
    """The page with its lines; "blank" when nothing is printed on it."""
    with stage("clean_up"):
        clean = cleaned(raster)
    page = Page(number, round(raster.width, 2), round(raster.height, 2), "scanned", [])
    with stage("turning"):
        upright = upright_page(clean.image, raster.scale, reader)
    page.rotation, page.skew = upright.rotation, round(upright.skew, 2)
    with stage("tables"):
        page.tables = page_grids(Sheet(upright.paper, upright.matrix, clean.sealed, number, raster.scale), reader)
    upright.quads = outside(upright.quads, page.tables, upright.matrix, raster.scale)
    with stage("lines"):
        page.lines = _lines(upright, clean, raster.scale, number, reader)
    if page.lines or any(cell.lines for grid in page.tables for cell in grid.cells):
        with stage("clean_up"):
            before = (
                upright.paper.image
                if clean.image is raster.image
                else quarter_turn(raster.image, (360 - page.rotation) % 360)[0]
            )
            page.look = second_look(before, upright.paper, upright.matrix, number, raster.scale, reader)
    else:
        page.kind = "blank"
    return page


def upright_page(image: Image, scale: float, reader: PageReader) -> Upright:
    """The page turned and straightened as its print asks for."""
    quads = reader.find_lines(image)
    turned, matrix, rotation = image, np.eye(3), 0
    if lies_on_side(quads):
        rotation = 90
        turned, matrix = quarter_turn(image, 360 - rotation)
        quads = reader.find_lines(turned)
    if is_upside_down(turned, quads, reader):
        rotation += 180
        turned, matrix = quarter_turn(image, (360 - rotation) % 360)
        quads = reader.find_lines(turned)
    return _straight(Upright(Paper(turned), matrix, quads, rotation, 0.0), scale, reader)


def _straight(page: Upright, scale: float, reader: PageReader) -> Upright:
    image = page.paper.image
    page.skew = skew_degrees(page.quads, ink_mask(image, scale))
    if abs(page.skew) < LEVEL:
        return page
    level = straightening(image.shape, page.skew)
    page.paper, page.matrix = Paper(image, level), level @ page.matrix
    page.quads = (
        reader.find_lines(levelled(image, level)) if abs(page.skew) > ASKEW else [mapped(q, level) for q in page.quads]
    )
    return page


def _lines(page: Upright, clean: Cleaned, scale: float, number: int, reader: PageReader) -> list[Line]:
    ink = ink_mask(page.paper.tones, scale)
    rules = upright_rules(ink, scale)
    quads, begin = columns_apart(line_pieces(page.quads, ink, rules), ink)
    crops = [line_crop(page.paper.image, quad, page.paper.level) for quad in quads]
    readings = [
        with_comparisons(c.image, with_slashes(c.image, r))
        for c, r in zip(crops, reader.read_crops([c.image for c in crops]), strict=True)
    ]
    home = np.linalg.inv(page.matrix)
    placed = [
        PlacedReading(r, home @ c.back, c.image.shape[1], c.image.shape[0])
        for r, c in zip(readings, crops, strict=True)
    ]
    order = reading_order([level_box(q) for q in quads], rules, begin)
    return page_lines([[placed[i] for i in line] for line in order], number, scale, clean.sealed)
