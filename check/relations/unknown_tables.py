"""Column sums of a table of unknown form (纵向合计): the figures above a row named as a sum must add up to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gouji.check.relations.relation import Relation
from gouji.check.relations.tests import sum_test
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Table, TableCell
from gouji.schemas.wordlists import read_rows

Lattice = dict[tuple[int, int], TableCell]


def unknown_table_relations(tables: list[Table]) -> Iterator[Relation]:
    """Yields one relation for each column of figures above (or below) a row of sums.

    How the rows of such a table relate is unknown. Only if at least one column adds up, with two non-zero parts, are
    the rows known to be parts of the sum; then a column that does not add up is a finding.
    """
    for table in tables:
        if table.totals and not table.understood:
            found = [r for total in table.totals for r in _sums(table, lattice(table), total)]
            if any(_proves_structure(r) for r in found):
                yield from found


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


@cache
def _not_summed() -> tuple[str, ...]:
    return tuple(row[0] for row in read_rows(__package__, "not_summed"))


def _sums(table: Table, cells: Lattice, total: int) -> Iterator[Relation]:
    for col in range(max((c for _, c in cells), default=-1) + 1):
        claimed = cells.get((total, col))
        parts = _parts(table, cells, total, col)
        if claimed is None or not _is_sum(claimed) or parts is None or len(parts) < 2:
            continue
        header = _header(cells, parts[0][0], col)
        if not any(word in header for word in _not_summed()):
            leaves: tuple[QuantityLeaf, ...] = (claimed, *(leaf for _, leaf in parts))
            yield Relation(
                "sum-of-parts", header or claimed.text, leaves, sum_test((1,) * len(parts), None), listed=True
            )


def _parts(table: Table, cells: Lattice, total: int, col: int) -> list[tuple[int, TableCell]] | None:
    """The figures, as (row, cell), between the previous sum and this one, together with earlier sums. None if a cell
    holds something else.

    A sum above its parts (总计 in the first row of figures) has them below it.
    """
    figures = [r for r in range(len(table.rows)) if _has_figure(cells.get((r, col))) and r not in table.totals]
    if not figures:
        return None
    is_above = figures[0] > total
    rows = range(total + 1, len(table.rows)) if is_above else range(figures[0], total)
    earlier = [r for r in table.totals if r in rows]
    loose = range(max(earlier) + 1, total) if earlier and not is_above else rows
    out: list[tuple[int, TableCell]] = []
    for row in [*earlier, *(r for r in loose if r not in earlier)] if earlier else rows:
        cell = cells.get((row, col))
        if cell is None or (cell.value is None and not any(c.isdigit() for c in cell.text)):
            continue
        if not _is_sum(cell):
            return None
        out.append((row, cell))
    return out


def _has_figure(cell: TableCell | None) -> bool:
    return cell is not None and cell.value is not None


def _is_sum(cell: TableCell) -> bool:
    """Whether the cell's figure can be added: no rate and no bound."""
    return cell.value is not None and cell.value.canonical_unit != "%" and cell.value.bound is None


def _header(cells: Lattice, row: int, col: int) -> str:
    """The words above a column of figures, each cell once."""
    words: list[str] = []
    for above in range(row):
        cell = cells.get((above, col))
        if cell is not None and cell.text and cell.value is None and cell.text not in words:
            words.append(cell.text)
    return "·".join(words)


def _proves_structure(relation: Relation) -> bool:
    outcome = relation.outcome()
    real = sum(leaf.value is not None and leaf.value.amount != 0 for leaf in relation.leaves[1:])
    return outcome is not None and outcome.holds and real >= 2
