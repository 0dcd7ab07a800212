"""A row under a head that holds nothing but the units of its columns (（万元） | （元） | （%）): they belong to the words above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from gouji.normalize.figures.units import is_unit
from gouji.schemas.traced import Traced, join
from gouji.tables.cell_grid import CellGrid, GridCell

IN_BRACKETS = regex.compile(r"[（(]\s*(?P<unit>[^（()）]{1,6})\s*[）)]")
MIN_UNITS = 2


def with_units_in_heads(grids: Sequence[CellGrid]) -> list[CellGrid]:
    """Returns the tables, such a row joined to the row above; the words keep the places where they stand."""
    return [_joined(grid) for grid in grids]


def _joined(grid: CellGrid) -> CellGrid:
    row = next((row for row in range(1, grid.rows) if _is_of_units(grid, row)), None)
    if row is None:
        return grid
    units = {id(above): cell for cell in grid.own(row) if cell.words and (above := _above(grid, cell)) is not None}
    cells = [replace(each, text=_with(each, units[id(each)])) if id(each) in units else each for each in grid.cells]
    kept = [_up(each, row) for each in cells if not (each.row == row and each.rowspan == 1)]
    return replace(grid, cells=kept).reindexed()


def _is_of_units(grid: CellGrid, row: int) -> bool:
    """Whether each cell that begins in the row is empty or a unit, under a row of words without figures that has one above each."""
    units = [cell for cell in grid.own(row) if cell.words]
    above = [_above(grid, cell) for cell in units]
    return (
        len(units) >= MIN_UNITS
        and all(_unit(cell.words) for cell in units)
        and all(cell is not None and cell.words and not regex.search(r"\d", cell.words) for cell in above)
        and len({id(cell) for cell in above}) == len(units)
    )


def _above(grid: CellGrid, cell: GridCell) -> GridCell | None:
    found = grid.lattice.get((cell.row - 1, cell.col))
    return found if found is not None and found.colspan == cell.colspan else None


def _unit(words: str) -> str | None:
    told = IN_BRACKETS.fullmatch(words)
    unit = told["unit"] if told is not None else words
    return unit if is_unit(unit) or unit in ("%", "％") else None


def _with(head: GridCell, unit: GridCell) -> Traced:
    """The words of the head with the unit in brackets behind them."""
    text = unit.text.strip()
    if IN_BRACKETS.fullmatch(unit.words):
        return join([head.text, text])
    opening, closing = (Traced(sign, (text.origins[0],), (1.0,)) for sign in "（）")
    return join([head.text, opening, text, closing])


def _up(cell: GridCell, row: int) -> GridCell:
    """The cell as it lies without the row."""
    if cell.row > row:
        return replace(cell, row=cell.row - 1)
    return replace(cell, rowspan=cell.rowspan - 1) if cell.row < row < cell.row + cell.rowspan else cell
