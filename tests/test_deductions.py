"""Points that are taken off the full mark one by one, and the score that is left."""

from __future__ import annotations

import pytest

from gouji.extract.statements.chains import with_chains
from gouji.extract.statements.figure_context import contexts
from tests.reading import passed


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("本次自评满分100分，数量指标扣1.2分，质量指标扣0.6分，满意度指标扣2分，综合得分96.2分。", [True]),
        ("本次自评满分100分，数量指标扣1.2分，质量指标扣0.6分，满意度指标扣2分，综合得分96.4分。", [False]),
        ("自评总分100分，共扣3.8分：数量指标扣1.8分，质量指标扣2分。自评得分96.2分。", []),
        ("自评满分100分，数量指标扣1.2分，综合得分94分。", []),
    ],
)
def test_the_score_is_what_the_deductions_leave(said: str, holds: list[bool]) -> None:
    assert [claim.holds for claim in with_chains(contexts(passed(said)), [])] == holds
