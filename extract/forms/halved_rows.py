"""Rows of indicators that were read as two (半行): where no rule parts rows, the second lines of a row look like a row of their own."""

from __future__ import annotations

from gouji.extract.forms.cell_values import figure, is_nothing
from gouji.extract.forms.column_roles import Header
from gouji.tables.cell_grid import CellGrid, GridCell

POINTS, MEASURES = ("weight", "score"), ("target", "actual")


def rejoin_halves(sheet: CellGrid, row: int, header: Header) -> None:
    """Puts the words of the next row behind those of this one, where this row has a name and values without points, and the next
    row has the points without a name."""
    if header.kind != "indicator" or row + 1 >= sheet.rows:
        return
    upper, lower = (_filled(sheet, each, header) for each in (row, row + 1))
    points = [leaf for each in POINTS if (leaf := figure(lower.get(each), "分")) and leaf.value]
    halves = "name" in upper and "name" not in lower and bool(points) and any(each in upper for each in MEASURES)
    if not halves or any(each in upper for each in POINTS):
        return
    for cell in [c for c in sheet.own(row + 1) if c.words and c.rowspan == 1]:
        home = sheet.under(row, cell.left, cell.right)
        if home is not None and home.row == row and home.words:
            home.text = home.text + cell.text
            cell.text = cell.text.span(0, 0)
        elif home is None or home.row == row:
            sheet.cells = [c for c in sheet.cells if c is not home]
            cell.row = row
            sheet.reindexed()


def _filled(sheet: CellGrid, row: int, header: Header) -> dict[str, GridCell]:
    """The row's own cells with words, by field."""
    under = {field: sheet.under(row, column.left, column.right) for field, column in header.columns.items()}
    return {f: cell for f, cell in under.items() if cell is not None and cell.row == row and not is_nothing(cell)}
