"""Reads the ruled tables of a digital page: rulings from the rendered page, characters from the text layer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.ocr.engine.protocol import Matrix
from gouji.ocr.image.binarize import ink_mask
from gouji.ocr.image.raster import Raster
from gouji.ocr.image.transforms import bounding_box, corners, rotate_quarter, transform_points
from gouji.ocr.pdf.characters import LayerChar
from gouji.ocr.pdf.text_lines import HasRuling, text_lines
from gouji.ocr.ruled.cells import CellSpan, cell_spans
from gouji.ocr.ruled.lattice import Lattice, lattices
from gouji.ocr.ruled.rulings import page_rulings
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Cell, Grid

CELL_TOLERANCE_PT = 0.5
"""A character's centre may lie beyond the ruling of its cell by this much."""


def digital_tables(
    raster: Raster, characters: Sequence[LayerChar], rotation: int, number: int, has_ruling: HasRuling
) -> tuple[list[Grid], list[LayerChar]]:
    """Returns the tables of the page from top to bottom in text direction, and the characters outside all tables.

    `rotation` is the clockwise rotation (0, 90, 180, 270) of the text on the displayed page.
    """
    image, matrix = rotate_quarter(raster.image, (360 - rotation) % 360)
    found = lattices(page_rulings(image, ink_mask(image, raster.scale), None, raster.scale), raster.scale)
    to_displayed = np.diag([1 / raster.scale, 1 / raster.scale, 1.0]) @ np.linalg.inv(matrix)
    grids, rest = [], list(characters)
    for lattice in found:
        grid, rest = _grid(lattice, to_displayed, rest, number, has_ruling)
        grids.append(grid)
    return grids, rest


def _grid(
    lattice: Lattice, to_displayed: Matrix, characters: Sequence[LayerChar], number: int, has_ruling: HasRuling
) -> tuple[Grid, list[LayerChar]]:
    table_box = _displayed((lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1]), to_displayed)
    spans = cell_spans(lattice, 1.0)
    boxes = [_displayed(p.box(lattice), to_displayed) for p in spans]
    cell_characters: list[list[LayerChar]] = [[] for _ in spans]
    rest: list[LayerChar] = []
    for char in characters:
        cell_index = (
            next((k for k, box in enumerate(boxes) if _is_inside(char, box)), None)
            if _is_inside(char, table_box)
            else None
        )
        (rest if cell_index is None else cell_characters[cell_index]).append(char)
    cells = [_cell(p, b, h, number, has_ruling) for p, b, h in zip(spans, boxes, cell_characters, strict=True)]
    return Grid(cells, number, table_box), rest


def _cell(span: CellSpan, box: Box, cell_characters: Sequence[LayerChar], number: int, has_ruling: HasRuling) -> Cell:
    lines = text_lines(cell_characters, number, has_ruling)[0] if cell_characters else []
    return Cell(span.row, span.col, lines, number, box, span.rowspan, span.colspan)


def _is_inside(char: LayerChar, box: Box) -> bool:
    x, y = char.centre
    return (
        box[0] - CELL_TOLERANCE_PT <= x <= box[2] + CELL_TOLERANCE_PT
        and box[1] - CELL_TOLERANCE_PT <= y <= box[3] + CELL_TOLERANCE_PT
    )


def _displayed(box: Box, to_displayed: Matrix) -> Box:
    x0, y0, x1, y1 = bounding_box(transform_points(corners(box), to_displayed))
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)
