"""Groups cells that stand together: in one column, or in a row with no other figure between them."""

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
    """Pairs of the cells that stand in one column, or follow each other in a row with no other figure between them."""
    lost = {id(cell) for cell in cells}
    for row in range(sheet.rows):
        beside = [c for c in sheet.own(row) if is_of_figures(c)]
        yield from ((a, b) for a, b in pairwise(beside) if id(a) in lost and id(b) in lost)
    for index, cell in enumerate(cells):
        middle = (cell.left + cell.right) / 2
        below = next((c for c in cells[index + 1 :] if c.left < middle < c.right), None)
        if below is not None:
            yield cell, below
