"""What the columns of a table claim of each other: shares, rates, differences, growth, averages, products, sums across."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, permutations
from typing import Any

from gouji.check.relations.column_figures import Column, Sheet, column_figures, in_head_unit
from gouji.check.relations.gathered import premise_of
from gouji.check.relations.relation import Outcome, Relation, Test
from gouji.check.relations.tests import absolute_test, product_test, ratio_test, sum_test
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Table, TableCell

MAX_COLUMNS = 12
MIN_HOLDING = 2
"""Rows in which a column must follow from others before the table is taken to claim it."""
MIN_PROOF = 3
"""The same before a row in which it does not is accused."""
PRIORS = {3: 0.97, 4: 0.98}
"""How often a table claims of all its rows what holds in so many of them."""
SURE = 0.99
MAX_FAILING_SHARE = 5
"""One row of so many may fail; where more do, the rows were reckoned otherwise."""
RATE = ratio_test(percent=True, minus_one=False, decimals=None)
DIFFERENCE = absolute_test(sum_test((1, -1), None))
GROWTH = absolute_test(ratio_test(percent=True, minus_one=True, decimals=None))
AVERAGE = ratio_test(percent=False, minus_one=False, decimals=None)
PRODUCT = product_test()
RULES = {
    "share": "share",
    "rate": "share",
    "less": "balance",
    "growth": "growth",
    "average": "average",
    "product": "product",
    "across": "sum-of-parts",
}
QUOTIENTS = frozenset({"share", "growth", "average"})
HALVES = Decimal("1.5")
"""A figure rounded otherwise is off by no more of its last place than this."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """How a column may follow from others: its kind, the columns it follows from, whether the last is taken in the total's row."""

    kind: str
    operands: tuple[Column, ...]
    of_total: bool = False


def column_relations(tables: Sequence[Table]) -> Iterator[Relation]:
    """Yields what the columns of each table claim, row by row, each with its premise.

    A column is taken to follow from others by the words of its head, and where it does so in most of the rows; which others is
    found by trying. Tables of points and indicators have relations of their own.
    """
    for table in tables:
        sheet = column_figures(table)
        if len(sheet.columns) < 2 or any(column.kind == "none" for column in sheet.columns):
            continue
        for column in sheet.columns:
            yield from _claims(sheet, column)


def _claims(sheet: Sheet, column: Column) -> list[Relation]:
    """The claims of one column by the likeliest candidate; none where two fit as well and differ over a row that fails."""
    tried = [found for each in _candidates(sheet, column) if (found := _tried(sheet, column, each))]
    if not tried:
        return []
    most = max(_holding(found) for found in tried)
    best = [found for found in tried if _holding(found) == most]
    rivals = {_failing_rows(found) for found in best}
    chosen = best[0]
    if len(rivals) > 1:
        return [each for each in chosen if _holds(each)]
    return _with_premise(chosen)


def _with_premise(found: list[Relation]) -> list[Relation]:
    holding, failing = _holding(found), len(found) - _holding(found)
    if failing and (holding < MIN_PROOF or failing > max(1, len(found) // MAX_FAILING_SHARE)):
        return [each for each in found if _holds(each)] if failing < holding else []
    prior = PRIORS.get(holding, SURE)
    told = [each for each in found if not _is_rounded_otherwise(each)]
    return [each if _holds(each) else replace(each, premise=premise_of(each, prior)) for each in told]


def _is_rounded_otherwise(relation: Relation) -> bool:
    """Whether a quotient is off by one in its last place: shares are rounded so that they come to 100."""
    outcome, claimed = relation.outcome(), relation.leaves[0].value
    if outcome is None or outcome.holds or relation.rule not in QUOTIENTS or not isinstance(claimed, Quantity):
        return False
    unit = Decimal(1).scaleb(-claimed.decimals) * claimed.scale
    return abs(Decimal(outcome.observed) - Decimal(outcome.expected)) < HALVES * unit


def _tried(sheet: Sheet, column: Column, candidate: Candidate) -> list[Relation] | None:
    """The candidate's relations row by row; None where it holds in too few rows."""
    found = [relation for row in column.cells if (relation := _in_row(sheet, column, candidate, row))]
    rows = [each for each in found if each.outcome() is not None]
    return rows if _holding(rows) >= MIN_HOLDING and 2 * _holding(rows) > len(rows) else None


def _in_row(sheet: Sheet, column: Column, candidate: Candidate, row: int) -> Relation | None:
    if row in sheet.totals and candidate.kind in ("product", "average"):
        return None  # the total of prices is no price
    cells = [column.cells[row], *_operands(sheet, candidate, row)]
    if len(cells) != 1 + len(candidate.operands) + candidate.of_total or not _says_something(cells):
        return None
    columns = [column, *candidate.operands, *(candidate.operands if candidate.of_total else ())]
    test = _test(candidate, [each.unit for each in columns])
    subject = "·".join(filter(None, (sheet.names.get(row, ""), column.name)))
    return Relation(RULES[candidate.kind], subject, tuple(cells), test, listed=False)


def _operands(sheet: Sheet, candidate: Candidate, row: int) -> list[TableCell]:
    rows = [(column, row) for column in candidate.operands]
    if candidate.of_total:
        rows += [(candidate.operands[0], total) for total in sorted(sheet.totals)[-1:]]
    return [column.cells[at] for column, at in rows if at in column.cells]


def _says_something(cells: Sequence[TableCell]) -> bool:
    """Whether the figures of a row can prove anything: none is a bound, not all but one are zero, and they are not one cell that
    was written out under every column that it reaches over."""
    values = [cell.value for cell in cells if cell.value is not None]
    return (
        len({cell.text for cell in cells}) > 1
        and all(v.bound is None for v in values)
        and sum(bool(v.amount) for v in values) >= MIN_HOLDING
    )


def _candidates(sheet: Sheet, column: Column) -> Iterator[Candidate]:
    """What the column may follow from by its head, the nearest columns first."""
    kind = column.kind
    others = [c for c in sheet.columns if c is not column and not c.is_rate and c.kind not in ("share", "growth")]
    others = sorted(others, key=lambda each: abs(each.place - column.place))[:MAX_COLUMNS]
    if kind == "share":
        yield from (Candidate("share", (each,), of_total=True) for each in others if sheet.totals)
        yield from (Candidate("rate", pair) for pair in permutations(others, 2))
    elif kind in ("rate", "growth", "average", "less"):
        yield from (Candidate(kind, pair) for pair in permutations(others, 2))
    elif kind == "across":
        yield from (Candidate(kind, run) for run in _runs(sheet, column))
    elif not column.is_rate:
        priced = [pair for pair in combinations(others, 2) if any(each.kind == "price" for each in pair)]
        yield from (Candidate("product", pair) for pair in priced if column.kind != "price")


def _runs(sheet: Sheet, column: Column) -> Iterator[tuple[Column, ...]]:
    """The columns right behind, or right before, that may be the parts of this one: two or more in a row."""
    behind = [each for each in sheet.columns if each.place > column.place]
    before = [each for each in sheet.columns if each.place < column.place][::-1]
    for side in (behind, before):
        run: list[Column] = []
        for each in side:
            if each.is_rate or each.kind not in (None, "product"):
                break
            run.append(each)
            if len(run) >= MIN_HOLDING:
                yield tuple(run)


def _test(candidate: Candidate, units: Sequence[str]) -> Test:
    plain: dict[str, Callable[[Sequence[Any]], Outcome | None]] = {
        "share": RATE,
        "rate": RATE,
        "less": DIFFERENCE,
        "growth": GROWTH,
        "average": AVERAGE,
        "product": PRODUCT,
        "across": sum_test((1,) * len(candidate.operands), None),
    }
    test = plain[candidate.kind]

    def in_units(figures: Sequence[Quantity]) -> Outcome | None:
        return test(_as_money([in_head_unit(f, unit) for f, unit in zip(figures, units, strict=True)]))

    return in_units


def _as_money(figures: list[Quantity]) -> list[Quantity]:
    """The figures as amounts where some have decimals and none a unit: one without decimals is rounded then, and no count."""
    bare = all(not figure.canonical_unit for figure in figures) and any(figure.decimals for figure in figures)
    return [figure.model_copy(update={"canonical_unit": "元"}) for figure in figures] if bare else figures


def _holds(relation: Relation) -> bool:
    outcome = relation.outcome()
    return outcome is not None and outcome.holds


def _holding(found: Sequence[Relation]) -> int:
    return sum(_holds(each) for each in found)


def _failing_rows(found: Sequence[Relation]) -> frozenset[int]:
    return frozenset(id(each.leaves[0]) for each in found if not _holds(each))
