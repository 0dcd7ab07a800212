"""Relations of tables: points, targets, grades."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gouji.check.relations.grades import grade_of, grade_relations
from gouji.check.relations.points import point_relations
from gouji.check.relations.targets import target_relations
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import BudgetRow, Evaluation, Indicator, Report
from gouji.schemas.traced import Traced


def q(text: str | None, unit: str | None = None) -> QuantityLeaf | None:
    return None if text is None else QuantityLeaf.of(Traced.plain(text), parse_quantity(text, unit))


def words(text: str) -> TextLeaf:
    return TextLeaf.of(Traced.plain(text), text)


def indicator(target: str, actual: str, weight: str | None = None, score: str | None = None, reason: str | None = None) -> Indicator:
    return Indicator(
        name=words("某指标"),
        target=q(target),
        actual=q(actual),
        weight=q(weight, "分"),
        score=q(score, "分"),
        deviation=words(reason) if reason else None,
    )


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (indicator("≥95%", "97%", "12", "12"), True),
        (indicator("≥95%", "95.0%", "12", "12"), True),
        (indicator("≥95%", "91%", "12", "12"), False),
        (indicator("≥95%", "91%", "12", "9.9"), True),
        (indicator("≥95%", "97%", "12", "10"), False),
        (indicator("≥95%", "97%", "12", "10", "系统升级延迟"), True),
        (indicator("≤38.83万元", "33.10万元", "10", "10"), True),
        (indicator("≤38.83万元", "40万元", "10", "10"), False),
        (indicator("38.83万元", "33.10万元", "10", "10"), True),
        (indicator("100%", "100%", "10", "10"), True),
        (indicator("=0起", "1起", "10", "10"), False),
    ],
)
def test_targets(row: Indicator, holds: bool) -> None:
    relation = next(iter(target_relations([row])))
    outcome = relation.outcome()
    assert outcome is not None
    assert outcome.holds is holds


def test_targets_in_different_units_are_not_compared() -> None:
    assert list(target_relations([indicator("≥95%", "5场", "10", "10")])) == []


def report(indicators: list[Indicator], evaluation: Evaluation, total: BudgetRow | None = None) -> Report:
    return Report.model_construct(indicators=indicators, evaluation=evaluation, budget=[total] if total else [], tables=[])


def held(rule: str, made: Report) -> list[bool]:
    return [outcome.holds for r in point_relations(made) if r.rule == rule and (outcome := r.outcome())]


def test_sums_of_points() -> None:
    rows = [indicator("≥1个", "1个", "50", "49"), indicator("≥1个", "1个", "40", "40")]
    total = BudgetRow(name=words("年度资金总额"), role="total", weight=q("10", "分"), score=q("9.2", "分"), execution_rate=q("92.2%"))
    right = report(rows, Evaluation(table_score=q("98.2", "分"), table_full_score=q("100", "分")), total)
    assert held("scores-total", right) == held("weights-total", right) == held("rate-score", right) == [True]
    wrong = report(rows, Evaluation(table_score=q("92.8", "分"), table_full_score=q("100", "分")), total)
    assert held("scores-total", wrong) == [False]


def test_a_row_without_points_leaves_the_sum_unchecked() -> None:
    rows = [indicator("≥1个", "1个", "50", None), indicator("≥1个", "1个", "40", "40")]
    assert held("scores-total", report(rows, Evaluation(table_score=q("40", "分")))) == []


@pytest.mark.parametrize(("score", "weight", "holds"), [("10", "10", True), ("11", "10", False), ("0", "10", True)])
def test_score_within_weight(score: str, weight: str, holds: bool) -> None:
    assert held("score-within-weight", report([indicator("≥1个", "1个", weight, score)], Evaluation())) == [holds]


@pytest.mark.parametrize(
    ("score", "weight", "rate", "holds"),
    [
        ("9.2", "10", "92.2%", True),
        ("10", "10", "103%", True),
        ("9.59", "10", "95.88%", True),
        ("10", "10", "85.2%", False),
        ("9", "10", "92.2%", True),
    ],
)
def test_score_of_the_rate(score: str, weight: str, rate: str, holds: bool) -> None:
    total = BudgetRow(name=words("总额"), role="total", weight=q(weight, "分"), score=q(score, "分"), execution_rate=q(rate))
    assert held("rate-score", report([], Evaluation(), total)) == [holds]


@pytest.mark.parametrize(("score", "rate", "holds"), [("8.56", "85%", True), ("8.56", "85.57%", True), ("8.56", "84%", False), ("8.36", "85%", False)])
def test_points_reckoned_from_the_rate_before_it_was_cut_for_print(score: str, rate: str, holds: bool) -> None:
    """150.03 of 175.33 is 85.571 %: printed 85 %, and worth 8.56 of 10."""
    total = BudgetRow(name=words("总额"), role="total", weight=q("10", "分"), score=q(score, "分"), execution_rate=q(rate), spent=q("150.03万元"), adjusted=q("175.33万元"))
    assert held("rate-score", report([], Evaluation(), total)) == [holds]


@pytest.mark.parametrize(
    ("percent", "grade"), [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("79.9", "中"), ("60", "中"), ("59.9", "差")]
)
def test_bands(percent: str, grade: str) -> None:
    assert grade_of(Decimal(percent)) == grade


@pytest.mark.parametrize(
    ("score", "full", "said", "holds"), [("96分", None, "优秀", True), ("88分", None, "优", False), ("45分", "50分", "优", True)]
)
def test_grade_against_score(score: str, full: str | None, said: str, holds: bool) -> None:
    evaluation = Evaluation(score=q(score), full_score=q(full), grade=words(said))
    outcome = next(iter(grade_relations(evaluation))).outcome()
    assert outcome is not None
    assert outcome.holds is holds


@pytest.mark.parametrize(("weights", "said", "holds"), [("100", "优", True), ("100", "良", False), ("96", "优", True), (None, "优", False)])
def test_a_wrong_last_line_makes_no_second_error_of_the_grade(weights: str | None, said: str, holds: bool) -> None:
    full = q("900分")
    evaluation = Evaluation(score=q("96分"), full_score=full, table_full_score=full, grade=words(said))
    outcome = next(iter(grade_relations(evaluation, Decimal(weights) if weights else None))).outcome()
    assert outcome is not None
    assert outcome.holds is holds
