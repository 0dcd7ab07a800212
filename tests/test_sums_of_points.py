"""Sums over points: what could be had and what was earned are no parts of one whole, and weights are summed over all that are told."""

from __future__ import annotations

import pytest

from gouji.extract.prose.evaluation import evaluation
from gouji.extract.statements.score_lines import score_lines
from tests.reading import figures, printed

WHOLE = [
    "另有预算执行10分，得9.6分，全部合计98.6分。",
    "——预算执行，权重10分，得分9.32分；|——产出指标，权重50分，得分50分；|——效益指标，权重30分，得分28分；|——满意度指标，权重10分，得分10分。|权重合计100分，自评得分97.32分，评为“优”。",
]


@pytest.mark.parametrize("said", WHOLE)
def test_a_total_of_points_is_held_against_no_part_of_them(said: str) -> None:
    _, found, _ = figures(*said.split("|"))
    assert not [claim for claim in found if claim.claimed.form == "sum" and not claim.holds]


def test_points_of_a_survey_are_not_the_score_of_the_report() -> None:
    every, _, told = figures("全年责任事故3起，乘客满意度调查得分91.8分。", "自评总分96.7分。")
    assert printed(score_lines(every, told, evaluation([each.passage for each in every])).score) == "96.7分"
