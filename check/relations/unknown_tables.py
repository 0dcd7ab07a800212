"""Column sums of a table of unknown form (纵向合计): the figures above a row named as a sum must add up to it."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.check.relations.relation import Relation
from gouji.check.relations.table_columns import Lattice, heads_over, is_addable, is_summed, lattice
from gouji.check.relations.tests import sum_test
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Table, TableCell


def unknown_table_relations(tables: list[Table]) -> Iterator[Relation]:
    """Yields one relation for each column of figures above (or below) a row of sums.

    How the rows of such a table relate is unknown. Only if at least one column adds up, with two non-zero parts, are
    the rows known to be parts of the sum; then a column that does not add up is a finding.
    """
    for table in tables:
        if table.totals and not table.understood and not table.sums:
            found = [r for total in table.totals for r in _sums(table, lattice(table), total)]
            if any(_proves_structure(r) for r in found):
                yield from found


def _sums(table: Table, cells: Lattice, total: int) -> Iterator[Relation]:
    for col in range(max((c for _, c in cells), default=-1) + 1):
        claimed = cells.get((total, col))
        parts = _parts(table, cells, total, col)
        if claimed is None or not is_addable(claimed) or parts is None or len(parts) < 2:
            continue
        header = heads_over(cells, parts[0][0], col)
        if is_summed(header):
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
        if not is_addable(cell):
            return None
        out.append((row, cell))
    return out


def _has_figure(cell: TableCell | None) -> bool:
    return cell is not None and cell.value is not None


def _proves_structure(relation: Relation) -> bool:
    outcome = relation.outcome()
    real = sum(leaf.value is not None and leaf.value.amount != 0 for leaf in relation.leaves[1:])
    return outcome is not None and outcome.holds and real >= 2
