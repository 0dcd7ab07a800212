"""Grades that are not the report's own, and one that was changed."""

from __future__ import annotations

import pytest

from tests.reading import told_evaluation

SCORE = "综合得分94.2分，评为优。"
CASES = [
    (["11月对完工工程进行了竣工验收，评定为合格。", SCORE], "优"),
    (["资产账实相符，内控评价等级“良好”。", "综合得分94.2分。自评等级：优。"], "优"),
    (["单位自评94.2分，复核得分88.7分，等级由“优”调整为“良”。"], "良"),
    (["【自评等级】优"], "优"),
    (["项目质量验收全部通过，自评等级为良。"], "良"),
    (["得分较上年提高2分，自评等级为优。"], "优"),
    (["综合得分89.96分，未达到“优”的下限，按规定评为“良”。"], "良"),
    (["综合得分88.6分，离“优”仅差1.4分，最终等级定为良。"], "良"),
    (["等级标准：90分及以上评为优，80—90分评为良。", "自评得分84分，评为良。"], "良"),
]


@pytest.mark.parametrize(("texts", "grade"), CASES)
def test_the_grade_of_the_report(texts: list[str], grade: str) -> None:
    found = told_evaluation(*texts).grade
    assert found is not None
    assert found.value == grade
