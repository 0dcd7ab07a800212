"""The order of money (资金先后): a line spends no more than it got, and gets no more than its budget of the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

import regex

from gouji.check.relations.relation import Level, Outcome, Relation
from gouji.check.relations.tests import plain, shown
from gouji.normalize.figures.interval import half_unit
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import BudgetRow, Report
from gouji.schemas.wordlists import any_of

STEPS = ("spent", "allocated", "adjusted")
"""The figures of a line, none of which exceeds the next one that the line has."""
TOGETHER, APART = 0.9, 0.3
"""How surely two figures of prose are those of one line: named together, or brought together by the program."""
MAX_BEYOND = Decimal("1.5")
"""A line that spends more than it got spends little more."""
MIN_LINES = 2
SENTENCE = regex.compile(r"[^。！？；;]+")
MAX_LABEL_LENGTH = 12
"""A line of a page with no more characters is a label of a form: it is printed whether there is such money or not."""


def money_order_relations(report: Report) -> Iterator[Relation]:
    """Yields that a line's money keeps its order, for each pair of its figures; what exceeds is left out if anything in
    the report may explain it: money of earlier years, money of its own, words.
    """
    explained: bool | None = None
    for row in report.budget:
        for relation in _row_relations(row):
            outcome = relation.outcome()
            if outcome is None or outcome.holds:
                yield relation
                continue
            if _tells_deficit(row):
                continue
            explained = _is_explained(report) if explained is None else explained
            if not explained and not _is_fed(row, report.budget):
                yield replace(relation, premise=_premise(row, relation, report))


def _tells_deficit(row: BudgetRow) -> bool:
    """Whether the line says itself that it spent more than it had: by a balance below zero."""
    return row.balance is not None and row.balance.value is not None and row.balance.value.amount < 0


def _row_relations(row: BudgetRow) -> Iterator[Relation]:
    figures = [leaf for name in STEPS if (leaf := getattr(row, name)) is not None]
    for less, more in pairwise(figures):
        if _unit(less) == _unit(more) is not None and not _is_one_print(less, more):
            yield Relation("money-order", row.name.value or row.name.text, (less, more), _order_test)


def _is_one_print(one: QuantityLeaf, other: QuantityLeaf) -> bool:
    """Whether both are the same figure on paper: 资金40万元，已全部支出."""
    return one is other


def _premise(row: BudgetRow, relation: Relation, report: Report) -> float:
    """How surely both figures are those of the line: a row of a table says so. In prose one sentence names both, or the
    lines beside it have both as well; a figure that is far beyond the other one was likelier put to the wrong line.
    """
    if row.source == "table":
        return 1.0
    outcome = relation.outcome()
    far = outcome is None or Decimal(outcome.observed) > MAX_BEYOND * Decimal(outcome.expected)
    return APART if far or not (_stand_together(relation, report) or _is_one_of_many(row, report)) else TOGETHER


def _stand_together(relation: Relation, report: Report) -> bool:
    words = [leaf.text for leaf in relation.leaves]
    sentences = (s for page in report.document.pages for s in SENTENCE.findall(page.text.replace("\n", "")))
    return any(all(word in sentence for word in words) for sentence in sentences)


def _is_one_of_many(row: BudgetRow, report: Report) -> bool:
    others = [each for each in report.budget if each is not row and each.role == row.role and each.source == row.source]
    pairs = [list(_row_relations(each)) for each in others]
    return len(others) >= MIN_LINES and all(own and all(_holds(each) for each in own) for own in pairs)


def _holds(relation: Relation) -> bool:
    outcome = relation.outcome()
    return outcome is not None and outcome.holds


def _unit(leaf: QuantityLeaf) -> str | None:
    return leaf.value.canonical_unit if leaf.value else None


def _order_test(figures: Sequence[Quantity]) -> Outcome:
    """Tests that figure 0 is not more than figure 1, by more than their last places hide."""
    less, more = figures
    slack = half_unit(less) + half_unit(more)
    beyond = less.amount - more.amount
    level: Level = "exact" if beyond <= 0 else "rounding" if beyond <= slack else "violation"
    words = f"{shown(less)} {'≤' if level != 'violation' else '>'} {shown(more)}"
    return Outcome(level, plain(less.amount), plain(more.amount), plain(slack), words)


def _is_fed(row: BudgetRow, rows: Sequence[BudgetRow]) -> bool:
    """Whether money of earlier years, or of no budget, feeds the report's lines; a line of such money spends just that."""
    return any(_words().search(each.name.text) and _has_money(each) for each in (row, *rows))


def _has_money(row: BudgetRow) -> bool:
    figures = (row.initial, row.adjusted, row.allocated, row.spent)
    return any(leaf is not None and leaf.value is not None and leaf.value.amount > 0 for leaf in figures)


def _is_explained(report: Report) -> bool:
    """Whether the words of the report, other than the labels of its form, tell of money beside the budget of the year."""
    lines = (line for page in report.document.pages for line in page.text.splitlines())
    return any(len(line) > MAX_LABEL_LENGTH and _words().search(line) for line in lines)


@cache
def _words() -> regex.Pattern[str]:
    return regex.compile(any_of(__package__, "more_than_budget"))
