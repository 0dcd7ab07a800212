"""Relations of the budget rows: 执行率, 调整后预算, 结余, 分项合计, 资金来源合计."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.check.relations.relation import Relation
from gouji.check.relations.tests import ratio_test, sum_test
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import BudgetRow, Restated
from gouji.schemas.wordlists import read_rows

COLUMNS = ("initial", "adjustment", "adjusted", "spent")


def budget_relations(rows: list[BudgetRow], restated: Sequence[Restated] = ()) -> Iterator[Relation]:
    """Yields all relations of the budget rows that have their figures.

    `restated` are figures stated twice: an execution rate that the prose states for a row of the table is tied out like
    the table's own.
    """
    decimals = _money_decimals(rows)
    for row in rows:
        yield from _row_relations(row, decimals)
        yield from _restated_rate(row, restated, decimals)
    total = next((r for r in rows if r.role == "total"), None)
    sources = [r for r in rows if r.role == "source"]
    for whole, parts in _wholes_with_parts(total, [r for r in rows if r.role == "subproject"]):
        for column in COLUMNS if len(parts) > 1 else ():
            yield from _column_sum(whole, parts, column, decimals)
    if total and sources:
        yield from _source_sums(total, [r for r in sources if r.part_of is None], decimals)
    for source in sources:
        inner = [r for r in sources if r.part_of is not None and r.part_of == source.name.value]
        if inner:
            yield from _source_sums(source, inner, decimals)


def _wholes_with_parts(total: BudgetRow | None, parts: list[BudgetRow]) -> Iterator[tuple[BudgetRow, list[BudgetRow]]]:
    """Yields the total with its parts, and each part with parts of its own: 基本支出 with 人员经费 and 公用经费."""
    parent = {part: whole for part, whole in read_rows(__package__, "parts_of_parts")}
    named = {r.name.value: r for r in parts}
    inner = [(named[whole], r) for r in parts if (whole := r.part_of or parent.get(r.name.value or "", "")) in named]
    if total:
        yield total, [r for r in parts if all(r is not part for _, part in inner)]
    for row in (r for r in parts if any(r is w for w, _ in inner)):
        yield row, [part for w, part in inner if w is row]


def _money_decimals(rows: list[BudgetRow]) -> int | None:
    """The most decimals that this document prints money with: where it writes 268.86, its 5 means 5.00. None if no
    figure has a scaled unit.
    """
    found = [
        leaf.value.decimals
        for row in rows
        for leaf in (row.initial, row.adjustment, row.adjusted, row.allocated, row.spent, row.balance)
        if leaf and leaf.value and leaf.value.scale != 1
    ]
    return max(found) if found else None


def _row_relations(row: BudgetRow, decimals: int | None) -> Iterator[Relation]:
    name = row.name.value or row.name.text
    available = row.adjusted or row.allocated or row.initial
    if row.execution_rate and row.spent and available:
        yield Relation(
            "execution-rate", name, (row.execution_rate, row.spent, available), ratio_test(True, False, decimals)
        )
    if row.initial and row.adjustment and row.adjusted:
        yield Relation("adjusted-budget", name, (row.adjusted, row.initial, row.adjustment), sum_test((1, 1), decimals))
    if row.balance and row.spent and available:
        yield Relation("balance", name, (row.balance, available, row.spent), sum_test((1, -1), decimals))


def _restated_rate(row: BudgetRow, restated: Sequence[Restated], decimals: int | None) -> Iterator[Relation]:
    available = row.adjusted or row.allocated or row.initial
    for pair in restated:
        if row.execution_rate is not None and pair.first is row.execution_rate and row.spent and available:
            yield Relation(
                "execution-rate",
                row.name.value or row.name.text,
                (pair.second, row.spent, available),
                ratio_test(True, False, decimals),
            )


def _column_sum(total: BudgetRow, parts: list[BudgetRow], column: str, decimals: int | None) -> Iterator[Relation]:
    claimed: QuantityLeaf | None = getattr(total, column)
    if claimed is None:
        return
    leaves = [_part_figure(row, column) for row in parts]
    if (
        column == "initial"
        and total.adjustment
        and total.adjusted
        and all(getattr(row, column) is None for row in parts)
    ):
        return  # parts that print only one budget mean the final one if the total says how it was changed
    if any(leaf is None and not _has_no_figure(row, column) for leaf, row in zip(leaves, parts, strict=True)):
        return  # a part without its figure: the sum cannot be checked
    found = tuple(leaf for leaf in leaves if leaf is not None)
    if len(found) > 1:
        yield Relation(
            "sum-of-parts",
            total.name.value or "合计",
            (claimed, *found),
            sum_test((1,) * len(found), decimals),
            listed=True,
        )


def _part_figure(row: BudgetRow, column: str) -> QuantityLeaf | None:
    """A part's figure. A budget that was never changed is printed once and is both the initial and the adjusted one."""
    own: QuantityLeaf | None = getattr(row, column)
    if own is None and row.adjustment is None:
        return row.adjusted if column == "initial" else row.initial if column == "adjusted" else None
    return own


def _has_no_figure(row: BudgetRow, column: str) -> bool:
    """Whether the part rightly has no figure: there was nothing to spend, or nothing was changed."""
    if column == "spent":
        return row.adjusted is not None and row.adjusted.value is not None and row.adjusted.value.amount == 0
    return column == "adjustment" and (row.adjusted is None) != (row.initial is None)


def _source_sums(total: BudgetRow, sources: list[BudgetRow], decimals: int | None) -> Iterator[Relation]:
    for column in ("allocated", "initial", "adjusted", "spent"):
        claimed: QuantityLeaf | None = getattr(total, column)
        leaves = tuple(leaf for row in sources if (leaf := getattr(row, column)) is not None)
        if claimed is None and column == "allocated":
            claimed = total.adjusted
        # A source without a figure has none (—). One that could not be read is a leaf without a value, which stops the
        # test.
        if claimed is not None and leaves and len(sources) > 1:
            yield Relation(
                "sum-of-sources",
                total.name.value or "合计",
                (claimed, *leaves),
                sum_test((1,) * len(leaves), decimals),
                listed=True,
            )
