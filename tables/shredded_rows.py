"""Makes cells whole that a stray stroke cut, where the other cells of their row are whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from gouji.schemas.glyph import union
from gouji.schemas.pages import Cell, Grid

MIN_WHOLE = 3
"""So many cells of a row, each with words, tell how high it is."""


def heal_shredded_rows(grid: Grid) -> Grid:
    """Returns the table with such cells joined: words in one piece of a column, the others empty, beside cells over all
    of their rows."""
    cells = list(grid.cells)
    for row in sorted({cell.row for cell in cells}):
        counts = Counter(cell.rowspan for cell in cells if cell.row == row and _has_words(cell))
        high, seen = max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        if high > 1 and seen >= MIN_WHOLE:
            cells = _healed(cells, row, high)
    return replace(grid, cells=sorted(cells, key=lambda c: (c.row, c.col)))


def _has_words(cell: Cell) -> bool:
    return any(line.text.strip() for line in cell.lines)


def _healed(cells: list[Cell], row: int, high: int) -> list[Cell]:
    end = row + high
    cut = [cell if not row < cell.row + cell.rowspan < end or cell.row >= row else _ended(cell, row) for cell in cells]
    out = [cell for cell in cut if not row <= cell.row < end or cell.row + cell.rowspan > end]
    inside = [cell for cell in cut if row <= cell.row < end and cell.row + cell.rowspan <= end]
    for stack in _stacks(inside):
        told = [cell for cell in stack if _has_words(cell)]
        if len(told) > 1 or (len(stack) == 1 and stack[0].rowspan == high):
            out += stack
            continue
        left, right = min(cell.col for cell in stack), max(cell.col + cell.colspan for cell in stack)
        box = union([cell.box for cell in stack if cell.box])
        out.append(replace((told or stack)[0], row=row, col=left, rowspan=high, colspan=right - left, box=box))
    return out if _fits(out) else cells


def _stacks(cells: list[Cell]) -> list[list[Cell]]:
    """The cells that share columns, from left to right."""
    out: list[list[Cell]] = []
    end = -1
    for cell in sorted(cells, key=lambda c: c.col):
        if out and cell.col < end:
            out[-1].append(cell)
        else:
            out.append([cell])
        end = max(end, cell.col + cell.colspan)
    return out


def _ended(cell: Cell, row: int) -> Cell:
    """A cell from above that ends in the middle of the row: it ends where the row begins."""
    return replace(cell, rowspan=row - cell.row)


def _fits(cells: list[Cell]) -> bool:
    """Whether no two cells are in one place."""
    taken = [
        (row, col)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    ]
    return len(taken) == len(set(taken))
