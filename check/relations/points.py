"""Relations of points (分值与得分): each score within its weight, weights and scores against their totals, the rate's score."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from gouji.check.judging_rules import rules
from gouji.check.relations.interval import half_unit
from gouji.check.relations.relation import Level, Outcome, Relation
from gouji.check.relations.tests import plain, shown, sum_test
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import BudgetRow, Report

POINTED = re.compile(r"得\s*分|分\s*值|权\s*重|评\s*分")
"""Heads of columns of points."""


def point_relations(report: Report) -> Iterator[Relation]:
    """All relations between weights and scores."""
    total = _total(report)
    yield from _within(report)
    yield from _sums(report, total)
    yield from _groups(report, total)
    if total:
        yield from _rate_score(total)


def _within(report: Report) -> Iterator[Relation]:
    rows = [(i.name.value or i.name.text, i.score, i.weight) for i in report.indicators]
    rows += [(r.name.value or r.name.text, r.score, r.weight) for r in report.budget if r.role == "total"]
    for name, score, weight in rows:
        if score and weight:
            yield Relation("score-within-weight", name, (score, weight), _within_test)


def _within_test(figures: Sequence[Quantity]) -> Outcome:
    score, weight = figures
    holds = 0 <= score.amount <= weight.amount
    level: Level = "exact" if holds else "violation"
    return Outcome(level, plain(score.amount), plain(weight.amount), "0", f"0 ≤ {shown(score)} ≤ {shown(weight)}")


def summed_weights(report: Report) -> Decimal | None:
    """What the weights of the table come to; None where a line lacks its own, or has none that is known."""
    total = _total(report)
    leaves = _lines(report, total, "weight")
    values = [leaf.value.amount for leaf in leaves if leaf.value]
    return sum(values, Decimal()) if leaves and len(values) == len(leaves) else None


def _total(report: Report) -> BudgetRow | None:
    """The line of the budget that has points: money and points may stand in tables of their own."""
    totals = [row for row in report.budget if row.role == "total"]
    return next((row for row in totals if row.weight or row.score), totals[0] if totals else None)


def _lines(report: Report, total: BudgetRow | None, attribute: str) -> list[QuantityLeaf]:
    """The points of the budget's line and of all indicators of the table; [] where an indicator has none."""
    own: list[QuantityLeaf | None] = [getattr(i, attribute) for i in report.indicators if i.source == "table"]
    rate: QuantityLeaf | None = getattr(total, attribute) if total else None
    if not own or any(leaf is None for leaf in own):
        return []
    return [leaf for leaf in (rate, *own) if leaf is not None]


def _sums(report: Report, total: BudgetRow | None) -> Iterator[Relation]:
    """总分 = 执行率得分 + 各指标得分, 分值 = 100: only where every line has its points."""
    verdict = report.evaluation
    for rule, claimed, name, attribute in (
        ("weights-total", verdict.table_full_score, "分值合计", "weight"),
        ("scores-total", verdict.table_score, "总分", "score"),
    ):
        leaves = _lines(report, total, attribute)
        if claimed is None or not leaves or _lacks_points(report):
            continue
        yield Relation(rule, name, (claimed, *leaves), sum_test((1,) * len(leaves), None), listed=True)


def _lacks_points(report: Report) -> bool:
    """Whether a table of plain text that has points could not be understood: what its rows have is missing from every sum."""
    return any(
        not t.understood and t.page is None and any(POINTED.search(cell.text) for row in t.rows for cell in row)
        for t in report.tables
    )


def _groups(report: Report, total: BudgetRow | None) -> Iterator[Relation]:
    """产出指标（50分） = the weights of the indicators under it; 预算执行情况（10分） = the weight of the rate."""
    for group in report.evaluation.groups:
        own = [report.indicators[i].weight for i in group.rows] if group.rows else [total.weight if total else None]
        leaves = tuple(leaf for leaf in own if leaf is not None and leaf is not group.weight)
        if leaves and len(leaves) == len(own):
            yield Relation(
                "weights-total",
                group.name.value or group.name.text,
                (group.weight, *leaves),
                sum_test((1,) * len(leaves), None),
                listed=True,
            )


def _rate_score(total: BudgetRow) -> Iterator[Relation]:
    if total.score and total.weight and total.execution_rate:
        yield Relation(
            "rate-score",
            total.name.value or "",
            (total.score, total.weight, total.execution_rate),
            _rate_test(_exact_rate(total)),
        )


def _exact_rate(total: BudgetRow) -> Decimal | None:
    """What was spent of the budget, where both are told: points may be reckoned from it before it is rounded or cut for print."""
    spent, adjusted = (leaf.value if (leaf := getattr(total, name)) else None for name in ("spent", "adjusted"))
    return (
        100 * spent.amount / adjusted.amount
        if spent and adjusted and adjusted.amount and spent.canonical_unit == adjusted.canonical_unit
        else None
    )


def _rate_test(exact: Decimal | None) -> Callable[[Sequence[Quantity]], Outcome]:
    """The test of a score by its rate; by the `exact` one where the printed rate is what is left of it."""
    return lambda figures: _rated(figures, exact)


def _rated(figures: Sequence[Quantity], exact: Decimal | None) -> Outcome:
    score, weight, rate = figures
    value = min(weight.amount * rate.amount / 100, weight.amount)
    if exact is not None and 0 <= exact - rate.amount < 2 * half_unit(rate):
        near = min(weight.amount * exact / 100, weight.amount)
        value = near if abs(near - score.amount) < abs(value - score.amount) else value
    slack = max(half_unit(score), Decimal(5).scaleb(-score.decimals - 1)) + weight.amount * half_unit(rate) / 100
    off = abs(value - score.amount)
    level: Level = (
        "exact"
        if off == 0
        else "rounding"
        if off <= max(slack, rules().rate_score if score.decimals else rules().rate_score_whole)
        else "violation"
    )
    return Outcome(
        level,
        plain(score.amount),
        plain(value),
        plain(slack),
        f"{shown(weight)} × {shown(rate)} = {plain(round(value, 3))}分",
    )
