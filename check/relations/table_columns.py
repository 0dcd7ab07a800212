"""Columns of figures of a table as it was read: its cells by their place, what may be added, and the words over it."""

from __future__ import annotations

from functools import cache

from gouji.schemas.record import Table, TableCell
from gouji.schemas.wordlists import read_rows

Lattice = dict[tuple[int, int], TableCell]


def lattice(table: Table) -> Lattice:
    """The cells by (row, column); a merged cell is in each of its places."""
    out: Lattice = {}
    for row, cells in enumerate(table.rows):
        col = 0
        for cell in cells:
            while (row, col) in out:
                col += 1
            out |= {(row + r, col + c): cell for r in range(cell.rowspan) for c in range(cell.colspan)}
    return out


def is_addable(cell: TableCell) -> bool:
    """Tells whether the figure of a cell can be added: it is no rate and no bound."""
    return cell.value is not None and cell.value.canonical_unit != "%" and cell.value.bound is None


def heads_over(cells: Lattice, row: int, col: int) -> str:
    """Returns the words above a column of figures, each cell once."""
    words: list[str] = []
    for above in range(row):
        cell = cells.get((above, col))
        if cell is not None and cell.text and cell.value is None and cell.text not in words:
            words.append(cell.text)
    return "·".join(words)


def is_summed(heads: str) -> bool:
    """Tells whether figures under these heads are added: no rates, prices, ranks."""
    return not any(word in heads for word in _not_summed())


@cache
def _not_summed() -> tuple[str, ...]:
    return tuple(row[0] for row in read_rows(__package__, "not_summed"))
