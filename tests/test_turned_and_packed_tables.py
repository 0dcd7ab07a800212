"""Tables that lie on their side, and cells that hold what several columns should."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.extract.statements.to_be_low import is_to_be_low
from gouji.schemas.record import Report
from tests.reading import printed, value

HEAD = "2022年度河堤植草项目绩效自评报告\n实施单位：白沙县河道管理所\n"
YEARS = """
资金对比（单位：万元）

| 指标 | 2020年 | 2021年度 | 2022年度 |
|---|---|---|---|
| 年初预算数 | 55.00 | 72.00 | 90.00 |
| 决算支出数 | 52.25 | 70.56 | 85.50 |
| 预算执行率 | 95% | 98% | 95% |
"""
NO_CORNER = """
资金对比（单位：万元）
　　　　　　2022年　　　2021年
预算数　　　　90.00　　　　72.00
支出数　　　　85.50　　　　70.56
结余　　　　　 4.50　　　　 1.44
"""
PROJECTS = """
单位：元

项目\t社区食堂\t楼道照明\t总计
全年预算数\t420,000\t180,000\t600,000
全年执行数\t411,600\t171,000\t582,600
结余\t8,400\t9,000\t17,400
"""
LABELLED = """
资金明细如下（万元）：
1. 焊工培训  年初预算 12.5  全年支出 12.0
2. 家政培训  年初预算 8.0  全年支出 7.6
合计         年初预算 20.5 全年支出 19.6
"""
SLASHED = """
| 三级指标 | 目标值／完成值 | 分值／得分 |
|---|---|---|
| 挂牌株数 | 120株／126株 | 40／40 |
| 成活率 | ≥98%／97.5% | 30／28 |
| 总分 | | 70／68 |
"""
POINTS = """
| 指标名称 | 目标值 | 完成值 | 得分 |
|---|---|---|---|
| 挂牌株数 | 120株 | 126株 | 40/40 |
| 成活率 | ≥98% | 97.5% | 28/30 |
"""
GLUED = """
（单位：万元）
| 来源 | 年初预算 实际支出 | 执行率 |
| 省级补助 | 1,200.00 1,140.00 | 95% |
| 县级配套 | 300.00 285.00 | 95% |
| 合计 | 1,500.00 1,425.00 | 95% |
"""


def report_of(text: str, folder: Path) -> Report:
    path = folder / "r.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    (report,) = gouji.read(path)
    return report


def money(report: Report, *fields: str) -> list[tuple[str | None, ...]]:
    return [(row.role, value(row.name), *(printed(getattr(row, f)) for f in fields)) for row in report.budget]


@pytest.mark.parametrize(("text", "budget"), [(YEARS, "initial"), (NO_CORNER, "adjusted")])
def test_the_year_of_the_report_is_the_total_and_other_years_are_facts(text: str, budget: str, tmp_path: Path) -> None:
    report = report_of(text, tmp_path)
    assert [(row[0], *row[2:]) for row in money(report, budget, "spent")] == [("total", "90.00万元", "85.50万元")]
    assert ("2021年支出", "70.56万元") in [(value(fact.subject), printed(fact.value)) for fact in report.facts]


def test_a_table_with_a_column_for_each_project_has_a_line_for_each(tmp_path: Path) -> None:
    report = report_of(PROJECTS, tmp_path)
    assert money(report, "adjusted", "spent", "balance") == [
        ("total", "总计", "600000元", "582600元", "17400元"),
        ("subproject", "社区食堂", "420000元", "411600元", "8400元"),
        ("subproject", "楼道照明", "180000元", "171000元", "9000元"),
    ]
    assert [cell.text for cell in report.tables[0].rows[0]] == ["项目", "社区食堂", "楼道照明", "总计"]


def test_columns_that_compare_two_years_are_no_projects(tmp_path: Path) -> None:
    text = "\n单位：万元\n\n| 指标 | 本年数 | 上年数 |\n|---|---|---|\n| 年初预算 | 50 | 45 |\n| 全年支出 | 48 | 44 |\n"
    assert {value(row.name) for row in report_of(text, tmp_path).budget}.isdisjoint({"本年数", "上年数"})


def test_labels_in_every_row_are_the_head(tmp_path: Path) -> None:
    assert money(report_of(LABELLED, tmp_path), "initial", "spent") == [
        ("total", "合计", "20.5万元", "19.6万元"),
        ("subproject", "焊工培训", "12.5万元", "12.0万元"),
        ("subproject", "家政培训", "8.0万元", "7.6万元"),
    ]


def test_a_label_with_its_figure_is_no_head(tmp_path: Path) -> None:
    text = "年度资金总额（万元）\t预算数64\t执行数60.8\t执行率95%\t分值10\t得分9.5\n数量指标\t植草面积\t3亩\t3亩\t20\n"
    assert money(report_of(text, tmp_path), "adjusted", "spent", "execution_rate") == [
        ("total", "年度资金总额", "64万元", "60.8万元", "95%")
    ]


@pytest.mark.parametrize(("text", "points"), [(SLASHED, ["40分", "28分"]), (POINTS, ["40分", "28分"])])
def test_two_figures_in_a_cell_are_those_that_its_head_names(text: str, points: list[str], tmp_path: Path) -> None:
    rows = report_of(text, tmp_path).indicators
    assert [printed(row.score) for row in rows] == points
    assert [printed(row.weight) for row in rows] == ["40分", "30分"]
    assert [value(row.name) for row in rows] == ["挂牌株数", "成活率"]


def test_two_columns_without_a_bar_between_them_are_two(tmp_path: Path) -> None:
    assert money(report_of(GLUED, tmp_path), "initial", "spent")[0] == ("total", "合计", "1500.00万元", "1425.00万元")


@pytest.mark.parametrize(("name", "low"), [("平均办结天数", True), ("案件办结率", False), ("全年开放天数", False)])
def test_less_is_better_of_the_days_that_a_matter_takes(name: str, low: bool) -> None:
    assert is_to_be_low(name) is low
