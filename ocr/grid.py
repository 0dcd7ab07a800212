"""The ruled tables of a page, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.engine import Image, Mask, Matrix, PageReader, Quad
from ocr.grid_cells import Place, cell_places
from ocr.grid_crops import cell_crop
from ocr.grid_flat import Flat, flat_page
from ocr.grid_lattice import Lattice, lattices
from ocr.grid_rules import page_rules
from ocr.grid_text import cell_lines, inner_box, line_height
from ocr.ink import ink_mask
from ocr.lines import PlacedReading, page_lines
from ocr.plane import bounds, corners, mapped
from ocr.slashes import with_slashes
from schemas.glyph import Box
from schemas.pages import Cell, Grid


@dataclass(slots=True)
class Sheet:
    """An upright page with what is needed to read it: the map from displayed to upright pixels, and where seals are on the displayed page."""

    image: Image
    matrix: Matrix
    sealed: Mask | None
    number: int
    scale: float


def page_grids(sheet: Sheet, reader: PageReader) -> list[Grid]:
    """The tables of the page from top to bottom."""
    flat = flat_page(sheet.image, sheet.scale)
    picture = flat.image(sheet.image)
    ink = ink_mask(picture, sheet.scale)
    rules = page_rules(picture, ink, _sealed(sheet, flat), sheet.scale)
    return [_grid(lattice, flat, ink, sheet, reader) for lattice in lattices(rules, sheet.scale)]


def _sealed(sheet: Sheet, flat: Flat) -> Mask | None:
    """Where seals are on the flat page."""
    if sheet.sealed is None:
        return None
    height, width = sheet.image.shape[:2]
    return flat.image(cv2.warpPerspective(sheet.sealed, sheet.matrix, (width, height)))


def _grid(lattice: Lattice, flat: Flat, ink: Mask, sheet: Sheet, reader: PageReader) -> Grid:
    places = cell_places(lattice)
    boxes = [p.box(lattice) for p in places]
    height = line_height(ink, boxes, sheet.scale)
    found = [(k, line) for k, box in enumerate(boxes) for line in cell_lines(ink, box, height, sheet.scale)]
    crops = [cell_crop(sheet.image, flat, line, inner_box(boxes[k], sheet.scale), height) for k, line in found]
    readings = [with_slashes(c.image, r) for c, r in zip(crops, reader.read_crops([c.image for c in crops]), strict=True)]
    home = np.linalg.inv(sheet.matrix)
    rows: list[list[PlacedReading]] = [[] for _ in places]
    for (k, _), crop, reading in zip(found, crops, readings, strict=True):
        rows[k].append(PlacedReading(reading, home @ crop.back, crop.image.shape[1], crop.image.shape[0]))
    cells = [_cell(p, b, r, flat, sheet) for p, b, r in zip(places, boxes, rows, strict=True)]
    whole = lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1]
    return Grid(cells, sheet.number, _displayed(whole, flat, sheet))


def _cell(place: Place, box: Box, rows: Sequence[PlacedReading], flat: Flat, sheet: Sheet) -> Cell:
    lines = page_lines([[row] for row in rows], sheet.number, sheet.scale, sheet.sealed)
    return Cell(place.row, place.col, lines, sheet.number, _displayed(box, flat, sheet), place.rowspan, place.colspan)


def _displayed(box: Box, flat: Flat, sheet: Sheet) -> Box:
    """A flat box as points of the displayed page."""
    x0, y0, x1, y1 = bounds(mapped(flat.to_page(corners(box)), np.linalg.inv(sheet.matrix)) / sheet.scale)
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)


def outside(quads: Sequence[Quad], grids: Sequence[Grid], matrix: Matrix, scale: float) -> list[Quad]:
    """The lines of print that stand in no table."""
    home = np.linalg.inv(matrix)
    boxes = [g.box for g in grids if g.box]

    def free(quad: Quad) -> bool:
        x, y = mapped(quad.mean(axis=0, keepdims=True), home)[0] / scale
        return not any(b[0] < x < b[2] and b[1] < y < b[3] for b in boxes)

    return [q for q in quads if free(q)]
