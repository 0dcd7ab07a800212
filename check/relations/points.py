"""Relations of weights and scores (分值与得分): each score within its weight, both against their totals, the score of the
execution rate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.check.judging_rules import judging_rules
from gouji.check.relations.gathered import premise_of
from gouji.check.relations.relation import Level, Lost, Outcome, Relation
from gouji.check.relations.score_parts import part_relations
from gouji.check.relations.tests import plain, shown, sum_test, within_test
from gouji.normalize.figures.interval import half_unit
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import BudgetRow, Evaluation, Indicator, Report, ScorePart

LISTED_PRIOR = 0.5
"""How often the points of the execution are its rate's part of their weight where no form says so: units have scales of their own."""
SAID = 0.95
"""How often they are where the report says that points come of the rate so."""
POINT_UNITS = frozenset({"分", "%", ""})
WHOLE = 100
"""What can be had in all."""
RATE_WEIGHTS = (10, 20)
"""What the execution of the budget weighs in forms."""
OF_BUDGET = re.compile(r"预算|执行|资金|支出")
"""What a group is called that holds the points of the execution of the budget."""
OF_EXECUTION = re.compile(r"(?:项目|部门|资金|预算|年度|支出)*执行(?:率|进度|情况|数)?(?:得分|指标)?")
"""What a row is called that holds them."""
POINTS_HEADER = re.compile(r"得\s*分|分\s*值|权\s*重|评\s*分")
"""Headers of columns of weights or scores."""


def point_relations(report: Report) -> Iterator[Relation]:
    """Yields all relations between weights and scores."""
    total = _total(report)
    yield from _within(report)
    yield from _sums(report, total)
    yield from _groups(report, total)
    yield from part_relations(report.evaluation)
    said = report.evaluation.rate_points is not None
    if said:
        yield from (replace(r, premise=SAID) for r in (*_of_row(report, total), *(_rate_score(total) if total else ())))
    elif total:
        listed = _is_listed(total.weight, report)
        yield from (
            replace(r, premise=premise_of(r, LISTED_PRIOR) if listed else r.premise) for r in _rate_score(total)
        )


def _within(report: Report) -> Iterator[Relation]:
    rows = [(i.name.value or i.name.text, i.score, i.weight) for i in report.indicators]
    totals = [row for row in report.budget if row.role == "total" and not _is_listed(row.weight, report)]
    rows += [(r.name.value or r.name.text, r.score, r.weight) for r in totals]
    for name, score, weight in rows:
        if score and weight:
            yield Relation("score-within-weight", name, (score, weight), within_test)


def _is_listed(weight: QuantityLeaf | None, report: Report) -> bool:
    """Whether the points of the execution of the budget are those of a row among the indicators, or among the parts."""
    others = [*(row.weight for row in report.indicators), *(part.weight for part in report.evaluation.parts)]
    return weight is not None and any(other is not None and other == weight for other in others)


def total_weight(report: Report) -> Decimal | None:
    """The sum of the table's weights; None if a row has no weight, or none that could be read."""
    total = _total(report)
    leaves = _points(report, total, "weight")
    values = [leaf.value.amount for leaf in leaves if leaf.value]
    return sum(values, Decimal()) if leaves and len(values) == len(leaves) else None


def _total(report: Report) -> BudgetRow | None:
    """The total row of the budget that has a weight or score: money and points may be in separate tables."""
    totals = [row for row in report.budget if row.role == "total"]
    return next((row for row in totals if row.weight or row.score), totals[0] if totals else None)


def _points(report: Report, total: BudgetRow | None, attribute: str) -> list[QuantityLeaf]:
    """The weights (or scores) of the budget's total row and of all indicators of the table; [] if an indicator has
    none.
    """
    own: list[QuantityLeaf | None] = [getattr(i, attribute) for i in report.indicators if i.source == "table"]
    rate: QuantityLeaf | None = getattr(total, attribute) if total else None
    if not own or any(leaf is None for leaf in own):
        return []
    return [leaf for leaf in (None if rate in own else rate, *own) if leaf is not None]


def _sums(report: Report, total: BudgetRow | None) -> Iterator[Relation]:
    """总分 = 执行率得分 + 各指标得分, 分值 = 100; only if every row has its points."""
    verdict = report.evaluation
    if sum(bool(row.score) for row in report.budget if row.role == "total") > 1:
        return  # forms of several projects one below the other: no total is that of all their rows
    for rule, claimed, name, attribute in (
        ("weights-total", verdict.table_full_score, "分值合计", "weight"),
        ("scores-total", verdict.table_score, "总分", "score"),
    ):
        leaves = _points(report, total, attribute)
        if claimed is None or not leaves or _lacks_points(report) or _lacks_rate_score(total, claimed, leaves, rule):
            continue
        if rule == "weights-total" and total is not None and total.weight is leaves[0] and _is_sum(claimed, leaves[1:]):
            leaves = leaves[1:]  # 合计 of the indicators alone
        if rule == "scores-total" and _is_of_indicators(report, total, leaves):
            leaves = leaves[1:]
        if _counts_something((claimed, *leaves)):
            continue
        yield Relation(rule, name, (claimed, *leaves), sum_test((1,) * len(leaves), None), listed=True)
        if rule == "weights-total" and _differs_from_noted(verdict, total, leaves):
            noted = verdict.full_score
            assert noted is not None
            yield Relation(rule, name, (noted, *leaves), sum_test((1,) * len(leaves), None), listed=True)


def _differs_from_noted(verdict: Evaluation, total: BudgetRow | None, leaves: Sequence[QuantityLeaf]) -> bool:
    """Whether the form says elsewhere what can be had in all, and its own total only repeats what its rows sum up to, that of the
    execution rate among them."""
    noted, printed = verdict.full_score, verdict.table_full_score
    if noted is None or printed is None or noted.value is None or printed.value is None or noted.value.amount != WHOLE:
        return False
    whole = total is not None and total.weight is leaves[0]
    return whole and noted.value.amount != printed.value.amount and _is_sum(printed, leaves)


def _counts_something(leaves: Sequence[QuantityLeaf]) -> bool:
    """Whether one of the figures is no points but a count (26场) that was read for them."""
    return any(leaf.value is not None and leaf.value.canonical_unit not in POINT_UNITS for leaf in leaves)


def _is_of_indicators(report: Report, total: BudgetRow | None, leaves: Sequence[QuantityLeaf]) -> bool:
    """Whether the total of the scores leaves out that of the execution rate: it is the sum of the indicators' scores, and the total of
    the weights is that of the indicators' weights."""
    verdict = report.evaluation
    if total is None or total.score is not leaves[0] or verdict.table_score is None or verdict.table_full_score is None:
        return False
    weights = [leaf for leaf in _points(report, total, "weight") if leaf is not total.weight]
    return _is_sum(verdict.table_score, leaves[1:]) and _is_sum(verdict.table_full_score, weights)


def _is_sum(claimed: QuantityLeaf, leaves: Sequence[QuantityLeaf]) -> bool:
    amounts = [leaf.value.amount for leaf in leaves if leaf.value is not None]
    return claimed.value is not None and len(amounts) == len(leaves) > 1 and claimed.value.amount == sum(amounts)


def _lacks_rate_score(
    total: BudgetRow | None, claimed: QuantityLeaf, leaves: Sequence[QuantityLeaf], rule: str
) -> bool:
    """Whether a total of scores lacks just the score of the execution rate, which the total row of the budget has not: it counts
    more than the indicators."""
    if rule == "weights-total":
        return _lacks_rate_weight(total, claimed, leaves)
    rate = total.execution_rate.value if total and not total.score and total.execution_rate else None
    if rate is None or claimed.value is None or any(leaf.value is None for leaf in leaves):
        return False
    missing = claimed.value.amount - sum((leaf.value.amount for leaf in leaves if leaf.value), Decimal())
    return any(abs(missing - weight * rate.amount / 100) <= judging_rules().rate_score for weight in RATE_WEIGHTS)


def _lacks_rate_weight(total: BudgetRow | None, claimed: QuantityLeaf, leaves: Sequence[QuantityLeaf]) -> bool:
    """Whether a total of weights lacks just what the score of the execution rate was earned of, for which the row has no weight."""
    if total is None or total.weight or not (total.score and total.score.value and total.execution_rate):
        return False
    rate = total.execution_rate.value
    if rate is None or claimed.value is None or any(leaf.value is None for leaf in leaves):
        return False
    missing = claimed.value.amount - sum((leaf.value.amount for leaf in leaves if leaf.value), Decimal())
    earned = abs(missing * rate.amount / 100 - total.score.value.amount) <= judging_rules().rate_score
    return missing in RATE_WEIGHTS and earned


def _lacks_points(report: Report) -> bool:
    """Whether a plain-text table with points could not be understood: its rows are missing from every sum."""
    return any(
        not t.understood and t.page is None and any(POINTS_HEADER.search(cell.text) for row in t.rows for cell in row)
        for t in report.tables
    )


def _groups(report: Report, total: BudgetRow | None) -> Iterator[Relation]:
    """产出指标（50分） = the sum of the weights of its indicators; 预算执行情况（10分） = the weight of the execution rate."""
    for group in report.evaluation.groups:
        if not group.rows and not OF_BUDGET.search(group.name.text):
            continue  # none of its rows was read
        own = [report.indicators[i].weight for i in group.rows] if group.rows else [total.weight if total else None]
        leaves = tuple(leaf for leaf in own if leaf is not None and leaf is not group.weight)
        if leaves and len(leaves) == len(own):
            yield Relation(
                "weights-total",
                group.name.value or group.name.text,
                (group.weight, *leaves),
                sum_test((1,) * len(leaves), None),
                listed=True,
                lost=(Lost("levels"),) if _goes_on(group.weight, leaves) else (),
            )


def _goes_on(weight: QuantityLeaf, leaves: Sequence[QuantityLeaf]) -> bool:
    """Whether the first of the rows come to the weight of the group already: the name of the next group was not read."""
    amounts = [leaf.value.amount for leaf in leaves if leaf.value is not None]
    if weight.value is None or len(amounts) < len(leaves):
        return False
    return any(sum(amounts[:end]) == weight.value.amount for end in range(2, len(amounts)))


def _rate_score(total: BudgetRow) -> Iterator[Relation]:
    if total.score and total.weight and total.execution_rate:
        yield Relation(
            "rate-score",
            total.name.value or "",
            (total.score, total.weight, total.execution_rate),
            _rate_test(_exact_rate(total)),
        )


def _of_row(report: Report, total: BudgetRow | None) -> Iterator[Relation]:
    """The points of the row of the execution among the others, where the total of the budget has none and the report says how they come out."""
    rate = total.execution_rate if total else None
    if total is None or rate is None or (total.score and total.weight):
        return
    rows: list[ScorePart | Indicator] = [*report.evaluation.parts, *report.indicators]
    for row in rows:
        if row.score and row.weight and OF_EXECUTION.fullmatch(row.name.value or row.name.text):
            yield Relation(
                "rate-score", row.name.value or "", (row.score, row.weight, rate), _rate_test(_exact_rate(total))
            )


def _exact_rate(total: BudgetRow) -> Decimal | None:
    """The exact execution rate in percent, if both amounts are stated: a score may be computed from it before it is
    rounded or cut off for print. Else None.
    """
    spent, adjusted = (leaf.value if (leaf := getattr(total, name)) else None for name in ("spent", "adjusted"))
    return (
        100 * spent.amount / adjusted.amount
        if spent and adjusted and adjusted.amount and spent.canonical_unit == adjusted.canonical_unit
        else None
    )


def _rate_test(exact: Decimal | None) -> Callable[[Sequence[Quantity]], Outcome]:
    """Returns the test of a score by its rate, or by the `exact` rate if the printed one may be its rounded or
    truncated form.
    """
    return lambda figures: _rate_outcome(figures, exact)


def _rate_outcome(figures: Sequence[Quantity], exact: Decimal | None) -> Outcome:
    score, weight, rate = figures
    value = min(weight.amount * rate.amount / 100, weight.amount)
    if exact is not None and 0 <= exact - rate.amount < 2 * half_unit(rate):
        by_exact_rate = min(weight.amount * exact / 100, weight.amount)
        value = by_exact_rate if abs(by_exact_rate - score.amount) < abs(value - score.amount) else value
    slack = max(half_unit(score), Decimal(5).scaleb(-score.decimals - 1)) + weight.amount * half_unit(rate) / 100
    difference = abs(value - score.amount)
    level: Level = (
        "exact"
        if difference == 0
        else "rounding"
        if difference <= max(slack, judging_rules().rate_score if score.decimals else judging_rules().rate_score_whole)
        else "violation"
    )
    return Outcome(
        level,
        plain(score.amount),
        plain(value),
        plain(slack),
        f"{shown(weight)} × {shown(rate)} = {plain(round(value, 3))}分",
    )
