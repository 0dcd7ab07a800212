"""Relations of the budget rows: 执行率, 调整后预算, 结余, 分项合计, 资金来源合计."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.check.relations.money_decimals import money_decimals
from gouji.check.relations.relation import Lost, Relation
from gouji.check.relations.tests import ratio_test, sum_test
from gouji.normalize.text.part_sums import sums_some
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import BudgetRow, Restated
from gouji.schemas.wordlists import read_rows

COLUMNS = ("initial", "adjustment", "adjusted", "spent")
RATE_LEAD = 2
MAX_SHARE_OF_SOME, MIN_SHARE_OF_MORE = Decimal("0.9"), Decimal("1.1")
"""What parts come to, of their whole, where they are not all its parts, or not its parts alone."""
BASES = ("adjusted", "allocated", "initial")
"""The columns that a rate, or what is left, may be reckoned with, the likeliest first."""


def budget_relations(rows: list[BudgetRow], restated: Sequence[Restated] = ()) -> Iterator[Relation]:
    """Yields all relations of the budget rows that have their figures.

    `restated` are figures stated twice: an execution rate that the prose states for a row of the table is tied out like
    the table's own.
    """
    decimals = money_decimals(rows)
    rate_of, balance_of = _base(rows, _rate, RATE_LEAD, decimals), _base(rows, _balance, 1, decimals)
    for row in rows:
        yield from _row_relations(row, rate_of, balance_of, decimals)
        yield from _restated_rate(row, rate_of, restated, decimals)
    totals = [r for r in rows if r.role == "total"]
    total = totals[0] if totals else None
    sources = [r for r in rows if r.role == "source"]
    for whole, parts in _wholes_with_parts(totals, [r for r in rows if r.role == "subproject"], sources):
        sums = [r for column in COLUMNS if len(parts) > 1 for r in _column_sum(whole, parts, column, decimals)]
        yield from _undecided(sums) if _are_others(whole, parts) else sums
    if total and sources:
        outer = [r for r in sources if r.part_of is None]
        found = _source_sums(total, outer, decimals)
        yield from _undecided(found) if _are_others(total, outer) else found
    for source in sources:
        inner = [r for r in sources if r.part_of is not None and r.part_of == source.name.value]
        if inner:
            yield from _source_sums(source, inner, decimals)


def _wholes_with_parts(
    totals: Sequence[BudgetRow], parts: list[BudgetRow], sources: Sequence[BudgetRow]
) -> Iterator[tuple[BudgetRow, list[BudgetRow]]]:
    """Yields the total with its parts, each part with parts of its own (基本支出 with 人员经费 and 公用经费), and further
    totals and sources with theirs."""
    parent = {part: whole for part, whole in read_rows(__package__, "parts_of_parts")}
    further = [row for row in totals[1:] if row.name.value != totals[0].name.value]
    named = {r.name.value: r for r in (*sources, *further, *parts)}
    inner = [(named[whole], r) for r in parts if (whole := r.part_of or parent.get(r.name.value or "", "")) in named]
    if totals:
        outer = [r for r in parts if all(r is not part for _, part in inner) and not _is_beside(r)]
        own = (None, totals[0].name.value)
        ways = dict.fromkeys(None if r.part_of in own else r.part_of for r in outer)
        for way in (way for way in ways if way is None or not sums_some(way)):
            # 基本支出 and 项目支出 of another table part the same total once more
            yield totals[0], [r for r in outer if (None if r.part_of in own else r.part_of) == way]
    for row in (r for r in (*further, *parts, *sources) if any(r is w for w, _ in inner)):
        yield row, [part for w, part in inner if w is row]


def _is_beside(row: BudgetRow) -> bool:
    """Whether the prose tells the line beside the parts of the total, being in them."""
    words = (each[0] for each in read_rows(__package__, "beside_parts"))
    return row.source == "prose" and any(word in row.name.text for word in words)


def _available(row: BudgetRow, first: str) -> QuantityLeaf | None:
    """What a line could spend, by the column that its table reckons with, else by the first that it has."""
    found: QuantityLeaf | None = next((leaf for name in (first, *BASES) if (leaf := getattr(row, name))), None)
    return found


def _rate(row: BudgetRow, base: str, decimals: int | None) -> Relation | None:
    available = _available(row, base)
    if not (row.execution_rate and row.spent and available):
        return None
    leaves = (row.execution_rate, row.spent, available)
    return Relation("execution-rate", row.name.value or row.name.text, leaves, ratio_test(True, False, decimals))


def _balance(row: BudgetRow, base: str, decimals: int | None) -> Relation | None:
    available = _available(row, base)
    if not (row.balance and row.spent and available):
        return None
    leaves = (row.balance, available, row.spent)
    return Relation("balance", row.name.value or row.name.text, leaves, sum_test((1, -1), decimals))


def _base(
    rows: Sequence[BudgetRow],
    relation: Callable[[BudgetRow, str, int | None], Relation | None],
    lead: int,
    decimals: int | None,
) -> str:
    """The column that a relation of most rows comes out with: 结余 may be what is left of the budget, or of what arrived.

    Another column than the likeliest must be that of so many more rows: a single rate of an old budget is a mistake.
    """

    def holding(base: str) -> int:
        outcomes = [found.outcome() for row in rows if (found := relation(row, base, decimals))]
        return sum(outcome is not None and outcome.holds for outcome in outcomes)

    best = max(BASES, key=holding)
    return best if holding(best) >= holding(BASES[0]) + lead else BASES[0]


def _row_relations(row: BudgetRow, rate_of: str, balance_of: str, decimals: int | None) -> Iterator[Relation]:
    if (rate := _rate(row, rate_of, decimals)) is not None:
        yield rate
    if row.initial and row.adjustment and row.adjusted:
        name = row.name.value or row.name.text
        yield Relation("adjusted-budget", name, (row.adjusted, row.initial, row.adjustment), sum_test((1, 1), decimals))
    if (balance := _balance(row, balance_of, decimals)) is not None:
        yield balance


def _restated_rate(
    row: BudgetRow, rate_of: str, restated: Sequence[Restated], decimals: int | None
) -> Iterator[Relation]:
    available = _available(row, rate_of)
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
        and total.adjusted
        and (total.adjustment or _differ(claimed, total.adjusted))
        and all(getattr(row, column) is None for row in parts)
    ):
        return  # parts that print only one budget mean the final one if the total says that it was changed
    if any(leaf is None and not _has_no_figure(row, column) for leaf, row in zip(leaves, parts, strict=True)):
        return  # a part without its figure: the sum cannot be checked
    found = tuple(leaf for leaf in leaves if leaf is not None)
    printed = tuple(leaf for row in parts if (leaf := getattr(row, column)) is not None)
    ways = [
        Relation(
            "sum-of-parts",
            total.name.value or "合计",
            (claimed, *each),
            sum_test((1,) * len(each), decimals),
            listed=True,
        )
        for each in ((found,) if len(found) == len(printed) else (found, printed))
        if len(each) > 1
    ]
    # A part that prints one budget alone had it from the start, or had none then.
    holding = [way for way in ways if (outcome := way.outcome()) is not None and outcome.holds]
    yield from (holding or ways)[:1]


def _undecided(sums: Iterable[Relation]) -> Iterator[Relation]:
    """The sums with a mark that nobody knows which rows are their parts: they accuse nobody, and are told as undecided."""
    return (replace(each, lost=(*each.lost, Lost("levels"))) for each in sums)


def _are_others(whole: BudgetRow, parts: Sequence[BudgetRow]) -> bool:
    """Whether the parts fall far short of the whole, or go far beyond it, in every column of several: tasks that are told of and not
    all that there are, lines with their own parts among them. A clerk errs in one figure."""
    shares = []
    for column in COLUMNS:
        claimed, found = getattr(whole, column), [leaf for row in parts if (leaf := getattr(row, column)) is not None]
        if (
            claimed
            and claimed.value
            and claimed.value.amount > 0
            and len(found) > 1
            and all(leaf.value for leaf in found)
        ):
            shares.append(sum(leaf.value.amount for leaf in found) / claimed.value.amount)
    return len(shares) > 1 and (max(shares) < MAX_SHARE_OF_SOME or min(shares) > MIN_SHARE_OF_MORE)


def _differ(one: QuantityLeaf, other: QuantityLeaf) -> bool:
    return one.value is not None and other.value is not None and one.value.amount != other.value.amount


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


def _may_lack(claimed: QuantityLeaf, leaves: Sequence[QuantityLeaf], sources: Sequence[BudgetRow], column: str) -> bool:
    """Whether the sum falls short, and a source that has money in another column lacks its figure in this one: it may not
    have been read."""
    lacking = [row for row in sources if getattr(row, column) is None]
    others = [getattr(row, each) for row in lacking for each in ("initial", "adjusted", "allocated", "spent")]
    figures = [leaf.value.amount for leaf in (claimed, *leaves) if leaf.value is not None]
    return (
        len(figures) == len(leaves) + 1
        and figures[0] > sum(figures[1:])
        and any(o and o.value and o.value.amount for o in others)
    )


def _source_sums(total: BudgetRow, sources: list[BudgetRow], decimals: int | None) -> Iterator[Relation]:
    for column in ("allocated", "initial", "adjusted", "spent"):
        claimed: QuantityLeaf | None = getattr(total, column)
        leaves = tuple(leaf for row in sources if (leaf := getattr(row, column)) is not None)
        if claimed is None and column == "allocated":
            claimed = total.adjusted
        # A source without a figure has none (—). One that could not be read is a leaf without a value, which stops the
        # test.
        if claimed is not None and leaves and len(sources) > 1 and not _may_lack(claimed, leaves, sources, column):
            yield Relation(
                "sum-of-sources",
                total.name.value or "合计",
                (claimed, *leaves),
                sum_test((1,) * len(leaves), decimals),
                listed=True,
            )
