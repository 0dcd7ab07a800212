"""Makes cells whole that a stray stroke cut, where the other cells of their row are whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from gouji.schemas.glyph import union
from gouji.schemas.pages import Cell, Grid

MIN_WHOLE = 3
"""So many cells of a row, each with words, tell how high it is."""

MIN_MEMBERS = 2
"""So many heads stand side by side below one that is over all of them."""


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
    stacks = _stacks(inside)
    for stack in stacks:
        told = [cell for cell in stack if _has_words(cell)]
        if len(told) > 1 or (len(stack) == 1 and stack[0].rowspan == high) or _is_in_group(stack, stacks, high):
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


def _is_in_group(stack: list[Cell], stacks: list[list[Cell]], high: int) -> bool:
    """Whether cut cells stand among others that have words in several rows: a head above its members, of which one cell
    lies over each, and no stray stroke."""
    at = stacks.index(stack)
    first = last = at
    while first > 0 and not _is_whole(stacks[first - 1], high):
        first -= 1
    while last + 1 < len(stacks) and not _is_whole(stacks[last + 1], high):
        last += 1
    rows = Counter(cell.row for each in stacks[first : last + 1] for cell in each if _has_words(cell))
    return len(rows) > 1 and rows[max(rows)] >= MIN_MEMBERS


def _is_whole(stack: list[Cell], high: int) -> bool:
    return len(stack) == 1 and stack[0].rowspan == high


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
