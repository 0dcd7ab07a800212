"""Chooses between two readings of the budget in prose: the one of which more figures tie out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.phrase_names import name_in
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import BudgetRow

COLUMNS = ("initial", "adjusted", "spent")
FIGURES = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate")


def better_tied(labelled: list[BudgetRow], stated: list[BudgetRow]) -> list[BudgetRow]:
    """`labelled`, the lines told by labels before their figures, if at least as many of its figures tie out as of
    `stated`, the lines told by the statements, and it has no fewer of them; else `stated`.

    Labels are surer of the papers that use them and lost on all others; there hardly a figure ties out. A figure that
    fails counts for neither, so that an error of the report decides nothing.
    """
    ties, figures = _ties(labelled), _figures(labelled)
    lost = ties < _ties(stated) or figures < _figures(stated)
    return labelled if not lost and all(map(_is_named, labelled)) else stated


def _is_named(row: BudgetRow) -> bool:
    """Whether a line is named by words that name something, and not by when or why."""
    words = row.name.value or row.name.text
    return row.role != "subproject" or 2 * len(name_in(words)) >= len(words)


def _figures(rows: list[BudgetRow]) -> int:
    return sum(getattr(row, name) is not None for row in rows for name in FIGURES)


def _ties(rows: list[BudgetRow]) -> int:
    return sum(_row_ties(row) for row in rows) + sum(_column_ties(rows))


def _row_ties(row: BudgetRow) -> int:
    available = row.adjusted or row.allocated or row.initial
    return sum(
        [
            _holds("part", row.execution_rate, row.spent, available),
            _holds("less", row.balance, available, row.spent),
            _holds("sum", row.adjusted, row.initial, row.adjustment),
        ]
    )


def _column_ties(rows: list[BudgetRow]) -> Iterator[int]:
    total = next((row for row in rows if row.role == "total"), None)
    parts = [row for row in rows if row.role == "subproject"]
    sources = [row for row in rows if row.role == "source"]
    if total is None:
        return
    for column in COLUMNS:
        leaves = [leaf for row in parts if (leaf := getattr(row, column)) is not None]
        if len(parts) > 1 and len(leaves) == len(parts):
            yield len(leaves) * _holds("sum", getattr(total, column), *leaves)
    leaves = [row.allocated for row in sources if row.allocated is not None]
    if len(leaves) > 1:
        yield len(leaves) * _holds("sum", total.allocated or total.adjusted, *leaves)


def _holds(form: str, claimed: QuantityLeaf | None, *operands: QuantityLeaf | None) -> int:
    values = _values((claimed, *operands))
    if values is None:
        return 0
    expected = computed(form, values[1:])
    return int(expected is not None and agrees(values[0], expected, form))


def _values(leaves: Sequence[QuantityLeaf | None]) -> list[Quantity] | None:
    values = [leaf.value for leaf in leaves if leaf is not None and leaf.value is not None]
    return values if len(values) == len(leaves) else None
