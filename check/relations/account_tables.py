"""Sums of tables of accounts (收支表): 类 = Σ款, 款 = Σ项, 合计 = Σ类, and of lists of money: 合计 = Σ of the rows, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from gouji.check.relations.gathered import premise_of
from gouji.check.relations.relation import Outcome, Relation, Test
from gouji.check.relations.table_columns import Lattice, heads_over, is_addable, is_summed, lattice
from gouji.check.relations.tests import sum_test
from gouji.normalize.figures.units import is_unit, unit_at
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Table, TableCell, TableSum

BRACKET = regex.compile(r"[（(](?P<unit>[^（()）]{1,6})[)）]$")
PRIORS = {"codes": 0.95, "numbering": 0.7, "rows": 0.7}
"""How often a row is meant as the sum of all its parts that were found: a part may stand on a page that was not joined."""
PROVEN = 0.99
"""The same where the row is their sum in another column."""
MIN_PROOF = 2


def account_relations(tables: list[Table]) -> Iterator[Relation]:
    """Yields one relation for each column of each sum of the tables, with its premise."""
    for table in tables:
        cells = lattice(table) if table.sums else {}
        for each in table.sums:
            first, last = each.columns
            found = [r for col in range(first, last + 1) if (r := _column_sum(cells, each, col)) is not None]
            prior = PROVEN if any(_proves(r) for r in found) else PRIORS[each.by]
            yield from (replace(r, premise=premise_of(r, prior)) for r in found)


def _column_sum(cells: Lattice, each: TableSum, col: int) -> Relation | None:
    """The sum in one column; None where it has no figures, where they are not added, or where one was not read."""
    claimed = _own(cells, each.whole, col)
    parts = [cell for row in each.parts if (cell := _own(cells, row, col)) is not None]
    if claimed is None or not parts or not all(is_addable(cell) for cell in (claimed, *parts)):
        return None
    if each.by == "rows" and any((cell := cells.get((row, col))) is None or not cell.text for row in each.parts):
        return None  # a list prints a stroke for no money: a blank may be a figure that was not read
    head = heads_over(cells, min(each.whole, *each.parts), col)
    if not is_summed(head):
        return None
    name = head if each.by == "rows" and head else _name(cells, each, col)
    test = sum_test((1,) * len(parts), None) if _counts(head) else _sum_of_money(len(parts))
    return Relation("sum-of-parts", name, (claimed, *parts), test, listed=True)


def _counts(head: str) -> bool:
    """Whether the head of a column says that it holds no money but a count: 完成（户）."""
    inside = BRACKET.search(head)
    unit = unit_at(inside["unit"], 0) if inside is not None and is_unit(inside["unit"]) else None
    return unit is not None and unit.kind == "count"


def _sum_of_money(count: int) -> Test:
    """The test of a sum of amounts, whatever unit stands over the table: one without decimals is rounded, and no count."""
    test = sum_test((1,) * count, None)

    def of_money(figures: Sequence[Quantity]) -> Outcome | None:
        return test([f if f.canonical_unit else f.model_copy(update={"canonical_unit": "元"}) for f in figures])

    return of_money


def _own(cells: Lattice, row: int, col: int) -> TableCell | None:
    """The cell of a figure that belongs to this place alone; None for a blank and for words."""
    cell = cells.get((row, col))
    if cell is None or cell is cells.get((row - 1, col)) or cell is cells.get((row, col - 1)):
        return None
    return cell if cell.value is not None or any(sign.isdigit() for sign in cell.text) else None


def _name(cells: Lattice, each: TableSum, col: int) -> str:
    """The words that name the row: the last before its figures."""
    words = [cells[each.whole, at].text for at in range(col) if (each.whole, at) in cells]
    named = [w for w in words if w and not any(sign.isdigit() for sign in w)]
    return named[-1] if named else ""


def _proves(relation: Relation) -> bool:
    outcome = relation.outcome()
    filled = sum(leaf.value is not None and leaf.value.amount != 0 for leaf in relation.leaves[1:])
    return outcome is not None and outcome.holds and filled >= MIN_PROOF
