"""Places a table on the pages: its titles, its cells, its rulings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.cases.grid import Cell, SetGrid
from bench.cases.page_slices import EPSILON, Slice, parts, repeated, slices
from bench.cases.sheet import Line, Rule, Sheet

if TYPE_CHECKING:
    from bench.cases.compose import Composer
    from bench.cases.plan import TableBlock


def place_table(composer: Composer, block: TableBlock) -> None:
    """Typesets the table at the cursor and leaves the cursor below it, on its last page."""
    paper = composer.paper
    if block.fresh or block.wide:
        composer.turn(block.wide)
        composer.y = paper.table_top
    left = paper.table_left if block.fresh or block.wide else paper.left
    width = composer.sheet.width - 2 * left
    _titles(composer, block, left)
    table = SetGrid(block.grid, width, composer.advance)
    bottom = composer.sheet.height - paper.table_top if block.fresh or block.wide else composer.bottom
    cut = slices(table, bottom - composer.y, bottom - paper.table_top)
    over = not (block.fresh or block.wide) and cut[0].height > bottom - composer.y + EPSILON
    for number, piece in enumerate(cut):
        if number or over:  # not even the header fits on the rest of the page: the table begins on the next
            composer.turn(block.wide)
            composer.y = paper.table_top
        _piece(composer, table, cut, number, left)
        composer.y += piece.height + (repeated(table, piece.top) if number else 0.0)
    composer.y += paper.pitch * 0.6


def _titles(composer: Composer, block: TableBlock, left: float) -> None:
    paper, size = composer.paper, block.grid.look.size
    if block.title:
        composer.centred(block.title, paper.title, size * 1.75, size * 2.6, left)
    if block.subtitle:
        composer.centred(block.subtitle, paper.body, size * 1.2, size * 2.0, left)
    if block.remark:
        composer.centred(block.remark, paper.body, size, size * 1.7, left)


def _piece(composer: Composer, table: SetGrid, cut: list[Slice], number: int, left: float) -> None:
    """One slice of the table on the current page, below the repeated header rows."""
    sheet, y = composer.sheet, composer.y
    composer.used = True
    again = repeated(table, cut[number].top) if number else 0.0
    if again:
        first, last = sum(table.heights[: table.grid.heads[0]]), table.grid.heads[-1]
        whole = [Slice(first, first + again)]
        for cell in [c for c in table.grid.cells if c.row in table.grid.heads]:
            _cell(sheet, table, cell, whole, 0, left, y, bare=cell.last > last + 1)
        y += again
    for cell in sorted(table.grid.cells, key=lambda c: (c.row, c.left)):
        _cell(sheet, table, cell, cut, number, left, y)
    if table.grid.look.rules == "three":
        _three(sheet, table, cut[number], number, left, y)


def _cell(
    sheet: Sheet, table: SetGrid, cell: Cell, cut: list[Slice], number: int, left: float, y: float, bare: bool = False
) -> None:
    """The part of the cell in this slice; `bare` draws only its border."""
    for slot, top, bottom, lines in parts(table, cell, cut):
        if slot != number:
            continue
        x0, x1 = left + table.x(cell.left), left + table.x(cell.right)
        y0, y1 = y + top - cut[number].top, y + bottom - cut[number].top
        start = y0 + (y1 - y0 - len(lines) * table.pitch) / 2 + (table.pitch - table.grid.look.size) / 2
        for row, line in enumerate([] if bare else lines):
            shift = _shift(line, cell.align, x0, x1, table.grid.look.pad)
            sheet.lines.append([c.moved(shift, start + row * table.pitch) for c in line])
        if table.grid.look.rules == "full":
            sheet.cells.append((x0, y0, x1, y1))
            _frame(sheet, table, cell, (x0, y0, x1, y1))


def _shift(line: Line, align: str, x0: float, x1: float, pad: float) -> float:
    width = line[-1].x + line[-1].width if line else 0.0
    if align == "left":
        return x0 + pad
    return x1 - pad - width if align == "right" else (x0 + x1 - width) / 2


def _frame(sheet: Sheet, table: SetGrid, cell: Cell, box: tuple[float, float, float, float]) -> None:
    """The cell's four rulings; those at the table's edge are thick."""
    x0, y0, x1, y1 = box
    look, scale, rows = table.grid.look, table.grid.scale, table.grid.rows
    outer = (cell.left == 0, cell.row == 0, cell.right == scale, cell.last == rows)
    weights = [look.thick if edge else look.thin for edge in outer]
    sheet.rules += [
        Rule(x0, y0, x0, y1, weights[0]),
        Rule(x0, y0, x1, y0, weights[1]),
        Rule(x1, y0, x1, y1, weights[2]),
        Rule(x0, y1, x1, y1, weights[3]),
    ]


def _three(sheet: Sheet, table: SetGrid, piece: Slice, number: int, left: float, y: float) -> None:
    """Only a ruling above, below, and under the header."""
    right, look = left + table.width, table.grid.look
    sheet.rules.append(Rule(left, y, right, y, look.thick))
    sheet.rules.append(Rule(left, y + piece.height, right, y + piece.height, look.thick))
    if not number:
        under = y + sum(table.heights[row] for row in table.grid.heads or (0,))
        sheet.rules.append(Rule(left, under, right, under, look.thin))
