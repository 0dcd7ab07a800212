"""Relations of the budget lines: 执行率, 调整后预算, 结余, 分项合计, 资金来源合计."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.check.relations.relation import Relation
from gouji.check.relations.tests import ratio_test, sum_test
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import BudgetRow, Restated
from gouji.schemas.wordlists import read_rows

COLUMNS = ("initial", "adjustment", "adjusted", "spent")


def money_relations(rows: list[BudgetRow], again: Sequence[Restated] = ()) -> Iterator[Relation]:
    """All relations of the budget lines that have their figures. `again` are figures told twice: a rate that the prose tells of a
    line of the table is tied out as the table's own is."""
    places = _places(rows)
    for row in rows:
        yield from _row(row, places)
        yield from _told_again(row, again, places)
    total = next((r for r in rows if r.role == "total"), None)
    sources = [r for r in rows if r.role == "source"]
    for whole, parts in _wholes(total, [r for r in rows if r.role == "subproject"]):
        for column in COLUMNS if len(parts) > 1 else ():
            yield from _column(whole, parts, column, places)
    if total and sources:
        yield from _sources(total, sources, places)


def _wholes(total: BudgetRow | None, parts: list[BudgetRow]) -> Iterator[tuple[BudgetRow, list[BudgetRow]]]:
    """The total with its parts, and each part with the parts of its own: 基本支出 with 人员经费 and 公用经费."""
    home = {part: whole for part, whole in read_rows(__package__, "parts_of_parts")}
    named = {r.name.value: r for r in parts}
    inner = [(named[home[name]], r) for r in parts if (name := r.name.value or "") in home and home[name] in named]
    if total:
        yield total, [r for r in parts if all(r is not part for _, part in inner)]
    for whole in (r for r in parts if any(r is w for w, _ in inner)):
        yield whole, [part for w, part in inner if w is whole]


def _places(rows: list[BudgetRow]) -> int | None:
    """The decimals that this document prints money with: where it writes 268.86 it means 5.00 by 5."""
    found = [
        leaf.value.decimals
        for row in rows
        for leaf in (row.initial, row.adjustment, row.adjusted, row.allocated, row.spent, row.balance)
        if leaf and leaf.value and leaf.value.scale != 1
    ]
    return max(found) if found else None


def _row(row: BudgetRow, places: int | None) -> Iterator[Relation]:
    name = row.name.value or row.name.text
    available = row.adjusted or row.allocated or row.initial
    if row.execution_rate and row.spent and available:
        yield Relation(
            "execution-rate", name, (row.execution_rate, row.spent, available), ratio_test(True, False, places)
        )
    if row.initial and row.adjustment and row.adjusted:
        yield Relation("adjusted-budget", name, (row.adjusted, row.initial, row.adjustment), sum_test((1, 1), places))
    if row.balance and row.spent and available:
        yield Relation("balance", name, (row.balance, available, row.spent), sum_test((1, -1), places))


def _told_again(row: BudgetRow, again: Sequence[Restated], places: int | None) -> Iterator[Relation]:
    available = row.adjusted or row.allocated or row.initial
    for pair in again:
        if row.execution_rate is not None and pair.first is row.execution_rate and row.spent and available:
            yield Relation(
                "execution-rate",
                row.name.value or row.name.text,
                (pair.second, row.spent, available),
                ratio_test(True, False, places),
            )


def _column(total: BudgetRow, parts: list[BudgetRow], column: str, places: int | None) -> Iterator[Relation]:
    claimed: QuantityLeaf | None = getattr(total, column)
    if claimed is None:
        return
    leaves = [_part(row, column) for row in parts]
    if (
        column == "initial"
        and total.adjustment
        and total.adjusted
        and all(getattr(row, column) is None for row in parts)
    ):
        return  # parts that print one budget each mean the final one where the total tells how it was changed
    if any(leaf is None and not _nothing_there(row, column) for leaf, row in zip(leaves, parts, strict=True)):
        return  # a part without its figure: the sum cannot be checked
    found = tuple(leaf for leaf in leaves if leaf is not None)
    if len(found) > 1:
        yield Relation(
            "sum-of-parts",
            total.name.value or "合计",
            (claimed, *found),
            sum_test((1,) * len(found), places),
            listed=True,
        )


def _part(row: BudgetRow, column: str) -> QuantityLeaf | None:
    """A part's figure. A budget that was never changed is printed once, and is the opening and the final one."""
    own: QuantityLeaf | None = getattr(row, column)
    if own is None and row.adjustment is None:
        return row.adjusted if column == "initial" else row.initial if column == "adjusted" else None
    return own


def _nothing_there(row: BudgetRow, column: str) -> bool:
    """Whether the part rightly has no figure: nothing was left to spend, nothing was changed."""
    if column == "spent":
        return row.adjusted is not None and row.adjusted.value is not None and row.adjusted.value.amount == 0
    return column == "adjustment" and (row.adjusted is None) != (row.initial is None)


def _sources(total: BudgetRow, sources: list[BudgetRow], places: int | None) -> Iterator[Relation]:
    for column in ("allocated", "initial", "adjusted", "spent"):
        claimed: QuantityLeaf | None = getattr(total, column)
        leaves = tuple(leaf for row in sources if (leaf := getattr(row, column)) is not None)
        if claimed is None and column == "allocated":
            claimed = total.adjusted
        # A source without a figure has none (—); one that could not be read is a leaf without a value, and stops the test.
        if claimed is not None and leaves and len(sources) > 1:
            yield Relation(
                "sum-of-sources",
                total.name.value or "合计",
                (claimed, *leaves),
                sum_test((1,) * len(leaves), places),
                listed=True,
            )
