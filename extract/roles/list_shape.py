"""The shape of a small table whose heads may say nothing: one column of names, columns of figures, a row of words above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.heads import HeadColumn
from gouji.tables.cell_grid import CellGrid, GridCell

NAMES = frozenset({"words", "level", "top"})
AMOUNTS = frozenset({"figure", "points", "ordinal", "money"})
NOTHING = frozenset({"none", "empty"})
MIN_ROWS = 2
"""So many rows have a name and a figure at the least."""
MAX_BLANK_RATIO = 0.34
"""The share of the rows that may have no figure in a column of figures."""
NUMBERS = frozenset({"ordinal"})
EDGE = 0.01


@dataclass(frozen=True, slots=True)
class ListShape:
    """The row of the head, the row behind it, the column of names and those of figures; `first` is `body` without a head."""

    first: int
    body: int
    names: HeadColumn
    figures: tuple[HeadColumn, ...]


def list_shape(sheet: CellGrid) -> ListShape | None:
    """Returns the shape of the table if it is such a list; None for any other table."""
    filled = [row for row in range(sheet.rows) if _has_name_and_figure(sheet, row)]
    if len(filled) < MIN_ROWS:
        return None
    body = filled[0]
    heads = [cell for cell in sheet.row(body - 1) if cell.words] if body else []
    headed = len(heads) > 1 and all(cell_type(cell.words) not in AMOUNTS for cell in heads)
    tops = heads if headed else [cell for cell in sheet.own(body) if cell.words]
    columns = [HeadColumn(cell.left, cell.right, (cell,) if headed else ()) for cell in tops]
    names = next((column for column in columns if _holds(sheet, filled, column, NAMES)), None)
    if names is None:
        return None
    figures = tuple(c for c in columns if c.left >= names.right - EDGE and _holds(sheet, filled, c, AMOUNTS))
    return ListShape(body - headed, body, names, figures) if figures else None


def _has_name_and_figure(sheet: CellGrid, row: int) -> bool:
    """Whether a figure stands behind words, with nothing but the number of the row before them."""
    types = [cell_type(cell.words) for cell in sheet.own(row) if cell.words]
    while types and types[0] in NUMBERS:
        types = types[1:]
    return len(types) > 1 and types[0] in NAMES and any(each in AMOUNTS for each in types[1:])


def _holds(sheet: CellGrid, rows: Sequence[int], column: HeadColumn, types: frozenset[str]) -> bool:
    """Whether nothing but cells of these types stands in a column, but for a few blanks."""
    cells = [_own(sheet, row, column) for row in rows]
    seen = [cell_type(cell.words) if cell is not None else "empty" for cell in cells]
    blank = sum(each in NOTHING for each in seen)
    return blank <= MAX_BLANK_RATIO * len(seen) and all(each in types | NOTHING for each in seen)


def _own(sheet: CellGrid, row: int, column: HeadColumn) -> GridCell | None:
    cell = sheet.under(row, column.left, column.right)
    return cell if cell is not None and cell.row == row else None
