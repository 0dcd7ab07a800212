"""Targets that are ranges, and targets of which less is better: whether they were met, and who earns full points."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.extract.statements.to_be_low import is_to_be_low
from gouji.normalize.figures.ranges import range_of

FORM = """项目支出绩效自评表
（2031年度）
项目名称	老旧管网更新项目
一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分
产出指标	{level}	{name}	{target}	{actual}	60	{score}
效益指标	社会效益指标	群众满意度	≥90%	94%	40	40
总分					100	{total}
"""


def status(folder: Path, name: str, target: str, actual: str, score: int, level: str = "质量指标") -> list[str]:
    path = folder / "form.txt"
    text = FORM.format(name=name, target=target, actual=actual, score=score, total=score + 40, level=level)
    path.write_text(text, encoding="utf-8")
    found = gouji.read(path, lang="zh")[0].findings
    return [f.status for f in found if f.rule == "target-met" and f.message.startswith(name)]


@pytest.mark.parametrize(
    ("name", "target", "actual", "score"),
    [
        ("管网漏损率", "6%～9%", "11%", 60),
        ("设备故障次数", "2—4次", "7次", 60),
        ("改造工期", "5~6个月", "8个月", 60),
        ("受益居民户数", "500-600户", "430户", 60),
        ("管网漏损率", "9%", "11.5%", 60),
    ],
)
def test_a_missed_range_does_not_earn_all_points(
    tmp_path: Path, name: str, target: str, actual: str, score: int
) -> None:
    assert status(tmp_path, name, target, actual, score) == ["inconsistent"]


@pytest.mark.parametrize(
    ("name", "target", "actual", "score"),
    [
        ("管网漏损率", "6%～9%", "8.2%", 60),
        ("管网漏损率", "6%～9%", "4.5%", 60),
        ("管网漏损率", "6%～9%", "11%", 52),
        ("管网漏损率", "9%", "7.5%", 60),
        ("设备故障次数", "4次", "1次", 60),
        ("受益居民户数", "500-600户", "655户", 60),
        ("受益居民户数", "500-600户", "430户", 51),
        ("投诉处理率", "95%～98%", "99%", 60),
    ],
)
def test_a_range_that_was_met_or_cost_points_accuses_nobody(
    tmp_path: Path, name: str, target: str, actual: str, score: int
) -> None:
    assert status(tmp_path, name, target, actual, score) == ["consistent"]


@pytest.mark.parametrize(
    ("name", "target", "actual", "told"),
    [
        ("道路修复造价（万元）", "86.4", "74.48", "consistent"),
        ("道路修复造价（万元）", "86.4", "91.2", "inconsistent"),
        ("每公里养护费", "4000", "3850", "consistent"),
        ("采购节约率", "5%", "6%", "consistent"),
        ("采购节约率", "5%", "3%", "inconsistent"),
    ],
)
def test_an_amount_among_the_costs_is_not_to_be_exceeded(
    tmp_path: Path, name: str, target: str, actual: str, told: str
) -> None:
    assert status(tmp_path, name, target, actual, 60, "成本指标") == [told]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("3%～5%", ("3", "5")),
        ("控制在12—15万元以内", ("12", "15")),
        ("5%", None),
        ("3-1", None),
        ("2023-05-06", None),
        ("10%～8%", None),
    ],
)
def test_ranges(text: str, ends: tuple[str, str] | None) -> None:
    found = range_of(text)
    assert (found and (found[0].number, found[1].number)) == ends


@pytest.mark.parametrize(
    ("name", "low"),
    [
        ("管网漏损率", True),
        ("事故起数", True),
        ("事故处置及时率", False),
        ("投诉下降率", False),
        ("管网改造长度", False),
    ],
)
def test_names_of_what_is_to_be_low(name: str, low: bool) -> None:
    assert is_to_be_low(name) is low
