"""Score, full score, grade and the groups of the score."""

from __future__ import annotations

import pytest

from gouji.extract.prose.evaluation import evaluation
from tests.reading import passed, printed, value


@pytest.mark.parametrize(
    ("text", "score", "full", "grade"),
    [
        ("达到既定的绩效目标，自评得分98分。", "98分", None, None),
        ("本项目自评得分为92.5分（满分100分），评价等级为“优”。", "92.5分", "100分", "优"),
        ("综合评分95.6分，自评结果为“优秀”。", "95.6分", None, "优秀"),
        ("经自评，项目总得分 88 分，等级：良。", "88分", None, "良"),
        ("项目实施情况良好，群众反映很好。", None, None, None),
    ],
)
def test_evaluation(text: str, score: str | None, full: str | None, grade: str | None) -> None:
    found = evaluation(passed(text))
    assert (printed(found.score), printed(found.full_score), value(found.grade)) == (score, full, grade)


def test_groups_of_the_score() -> None:
    found = evaluation(passed("自评得分96分。", "其中，投入18分，过程19.5分，产出28.5分，效果30分，合计96分。"))
    assert [(value(p.name), printed(p.score)) for p in found.parts] == [
        ("投入", "18分"),
        ("过程", "19.5分"),
        ("产出", "28.5分"),
        ("效果", "30分"),
    ]
    assert printed(found.parts_total) == "96分"


@pytest.mark.parametrize(
    "text",
    [
        "自评得分为91.5分（满分100分）。其中：决策指标得分14分（权重15分），过程指标得分18.5分（权重20分），产出指标得分36分（权重40分），效益指标得分23分（权重25分）。",
        "自评得分为91.5分，其中决策类15分得14分、过程类20分得18.5分、产出类40分得36分、效益类25分得23分。",
        "自评得分91.5分。其中：决策（满分15分）得14分；过程（满分20分）得18.5分；产出（满分40分）得36分；效益（满分25分）得23分。",
        "自评得分91.5分。其中：决策得14分（满分15分），过程得18.5分（满分20分），产出得36分（满分40分），效益得23分（满分25分）。",
        "自评得分91.5分。决策15分，实得14分；过程20分，实得18.5分；产出40分，实得36分；效益25分，实得23分。",
    ],
)
def test_groups_with_what_they_could_have(text: str) -> None:
    found = evaluation(passed(text))
    assert [(value(p.name), printed(p.score), printed(p.weight)) for p in found.parts] == [
        ("决策", "14分", "15分"),
        ("过程", "18.5分", "20分"),
        ("产出", "36分", "40分"),
        ("效益", "23分", "25分"),
    ]
    assert printed(found.score) == "91.5分"
