"""Groups cells that stand together: in a column or a row, with no other figure between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from gouji.extract.unused.unused_cells import is_of_figures
from gouji.tables.cell_grid import CellGrid, GridCell

MAX_REGIONS = 3
"""A table with more of them is one region: its figures were lost in one way."""


def regions(sheet: CellGrid, cells: Sequence[GridCell]) -> list[list[GridCell]]:
    """Returns the cells in groups, each in the order given."""
    group = {id(cell): index for index, cell in enumerate(cells)}
    for one, other in _neighbours(sheet, cells):
        a, b = group[id(one)], group[id(other)]
        group = {key: a if number == b else number for key, number in group.items()}
    found: dict[int, list[GridCell]] = {}
    for cell in cells:
        found.setdefault(group[id(cell)], []).append(cell)
    return list(found.values()) if len(found) <= MAX_REGIONS else [list(cells)]


def _neighbours(sheet: CellGrid, cells: Sequence[GridCell]) -> Iterable[tuple[GridCell, GridCell]]:
    """Pairs of the cells that follow each other in a row, or in a column, where no other figure stands between them."""
    lost = {id(cell) for cell in cells}
    for row in range(sheet.rows):
        yield from _pairs([c for c in sheet.own(row) if is_of_figures(c)], lost)
    for cell in cells:
        below = (sheet.under(row, cell.left, cell.right) for row in range(cell.row + cell.rowspan, sheet.rows))
        following = next((c for c in below if c is not None and is_of_figures(c)), None)
        yield from _pairs([cell, following] if following is not None else [], lost)


def _pairs(cells: Sequence[GridCell], lost: set[int]) -> Iterable[tuple[GridCell, GridCell]]:
    return ((a, b) for a, b in pairwise(cells) if id(a) in lost and id(b) in lost)
