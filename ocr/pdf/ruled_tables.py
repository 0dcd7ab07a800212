"""The ruled tables of a digital page: its rules as they are drawn, its own characters in the cells."""

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

INNER = 0.5
"""Points by which a character may reach over the rule of its cell."""


def digital_tables(
    raster: Raster, characters: Sequence[LayerChar], turn: int, number: int, has_ruling: HasRuling
) -> tuple[list[Grid], list[LayerChar]]:
    """The tables of the page from top to bottom as its print runs, and the characters that stand in none.

    `turn` is how far (0, 90, 180, 270 clockwise) the print is turned on the displayed page.
    """
    image, matrix = rotate_quarter(raster.image, (360 - turn) % 360)
    found = lattices(page_rulings(image, ink_mask(image, raster.scale), None, raster.scale), raster.scale)
    back = np.diag([1 / raster.scale, 1 / raster.scale, 1.0]) @ np.linalg.inv(matrix)
    grids, rest = [], list(characters)
    for lattice in found:
        grid, rest = _grid(lattice, back, rest, number, has_ruling)
        grids.append(grid)
    return grids, rest


def _grid(
    lattice: Lattice, back: Matrix, characters: Sequence[LayerChar], number: int, has_ruling: HasRuling
) -> tuple[Grid, list[LayerChar]]:
    whole = _displayed((lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1]), back)
    spans = cell_spans(lattice, 1.0)
    boxes = [_displayed(p.box(lattice), back) for p in spans]
    held: list[list[LayerChar]] = [[] for _ in spans]
    rest: list[LayerChar] = []
    for char in characters:
        home = next((k for k, box in enumerate(boxes) if _stands(char, box)), None) if _stands(char, whole) else None
        (rest if home is None else held[home]).append(char)
    cells = [_cell(p, b, h, number, has_ruling) for p, b, h in zip(spans, boxes, held, strict=True)]
    return Grid(cells, number, whole), rest


def _cell(span: CellSpan, box: Box, held: Sequence[LayerChar], number: int, has_ruling: HasRuling) -> Cell:
    lines = text_lines(held, number, has_ruling)[0] if held else []
    return Cell(span.row, span.col, lines, number, box, span.rowspan, span.colspan)


def _stands(char: LayerChar, box: Box) -> bool:
    x, y = char.centre
    return box[0] - INNER <= x <= box[2] + INNER and box[1] - INNER <= y <= box[3] + INNER


def _displayed(box: Box, back: Matrix) -> Box:
    x0, y0, x1, y1 = bounding_box(transform_points(corners(box), back))
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)
