"""Columns that are parts of a sum beside them (禁牧补助 | 草畜平衡 | 小计): the money of a line is the sum; its parts are no fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Protocol

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.columns import AMOUNTS, names_no_money
from gouji.extract.roles.head_words import bare
from gouji.normalize.figures.quantities import parse_quantity
from gouji.tables.cell_grid import CellGrid, GridCell

KIND = "kind"
"""The role of a column of money that is a part of the sum beside it."""
SUM, SOURCE, PLAN, SPENT = "sum", "source", "adjusted", "spent"
EARLIER, CAME = "other_year", "allocated"
PLANS = frozenset({"initial", "adjusted", "allocated", "amount"})
MIN_PARTS, MAX_PARTS = 2, 6
LEAST_ROWS, FEW_ROWS, MOSTLY = 2, 3, 0.6
"""In so many rows, and this part of those with figures, the parts must come to the sum: a report may be wrong in some. So few rows
prove nothing unless they all do."""
OPEN = frozenset({None, "price", "count", "rate", "content", SOURCE, *AMOUNTS})
"""What a column may have been taken for that is a part of a sum."""
NATURAL = (frozenset({"initial", "adjustment"}), frozenset({"spent", "balance"}))
"""Fields that come to the budget by what they are."""
FIGURES = frozenset({"figure", "points", "ordinal", "money"})


class Column(Protocol):
    """A column of a head, as far as its sums are looked at."""

    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def role(self) -> str | None: ...
    @property
    def words(self) -> str: ...
    @property
    def heads(self) -> tuple[GridCell, ...]: ...


def roles_by_sums(
    sheet: CellGrid, columns: Sequence[Column], rows: range, known: Mapping[str, str]
) -> dict[int, str | None]:
    """Returns what sums tell of columns of money, by their numbers: those that are parts of a sum are no field, those that only
    look like a field before a sum have no role, and a sum before what was spent of it is the budget.

    `known` are the heads whose words alone say what their columns hold: these keep their roles.
    """
    at = next((n for n, column in enumerate(columns) if _may_sum(column, known)), None)
    if at is None:
        return _beside_earlier(sheet, columns, rows)
    firm = [column.role is not None and column.role in _said(column, known) for column in columns]
    figures = [[_amount(sheet, row, column) for row in rows] for column in columns]
    left = [n for n in range(at) if columns[n].role in OPEN and not names_no_money(columns[n].words)]
    found = _parts([n for n in left if columns[n].role == SOURCE or not firm[n]], at, figures)
    natural = {columns[n].role for n in _parts(left, at, figures)} in NATURAL
    if columns[at].role != SUM and not found:
        return {}
    told: dict[int, str | None] = {at: SUM}
    told.update((n, KIND) for n in found if columns[n].role != SOURCE)
    if not any(firm[n] and column.role in AMOUNTS for n, column in enumerate(columns[:at])):
        for n in left:
            if columns[n].role in AMOUNTS:
                told.setdefault(n, None)
    roles = {told.get(n, column.role) for n, column in enumerate(columns)}
    if (natural or (found and SPENT in roles)) and not PLANS & roles - ({"initial"} if natural else set()):
        return {at: PLAN} if natural else {**told, at: PLAN}
    return told


def _beside_earlier(sheet: CellGrid, columns: Sequence[Column], rows: range) -> dict[int, str | None]:
    """What came this year as a part of the budget where it comes to that with what an earlier year left (上年结转 | 本年下达 | 可用
    合计): more may be spent than came."""
    at = next((n for n, column in enumerate(columns) if column.role == PLAN), 0)
    left = [n for n in range(at) if columns[n].role in (EARLIER, CAME)]
    figures = [[_amount(sheet, row, column) for row in rows] for column in columns]
    found = _parts(left, at, figures)
    return (
        {n: KIND for n in found if columns[n].role == CAME}
        if {columns[n].role for n in found} == {EARLIER, CAME}
        else {}
    )


def _may_sum(column: Column, known: Mapping[str, str]) -> bool:
    """Whether a column is one of sums, or one of a group of heads that are no field together (资金安排: 中央 | 省级 | 小计)."""
    return column.role == SUM or (column.role is None and SUM in _said(column, known))


def _said(column: Column, known: Mapping[str, str]) -> set[str | None]:
    """What the words over a column, those of its lowest head and those of its highest say alone."""
    words = (column.words, *(cell.words for cell in (*column.heads[:1], *column.heads[-1:])))
    return {known.get(bare(each)) for each in words}


def _parts(candidates: Sequence[int], whole: int, figures: Sequence[Sequence[Decimal | None]]) -> tuple[int, ...]:
    """The most columns that come to the sum, if no others do; empty where none do."""
    filled = [n for n in candidates if sum(bool(amount) for amount in figures[n]) >= LEAST_ROWS]
    for size in range(min(MAX_PARTS, len(filled)), MIN_PARTS - 1, -1):
        fitting = [parts for parts in combinations(filled[-MAX_PARTS:], size) if _fit(parts, whole, figures)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else ()
    return ()


def _fit(parts: Sequence[int], whole: int, figures: Sequence[Sequence[Decimal | None]]) -> bool:
    outcomes = list(_outcomes(parts, whole, figures))
    least = MOSTLY * len(outcomes) if len(outcomes) > FEW_ROWS else len(outcomes)
    return sum(outcomes) >= max(LEAST_ROWS, least)


def _outcomes(parts: Sequence[int], whole: int, figures: Sequence[Sequence[Decimal | None]]) -> Iterator[bool]:
    """Whether the parts of each row come to its sum; rows without a sum, or of one part alone, say nothing."""
    for row, total in enumerate(figures[whole]):
        own = [amount for n in parts if (amount := figures[n][row])]
        if total and own:
            yield sum(own, Decimal(0)) == total


def _amount(sheet: CellGrid, row: int, column: Column) -> Decimal | None:
    cell = sheet.under(row, column.left, column.right)
    if cell is None or cell.row != row or cell_type(cell.words) not in FIGURES:
        return None
    found = parse_quantity(cell.words)
    return found.amount if found is not None else None
