"""Lists whose parts are counted in other units than their whole, or in none."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji


def told(folder: Path, text: str) -> dict[str, set[str]]:
    """The rules of the findings of a text, by their status."""
    paper = folder / "paper.txt"
    paper.write_text(f"某县优抚项目绩效自评报告\n一、基本情况\n{text}\n", encoding="utf-8")
    (report,) = gouji.read(paper)
    out: dict[str, set[str]] = {}
    for finding in report.findings:
        out.setdefault(finding.status, set()).add(finding.rule)
    return out


@pytest.mark.parametrize(
    "text",
    [
        "全年为2,385名优抚对象发放了补助。按类别分：残疾军人312人、在乡复员军人1,235人、退役士兵838人。",
        "购置农机1,505台（套），包括拖拉机412台、播种机705台、植保无人机388架。",
        "举办活动652场次，其中展览46场、讲座118场、培训305场、群众文化活动183场。",
    ],
)
def test_units_that_are_counted_together(tmp_path: Path, text: str) -> None:
    assert "sum-of-parts" in told(tmp_path, text).get("consistent", set())


def test_a_sum_over_other_units_may_be_wrong(tmp_path: Path) -> None:
    text = "全年为2,358名优抚对象发放了补助。按类别分：残疾军人312人、在乡复员军人1,235人、退役士兵838人。"
    assert "sum-of-parts" in told(tmp_path, text).get("inconsistent", set())
