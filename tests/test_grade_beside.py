"""A grade that stands beside the score without a label."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

CASES = [
    ("自评88.5分，良好。其中投入（30分）得27.5分，产出（40分）得36分，效果（30分）得25分。", "良好"),
    ("本项目自评得分95.4分。按照办法属于“优”。", "优"),
    ("综合自评94.8分，为优等次。", "优"),
    ("本项目自评得分95.4分。90分以上为优，80分至90分为良。", None),
    ("本项目自评得分95.4分，施工质量优良。", None),
]


@pytest.mark.parametrize(("text", "grade"), CASES)
def test_grade_beside_a_score(tmp_path: Path, text: str, grade: str | None) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(f"某县水库维护项目绩效自评报告\n一、自评结论\n{text}\n", encoding="utf-8")
    (report,) = gouji.read(paper)
    assert (report.evaluation.grade.value if report.evaluation.grade else None) == grade
