"""Builds the ruled tables of a digital page: text layer characters in the cells of its lattices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from gouji.ocr.engine.protocol import Matrix
from gouji.ocr.image.transforms import bounding_box, corners, transform_points
from gouji.ocr.pdf.characters import LayerChar
from gouji.ocr.pdf.continued_columns import with_columns_continued
from gouji.ocr.pdf.text_lines import HasRuling, text_lines
from gouji.ocr.ruled.cells import CellSpan, cell_spans
from gouji.ocr.ruled.lattice import Lattice
from gouji.ocr.ruled.open_columns import box_print, with_open_columns
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Cell, Grid

CELL_TOLERANCE_PT = 0.5
"""A character's centre may lie beyond the ruling of its cell by this much."""

SAME_FIGURE_GAP_EM = 0.1
"""Digits of one figure are no farther apart; those of two cells are."""


def digital_tables(
    lattices: Sequence[Lattice],
    to_displayed: Matrix,
    characters: Sequence[LayerChar],
    number: int,
    has_ruling: HasRuling,
) -> tuple[list[Grid], list[LayerChar]]:
    """Returns the tables of page `number` in text direction, and the characters outside all tables.

    `to_displayed` maps the lattices to points of the displayed page.
    """
    grids, rest = [], list(characters)
    for lattice in lattices:
        grid, rest = _grid(lattice, to_displayed, rest, number, has_ruling)
        grids.append(grid)
    return grids, rest


def _grid(
    lattice: Lattice, to_displayed: Matrix, characters: Sequence[LayerChar], number: int, has_ruling: HasRuling
) -> tuple[Grid, list[LayerChar]]:
    table_box = _displayed((lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1]), to_displayed)
    scale = float(1 / np.hypot(*to_displayed[:2, 0]))
    lattice = _with_open_columns(lattice, to_displayed, table_box, characters, scale)
    spans = cell_spans(lattice, scale)
    boxes = [_displayed(p.box(lattice), to_displayed) for p in spans]
    cell_characters: list[list[LayerChar]] = [[] for _ in spans]
    rest: list[LayerChar] = []
    for char, place in zip(characters, _places(characters, table_box, boxes), strict=True):
        (rest if place is None else cell_characters[place]).append(char)
    cells = [_cell(p, b, h, number, has_ruling) for p, b, h in zip(spans, boxes, cell_characters, strict=True)]
    return Grid(cells, number, table_box), rest


def _with_open_columns(
    lattice: Lattice, to_displayed: Matrix, table: Box, characters: Sequence[LayerChar], scale: float
) -> Lattice:
    """Returns the lattice with the columns that only its head has rulings for, or that only their white parts."""
    to_lattice = np.linalg.inv(to_displayed)
    printed = [
        bounding_box(transform_points(corners(c.box), to_lattice))
        for c in characters
        if c.char.strip() and _is_inside(c, table)
    ]
    return with_open_columns(with_columns_continued(lattice, printed), box_print(printed), scale)


def _places(characters: Sequence[LayerChar], table: Box, boxes: Sequence[Box]) -> list[int | None]:
    """Returns the index of each character's cell, None outside the table.

    A figure that is wider than its column is printed over the ruling: all of it belongs to the cell that holds most.
    """
    places = [
        next((k for k, box in enumerate(boxes) if _is_inside(char, box)), None) if _is_inside(char, table) else None
        for char in characters
    ]
    for start, end in _figures(characters):
        if len(set(places[start:end])) > 1:
            places[start:end] = [Counter(places[start:end]).most_common(1)[0][0]] * (end - start)
    return places


def _figures(characters: Sequence[LayerChar]) -> Iterator[tuple[int, int]]:
    """Yields the start and end of each run of digits, points and commas that are printed as one."""
    start = 0
    for i in range(1, len(characters) + 1):
        if i == len(characters) or not _continues(characters[i - 1], characters[i]):
            if i - start > 1:
                yield start, i
            start = i


def _continues(before: LayerChar, after: LayerChar) -> bool:
    if not all(c.char.isdigit() or c.char in ".,%" for c in (before, after)) or before.angle != after.angle:
        return False
    along, across = (1, 0) if round(before.angle / 90) % 2 else (0, 1)
    gaps = (after.box[along] - before.box[along + 2], before.box[along] - after.box[along + 2])
    level = abs(before.centre[across] - after.centre[across]) < 0.5 * before.size
    return level and min(abs(gap) for gap in gaps) <= SAME_FIGURE_GAP_EM * before.size


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
