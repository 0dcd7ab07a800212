"""Reads a page image: cleans, rotates and deskews it, recognizes its text and sorts it into reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gouji.ocr.engine.protocol import Image, Matrix, PageReader, Quad
from gouji.ocr.image.binarize import ink_mask
from gouji.ocr.image.clean import CleanedPage, clean_page
from gouji.ocr.image.dark_areas import with_dark_areas_inverted
from gouji.ocr.image.deskew import skew_degrees
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.image.raster import Raster
from gouji.ocr.image.red_print import mark_red_figures
from gouji.ocr.image.transforms import bounding_box, deskew_matrix, deskewed, rotate_quarter, transform_points
from gouji.ocr.lines.glyph_lines import PlacedRecognition, page_lines
from gouji.ocr.lines.line_boxes import horizontal_box, refine_line_boxes
from gouji.ocr.lines.line_crops import crop_line
from gouji.ocr.lines.orientation import is_sideways, is_upside_down
from gouji.ocr.lines.reading_order import reading_order
from gouji.ocr.lines.split_at_gaps import split_at_gaps
from gouji.ocr.lines.split_at_rulings import vertical_rulings
from gouji.ocr.quick.full_reader import exact_reader, full_reader
from gouji.ocr.reread import make_rereader
from gouji.ocr.ruled.banded_tables import banded_tables
from gouji.ocr.ruled.level_rulings import level_rulings
from gouji.ocr.ruled.ruled_tables import DeskewedPage, quads_outside, read_ruled_tables
from gouji.ocr.signs.comparison_bar import with_comparison_bars
from gouji.ocr.signs.slash import with_slashes
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Line, Page
from gouji.schemas.rotation import upright as upright_box
from gouji.schemas.stages import stage

MIN_SKEW_DEGREES = 0.15
"""A page with less skew than this is not deskewed."""

MIN_LINES_IN_COLUMNS = 12
"""Four rows of three lines: fewer are no table without upright rulings."""

MIN_LINES_ABREAST = 6
"""Three rows of two lines, on a page without ruled tables: they may be a table without any rulings."""

REDETECT_ABOVE_SKEW_DEGREES = 3.0
"""A page with more skew than this is deskewed before its lines are detected again."""


@dataclass(slots=True)
class UprightPage:
    """A page ready for recognition: its image, the map from displayed to deskewed pixels, and the lines detected.

    `quads` are in pixels of the deskewed page. `rotation` and `skew` (degrees clockwise) describe how the
    displayed page lay before it was rotated and deskewed.
    """

    page_image: PageImage
    matrix: Matrix
    quads: list[Quad]
    rotation: int
    skew: float


def scanned_page(raster: Raster, number: int, reader: PageReader) -> Page:
    """Returns the page with its lines; its kind is "blank" if nothing is printed on it."""
    displayed = raster
    with stage("clean_up"):
        raster = with_dark_areas_inverted(raster)
        clean = clean_page(raster)
    page = Page(number, round(raster.width, 2), round(raster.height, 2), "scanned", [])
    with stage("turning"):
        upright = upright_page(clean.image, raster.scale, full_reader(reader))
    page.rotation, page.skew = upright.rotation, round(upright.skew, 2)
    with stage("tables"):
        found = read_ruled_tables(
            DeskewedPage(upright.page_image, upright.matrix, clean.sealed, number, raster.scale), reader, upright.quads
        )
    page.tables, upright.quads = found.grids, quads_outside(upright.quads, found.outlines)
    with stage("lines"):
        exact = exact_reader(reader) if _may_be_table(upright.quads, is_ruled=bool(page.tables)) else reader
        page.lines = _read_lines(upright, clean, raster.scale, number, exact)
    with stage("tables"):
        _find_banded_tables(page, upright, raster.scale)
    mark_red_figures(page, displayed)
    if page.lines or any(cell.lines for grid in page.tables for cell in grid.cells):
        with stage("clean_up"):
            uncleaned = (
                upright.page_image.image
                if clean.image is raster.image
                else rotate_quarter(raster.image, (360 - page.rotation) % 360)[0]
            )
            page.look = make_rereader(
                uncleaned, upright.page_image, upright.matrix, number, raster.scale, full_reader(reader)
            )
    else:
        page.kind = "blank"
    return page


def _may_be_table(quads: Sequence[Quad], *, is_ruled: bool) -> bool:
    """Whether lines outside of ruled tables stand in columns, which only the places of their characters can tell."""
    boxes = [bounding_box(quad) for quad in quads]
    return _abreast(boxes, 2) >= MIN_LINES_IN_COLUMNS or (not is_ruled and _abreast(boxes, 1) >= MIN_LINES_ABREAST)


def _abreast(boxes: Sequence[Box], others: int) -> int:
    """Counts the boxes that stand side by side with at least so many others."""
    beside = [
        sum(1 for b in boxes if b is not a and min(a[3], b[3]) - max(a[1], b[1]) > 0.5 * (a[3] - a[1])) >= others
        for a in boxes
    ]
    return sum(beside)


def _find_banded_tables(page: Page, upright: UprightPage, scale: float) -> None:
    """Moves lines between level rulings into tables."""
    if _abreast([upright_box(line.box, page) for line in page.lines if line.box], 2) < MIN_LINES_IN_COLUMNS:
        return
    level = level_rulings(upright.page_image, scale)
    to_upright = np.diag([1 / scale, 1 / scale, 1.0]) @ upright.matrix @ np.diag([scale, scale, 1.0])
    grids, page.lines = banded_tables(page.lines, level, to_upright, page.number)
    page.tables = sorted([*page.tables, *grids], key=lambda grid: upright_box(grid.box, page)[1] if grid.box else 0.0)


def upright_page(image: Image, scale: float, reader: PageReader) -> UprightPage:
    """Rotates the page upright and deskews it, as its text requires."""
    quads = reader.find_lines(image)
    rotated, matrix, rotation = image, np.eye(3), 0
    if is_sideways(quads):
        rotation = 90
        rotated, matrix = rotate_quarter(image, 360 - rotation)
        quads = reader.find_lines(rotated)
    if is_upside_down(rotated, quads, reader):
        rotation += 180
        rotated, matrix = rotate_quarter(image, (360 - rotation) % 360)
        quads = reader.find_lines(rotated)
    return _deskew(UprightPage(PageImage(rotated), matrix, quads, rotation, 0.0), scale, reader)


def _deskew(page: UprightPage, scale: float, reader: PageReader) -> UprightPage:
    image = page.page_image.image
    page.skew = skew_degrees(page.quads, ink_mask(image, scale))
    if abs(page.skew) < MIN_SKEW_DEGREES:
        return page
    deskew = deskew_matrix(image.shape, page.skew)
    page.page_image, page.matrix = PageImage(image, deskew), deskew @ page.matrix
    page.quads = (
        reader.find_lines(deskewed(image, deskew))
        if abs(page.skew) > REDETECT_ABOVE_SKEW_DEGREES
        else [transform_points(q, deskew) for q in page.quads]
    )
    return page


def _read_lines(page: UprightPage, clean: CleanedPage, scale: float, number: int, reader: PageReader) -> list[Line]:
    ink = ink_mask(page.page_image.grayscale, scale)
    rulings = vertical_rulings(ink, scale)
    quads, column_starts = split_at_gaps(refine_line_boxes(page.quads, ink, rulings), ink)
    crops = [crop_line(page.page_image.image, quad, page.page_image.deskew) for quad in quads]
    results = [
        with_comparison_bars(c.image, with_slashes(c.image, r))
        for c, r in zip(crops, reader.read_crops([c.image for c in crops]), strict=True)
    ]
    to_displayed = np.linalg.inv(page.matrix)
    placed_results = [
        PlacedRecognition(r, to_displayed @ c.back, c.image.shape[1], c.image.shape[0])
        for r, c in zip(results, crops, strict=True)
    ]
    order = reading_order([horizontal_box(q) for q in quads], rulings, column_starts)
    return page_lines([[placed_results[i] for i in line] for line in order], number, scale, clean.sealed)
