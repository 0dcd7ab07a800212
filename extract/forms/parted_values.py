"""A value that false boundaries part inside the column of its head: 36台 | （套）, ≥ | 860 | 人."""

from __future__ import annotations

from dataclasses import replace

from gouji.extract.forms.column_roles import Column
from gouji.schemas.traced import join
from gouji.tables.cell_grid import CellGrid, GridCell

EDGE = 0.01
MAX_LENGTH = 16
"""Longer words in several cells are no parts of one value."""


def whole_value(sheet: CellGrid, row: int, column: Column, cell: GridCell | None) -> GridCell | None:
    """Returns the cell under the column, with the text of all cells of the row that lie within the column as one; the cell as it
    is where it is the only one."""
    inside = [
        c
        for c in sheet.own(row)
        if c.words and c.rowspan == 1 and c.left >= column.left - EDGE and c.right <= column.right + EDGE
    ]
    if cell is None or cell not in inside or len(inside) < 2 or sum(len(c.words) for c in inside) > MAX_LENGTH:
        return cell
    if sum(any(char.isdigit() for char in c.words) for c in inside) != 1:
        return cell  # of a figure that a false rule cuts nobody knows what is lost; a digit beside it may be dirt
    inside.sort(key=lambda c: c.left)
    return replace(cell, text=join([c.text for c in inside]))
