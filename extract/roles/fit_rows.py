"""Puts the cells of a table in plain text under its heads: rows may lack cells, and a head may lack that of the names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.columns import cell_odds
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.heads import find_heads
from gouji.tables.cell_grid import CellGrid, GridCell

LEFT_EMPTY = -2.5
"""The log-odds of a cell that a row lacks."""
MAY_BE_EMPTY = {
    "block": -0.1,
    "level1": -0.3,
    "level2": -0.4,
    "number": -0.5,
    "deviation": -0.2,
    "note": -0.2,
    "unit": -1.0,
}
"""The same in columns of merged cells, and in those that are mostly empty."""
NAME_COLUMN = "line"
"""What a column is for whose head is left out because it is that of the names."""
NEVER = -1e9


def fit_rows(sheet: CellGrid, grammar: Grammar) -> CellGrid:
    """Returns the table with every cell in the column of its head; a table of a page, whose cells have places, as it is."""
    if sheet.page is not None or any(cell.box for cell in sheet.cells):
        return sheet
    heads = find_heads(sheet, grammar)
    cells = list(sheet.cells)
    for head, end in zip(heads, [*(h.first for h in heads[1:]), sheet.rows][: len(heads)], strict=True):
        rows = [row for row in range(head.body, end) if sheet.own(row)]
        roles = [column.role or "other" for column in head.columns]
        counts = Counter(_count(sheet, row) for row in rows if _count(sheet, row) > len(roles) // 2)
        usual = counts.most_common(1)[0][0] if counts else len(roles)
        if usual == len(roles) + 1:
            roles = [NAME_COLUMN, *roles]
            cells = [replace(c, col=c.col + 1) if c.row == head.first else c for c in cells]
        for row in rows:
            own = sorted((c for c in cells if c.row == row), key=lambda c: c.col)
            placed = _placed(own, roles, grammar)
            if placed is not None:
                cells = [c for c in cells if c.row != row] + placed
    fitted = CellGrid(sheet.page, sheet.box, cells, {}, 0, 0).reindexed()
    for cell in fitted.cells:
        cell.left, cell.right = cell.col / fitted.cols, (cell.col + cell.colspan) / fitted.cols
    return fitted


def _count(sheet: CellGrid, row: int) -> int:
    return len(sheet.own(row))


def _placed(cells: Sequence[GridCell], roles: Sequence[str], grammar: Grammar) -> list[GridCell] | None:
    """The cells in the columns in which they are likeliest, in their order; None where they stay as they are."""
    size = len(roles)
    if len(cells) >= size or len(cells) == 1 or [c.col for c in cells] != list(range(len(cells))):
        return None
    best: list[list[float]] = [[NEVER] * (size + 1) for _ in range(len(cells) + 1)]
    best[0][0] = 0.0
    for taken in range(len(cells) + 1):
        for column in range(size):
            here = best[taken][column]
            if here == NEVER:
                continue
            best[taken][column + 1] = max(best[taken][column + 1], here + MAY_BE_EMPTY.get(roles[column], LEFT_EMPTY))
            if taken < len(cells):
                score = here + _odds(cells[taken], roles[column], grammar)
                best[taken + 1][column + 1] = max(best[taken + 1][column + 1], score)
    places: list[int] = []
    taken, column = len(cells), size
    while column:
        empty = best[taken][column - 1] + MAY_BE_EMPTY.get(roles[column - 1], LEFT_EMPTY)
        if best[taken][column] == empty:
            column -= 1
            continue
        places.append(column - 1)
        taken, column = taken - 1, column - 1
    return [replace(cell, col=place) for cell, place in zip(cells, places[::-1], strict=True)]


def _odds(cell: GridCell, role: str, grammar: Grammar) -> float:
    if role not in grammar.roles or not cell.words:
        return 0.0
    return cell_odds(grammar.roles[role])[cell_type(cell.words)]
