"""The ruled tables of a page, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Mask, Matrix, PageReader, Quad
from gouji.ocr.image.binarize import ink_mask
from gouji.ocr.image.grey_seal_in_cells import lift_grey_seal
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.image.transforms import bounding_box, corners, transform_points
from gouji.ocr.lines.glyph_lines import PlacedRecognition, page_lines
from gouji.ocr.ruled.cell_interior import inner_box
from gouji.ocr.ruled.cell_lines import cell_lines, line_height
from gouji.ocr.ruled.cells import Place, cell_places
from gouji.ocr.ruled.dewarp import Flat, flat_page
from gouji.ocr.ruled.faint_ends import reached
from gouji.ocr.ruled.lattice import Lattice, lattices
from gouji.ocr.ruled.line_segments import DarkMarks, dark_marks, rule_marks
from gouji.ocr.ruled.read_cells import CellLine, line_readings
from gouji.ocr.ruled.rulings import PageRules, may_hold_rules, page_rules
from gouji.ocr.signs.dash import with_dashes
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Cell, Grid


@dataclass(slots=True)
class Sheet:
    """An upright page to read: the map from displayed to straightened pixels, and where seals are on the displayed page."""

    paper: PageImage
    matrix: Matrix
    sealed: Mask | None
    number: int
    scale: float


@dataclass(slots=True)
class _Laid:
    """A sheet laid flat: `bare` is the page without its seals, `ink` and `sealed` lie on the flat page."""

    sheet: Sheet
    flat: Flat
    bare: PageImage
    ink: Mask
    grey: Mask
    sealed: Mask | None
    rules: PageRules


def page_grids(sheet: Sheet, reader: PageReader) -> list[Grid]:
    """The tables of the page from top to bottom."""
    dark = dark_marks(sheet.paper.grayscale, sheet.scale)
    if not may_hold_rules(dark, sheet.scale):
        return []
    if sheet.paper.deskew is not None:
        dark = dark_marks(sheet.paper.sharp_grayscale, sheet.scale)
    flat = flat_page(rule_marks(dark, sheet.scale), sheet.scale)
    laid = _laid(sheet, flat, dark if flat.plain else None)
    return [_grid(lattice, laid, reader) for lattice in lattices(laid.rules, sheet.scale)]


def outside(quads: Sequence[Quad], grids: Sequence[Grid], matrix: Matrix, scale: float) -> list[Quad]:
    """The lines of print (upright pixels) that stand in no table."""
    home = np.linalg.inv(matrix)
    boxes = [g.box for g in grids if g.box]

    def is_free(quad: Quad) -> bool:
        x, y = transform_points(quad.mean(axis=0, keepdims=True), home)[0] / scale
        return not any(b[0] < x < b[2] and b[1] < y < b[3] for b in boxes)

    return [q for q in quads if is_free(q)]


def _laid(sheet: Sheet, flat: Flat, dark: DarkMarks | None) -> _Laid:
    upright, bare = None, sheet.paper
    if sheet.sealed is not None:
        (height, width), level = sheet.paper.image.shape[:2], sheet.paper.deskew
        upright = cv2.warpPerspective(sheet.sealed, sheet.matrix, (width, height))
        seen = (
            upright
            if level is None
            else cv2.warpPerspective(sheet.sealed, np.linalg.inv(level) @ sheet.matrix, (width, height))
        )
        image = lift_grey_seal(sheet.paper.image, seen.astype(np.uint8, copy=False), sheet.scale)
        bare = sheet.paper if image is sheet.paper.image else PageImage(image, level)
    picture = flat.image(sheet.paper.sharp_grayscale)
    ink = ink_mask(picture, sheet.scale)
    sealed = None if upright is None else flat.image(upright)
    rules = page_rules(picture, ink, sealed, sheet.scale, dark)
    shown = picture if bare is sheet.paper else flat.image(bare.sharp_grayscale)
    return _Laid(sheet, flat, bare, ink if bare is sheet.paper else ink_mask(shown, sheet.scale), shown, sealed, rules)


def _grid(lattice: Lattice, laid: _Laid, reader: PageReader) -> Grid:
    sheet = laid.sheet
    places = cell_places(lattice, sheet.scale)
    boxes = [p.box(lattice) for p in places]
    inner = [inner_box(box, laid.rules, sheet.scale) for box in boxes]
    height = line_height(laid.ink, inner, sheet.scale)
    lines = [
        CellLine(k, line, box, _under_seal(line, laid.sealed))
        for k, box in enumerate(inner)
        for line in (reached(found, box, laid.grey, height) for found in cell_lines(laid.ink, box, height, sheet.scale))
    ]
    home = np.linalg.inv(sheet.matrix)
    rows: list[list[PlacedRecognition]] = [[] for _ in places]
    found = line_readings(lines, sheet.paper, laid.bare, laid.flat, height, reader)
    for line, (crop, reading) in zip(lines, found, strict=True):
        rows[line.cell].append(PlacedRecognition(reading, home @ crop.back, crop.image.shape[1], crop.image.shape[0]))
    cells = [_cell(p, b, r, laid) for p, b, r in zip(places, boxes, rows, strict=True)]
    return Grid(
        with_dashes(cells),
        sheet.number,
        _displayed((lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1]), laid),
    )


def _under_seal(box: Box, sealed: Mask | None) -> bool:
    x0, y0, x1, y1 = (max(0, round(v)) for v in box)
    return sealed is not None and bool(sealed[y0:y1, x0:x1].any())


def _cell(place: Place, box: Box, rows: Sequence[PlacedRecognition], laid: _Laid) -> Cell:
    lines = page_lines([[row] for row in rows], laid.sheet.number, laid.sheet.scale, laid.sheet.sealed)
    return Cell(place.row, place.col, lines, laid.sheet.number, _displayed(box, laid), place.rowspan, place.colspan)


def _displayed(box: Box, laid: _Laid) -> Box:
    """A flat box as points of the displayed page."""
    upright = laid.flat.to_page(corners(box))
    x0, y0, x1, y1 = bounding_box(transform_points(upright, np.linalg.inv(laid.sheet.matrix)) / laid.sheet.scale)
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)
