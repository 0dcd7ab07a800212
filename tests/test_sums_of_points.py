"""Sums over points: what could be had and what was earned are no parts of one whole, and weights are summed over all that are told."""

from __future__ import annotations

import pytest

from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.no_sum import is_no_sum
from gouji.extract.statements.score_lines import score_lines
from gouji.schemas.record import Evaluation
from tests.reading import passed, printed


@pytest.mark.parametrize(
    ("said", "whole", "parts", "none"),
    [
        ("另有预算执行10分，得9.6分，全部合计98.6分。", 2, (0, 1), True),
        ("预算执行得9.6分，产出得48分，合计57.7分。", 2, (0, 1), False),
        ("执行权重10分，产出权重50分，效益权重30分，满意度权重10分，权重合计100分。", 4, (1, 2, 3), True),
        ("执行权重10分，产出权重50分，效益权重20分，满意度权重10分，权重合计100分。", 4, (0, 1, 2, 3), False),
    ],
)
def test_which_points_are_no_parts(said: str, whole: int, parts: tuple[int, ...], none: bool) -> None:
    assert is_no_sum(contexts(passed(said)), Claimed(whole, "sum", parts), None) is none


def test_points_of_a_survey_are_not_the_score_of_the_report() -> None:
    every = contexts(passed("全年责任事故3起，乘客满意度调查得分91.8分。", "自评总分96.7分。"))
    told = [("O", 0.9), ("E.score", 0.9), ("E.score", 0.6)]
    assert printed(score_lines(every, told, Evaluation()).score) == "96.7分"
