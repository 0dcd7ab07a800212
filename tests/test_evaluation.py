"""Score, full score, grade and the groups of the score."""

from __future__ import annotations

import pytest

from extract.evaluation import evaluation
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
