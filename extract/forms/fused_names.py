"""Names of indicators that ran together (名称粘连): where the rule between two rows is lost in the column of names alone."""

from __future__ import annotations

from dataclasses import replace

from gouji.extract.forms.cell_values import figure, is_nothing
from gouji.extract.forms.column_roles import Header
from gouji.schemas.rotation import down
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell
from gouji.tables.fused_rows import printed_lines

MEASURES, POINTS = ("target", "actual"), ("weight", "score")


def parted_names(sheet: CellGrid, row: int, header: Header) -> None:
    """Gives every row its own part of a name that reaches over several rows of which each has a value and points of its own.

    A line of the name belongs to the row that it lies nearest to; a row without one has a name that nobody can read.
    """
    column = header.columns.get("name")
    cell = sheet.under(row, column.left, column.right) if column else None
    if cell is None or cell.row != row or cell.rowspan < 2 or cell.frame is None:
        return
    rows = range(row, row + cell.rowspan)
    middles = [_middle(sheet, r, header) for r in rows]
    lines = printed_lines(cell)
    if not lines or any(m is None for m in middles):
        return
    texts = [Traced() for _ in rows]
    for line in lines:
        home = min(range(len(rows)), key=lambda k: abs(line.middle - (middles[k] or 0.0)))
        for index in line.indices:
            texts[home] = texts[home] + cell.text.span(index, index + 1)
    sheet.cells = [c for c in sheet.cells if c is not cell] + [
        replace(cell, text=t, row=r, rowspan=1) for t, r in zip(texts, rows, strict=True)
    ]
    sheet.reindexed()


def _middle(sheet: CellGrid, row: int, header: Header) -> float | None:
    """How far down the page a row of an indicator lies; None for a row without a value or points that begin in it."""
    found = [[_own(sheet, row, header, field) for field in fields] for fields in (MEASURES, POINTS)]
    filled = [next((c for c in cells if c is not None and c.box), None) for cells in found]
    if any(c is None for c in filled) or not any(_is_figure(c) for c in found[1]):
        return None  # remarks below the values (评分标准：… | 扣分原因：…) are no row of an indicator
    places = [down(c.box, c.frame.rotation) for c in filled if c and c.box and c.frame]
    return sum(top + bottom for top, bottom in places) / (2 * len(places)) if places else None


def _is_figure(cell: GridCell | None) -> bool:
    leaf = figure(cell, "分")
    return leaf is not None and leaf.value is not None


def _own(sheet: CellGrid, row: int, header: Header, field: str) -> GridCell | None:
    column = header.columns.get(field)
    cell = sheet.under(row, column.left, column.right) if column else None
    return cell if cell is not None and cell.row == row and cell.rowspan == 1 and not is_nothing(cell) else None
