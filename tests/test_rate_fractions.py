"""Execution rates printed as fractions of one."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

FORM = """项目支出绩效自评表
项目名称	渔船更新补贴
预算执行情况（万元）（10分）	预算数（A）	执行数（B）	执行率（B/A）	得分
年度资金总额	{plan}	{spent}	{rate}	{score}
一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分
产出指标	数量指标	更新渔船数	6艘	6艘	90	90
"""


@pytest.mark.parametrize(
    ("plan", "spent", "rate", "score", "told"),
    [
        ("1.56", "1.56", "1", "10", "100"),
        ("200", "190", "0.95", "9.5", "95.00"),
        ("200", "190", "95", "9.5", "95"),
        ("200", "2", "1", "0.1", "1"),
        ("200", "190", "0.95%", "9.5", "0.95"),
    ],
)
def test_a_fraction_by_its_row(tmp_path: Path, plan: str, spent: str, rate: str, score: str, told: str) -> None:
    paper = tmp_path / "form.txt"
    paper.write_text(FORM.format(plan=plan, spent=spent, rate=rate, score=score), encoding="utf-8")
    (report,) = gouji.read(paper)
    (total,) = [row for row in report.budget if row.role == "total"]
    assert total.execution_rate is not None and total.execution_rate.value is not None
    assert total.execution_rate.value.canonical == told
