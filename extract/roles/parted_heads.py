"""Heads that lost a ruling: the columns of a dark band in one cell, or a head in one row with the first row below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.extract.roles.columns import wordings
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.head_words import bare
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell
from gouji.tables.fused_rows import PrintedLine, printed_lines

WIDE, MIN_BAND_LENGTH = 0.8, 8
"""How much of the table a band covers, and how many characters it has at the least."""
MIN_HEADS, SHARE = 3, 0.6
"""So many heads that are known make it a head, and so large a share of its cells."""
LOOK, MAX_HEAD_LINES = 3, 2
STROKES = frozenset("一-—_")


def part_heads(sheet: CellGrid, grammar: Grammar) -> None:
    """Cuts every head whose columns are one cell where the cells below it are cut, and every head that shares its row with the
    row below it at its own height."""
    known = {word for words in wordings(grammar).listed.values() for word in words}
    row = 0
    while row < sheet.rows:
        _part_band(sheet, row, known)
        row += 2 if _part_from_body(sheet, row, known) else 1


def _part_band(sheet: CellGrid, row: int, known: set[str]) -> None:
    cells = [cell for cell in sheet.own(row) if cell.words]
    if len(cells) != 1 or cells[0].right - cells[0].left < WIDE or len(cells[0].words) < MIN_BAND_LENGTH:
        return
    below = max(
        (sheet.own(each) for each in range(row + 1, min(row + 1 + LOOK, sheet.rows))), key=len, default=list[GridCell]()
    )
    below = [c for c in below if cells[0].col <= c.col and c.col + c.colspan <= cells[0].col + cells[0].colspan]
    texts = _by_place(cells[0], below) if len(below) >= MIN_HEADS and cells[0].rowspan == 1 else None
    if texts is None or not _are_heads([text.text for text in texts if text.text.strip()], known):
        return
    parts = [
        replace(cells[0], text=text.strip(), col=c.col, colspan=c.colspan, left=c.left, right=c.right)
        for text, c in zip(texts, below, strict=True)
    ]
    sheet.cells = [cell for cell in sheet.cells if cell is not cells[0]] + parts
    sheet.reindexed()


def _by_place(cell: GridCell, columns: Sequence[GridCell]) -> list[Traced] | None:
    """The text of a cell by the columns that its characters stand in; None where one has no place or stands in none."""
    texts = [Traced() for _ in columns]
    for index, char in enumerate(cell.text.text):
        box = next((g.box for g in cell.text.origins[index] if g.box), None)
        place = cell.across(box) if box else None
        home = next((n for n, c in enumerate(columns) if place is not None and c.left <= place < c.right), None)
        if home is None and not char.isspace():
            return None
        if home is not None:
            texts[home] = texts[home] + cell.text.span(index, index + 1)
    return texts


def _are_heads(words: Sequence[str], known: set[str]) -> bool:
    heads = sum(bare(each) in known for each in words)
    return heads >= MIN_HEADS and heads >= SHARE * len(words)


def _part_from_body(sheet: CellGrid, row: int, known: set[str]) -> bool:
    """Whether the row held a head and the row below it, which now follows it."""
    cells = [cell for cell in sheet.own(row) if cell.words]
    lines = {id(cell): printed_lines(cell) for cell in cells}
    heads = {id(cell): _head_lines(cell, lines[id(cell)], known) for cell in cells}
    fused = [cell for cell in cells if 0 < heads[id(cell)] < len(lines[id(cell)])]
    if len(fused) < MIN_HEADS or sum(heads[id(c)] > 0 for c in cells) < SHARE * len(cells):
        return False
    upper = max(lines[id(c)][heads[id(c)] - 1].middle for c in cells if heads[id(c)])
    lower = min(lines[id(c)][heads[id(c)]].middle for c in fused)
    if upper >= lower:
        return False
    _cut(sheet, row, (upper + lower) / 2)
    return True


def _head_lines(cell: GridCell, lines: Sequence[PrintedLine], known: set[str]) -> int:
    """How many lines of the cell are a head that is known; 0 where it begins with none."""
    for count in range(min(MAX_HEAD_LINES, len(lines)), 0, -1):
        words = "".join(cell.text.text[i] for line in lines[:count] for i in line.indices)
        if bare(words) in known:
            return count
    return 0


def _cut(sheet: CellGrid, row: int, at: float) -> None:
    made: list[GridCell] = []
    for cell in sheet.cells:
        if cell.row > row:
            cell.row += 1
        elif cell.row == row:
            made.append(_lower(cell, at))
        elif cell.row + cell.rowspan > row:
            cell.rowspan += 1
    sheet.cells += made
    sheet.reindexed()


def _lower(cell: GridCell, at: float) -> GridCell:
    """The part of the cell below a height, as a cell of the next row; the cell keeps what stands above it."""
    texts = [Traced(), Traced()]
    for line in printed_lines(cell):
        if set(cell.text.text[i] for i in line.indices) <= STROKES:
            continue  # what is left of the ruling
        for index in line.indices:
            texts[line.middle > at] = texts[line.middle > at] + cell.text.span(index, index + 1)
    boxes = [cell.box, cell.box]
    if cell.box is not None and cell.frame is not None and cell.frame.rotation == 0:
        x0, y0, x1, y1 = cell.box
        boxes = [(x0, y0, x1, at), (x0, at, x1, y1)]
    lower = replace(cell, row=cell.row + 1, text=texts[1], box=boxes[1])
    cell.text, cell.box, cell.rowspan = texts[0], boxes[0], 1
    return lower
