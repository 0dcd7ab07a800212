"""Lists of revenue and of expenditure side by side (收支总表): 一、财政拨款收入 1、… 2、…, down to the sums at their ends."""

from __future__ import annotations

import regex

from gouji.schemas.record import TableSum
from gouji.tables.cell_grid import CellGrid, GridCell

ITEM, INNER = (
    regex.compile(r"[一二三四五六七八九十]+[、.．]"),
    regex.compile(r"(?:\d{1,2}[、.．]|[（(][一二三四五六七八九十]+[）)])\p{Han}"),
)
SUM = regex.compile(r"\p{Han}{0,10}(?:合计|总计|小计)")
MIN_ITEMS = 2
HEAD_ROWS = 3
SIDES = ("收入", "支出")


def listed_sums(sheet: CellGrid) -> list[TableSum]:
    """Returns which rows are the parts of which in each of the lists; empty for a table that is none of this kind."""
    head = "".join(cell.words for row in range(min(HEAD_ROWS, sheet.rows)) for cell in sheet.own(row))
    columns = [col for col in range(sheet.cols) if _items(sheet, col) >= MIN_ITEMS]
    if len(columns) < len(SIDES) or not all(side in head for side in SIDES):
        return []
    ends = [*columns[1:], sheet.cols]
    return [each for col, end in zip(columns, ends, strict=True) for each in _sums(sheet, col, (col + 1, end - 1))]


def _items(sheet: CellGrid, col: int) -> int:
    return sum(cell.col == col and bool(ITEM.match(cell.words)) for cell in sheet.cells)


def _sums(sheet: CellGrid, col: int, columns: tuple[int, int]) -> list[TableSum]:
    """The sums of one list: of the inner items of an item, of the items, and of the first sum and what follows it."""
    out: list[TableSum] = []
    above: list[int] = []
    item, inner = -1, list[int]()
    for row in range(sheet.rows):
        name = _name(sheet.lattice.get((row, col)), row)
        if INNER.match(name) and item >= 0:
            inner.append(row)
            continue
        if inner:
            out.append(TableSum(whole=item, parts=inner, columns=columns, by="numbering"))
        item, inner = (row, []) if ITEM.match(name) else (-1, [])
        if SUM.fullmatch(name) and above:
            out.append(TableSum(whole=row, parts=above, columns=columns, by="numbering"))
            above = [row]
        elif item >= 0 or (above and name):
            above = [*above, row]
    return out


def _name(cell: GridCell | None, row: int) -> str:
    return cell.words if cell is not None and cell.row == row else ""
