"""Rows that name a group, sum rows up, or list tasks, between those of indicators."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from tests.reading import printed, value
from tests.test_roles import understood

HEADS = "二级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 得分"
ONE = "产出数量 | 疏浚河道 | ≥9公里 | 9公里 | 60 | 60"
TWO = "社会效益 | 受益村庄 | ≥9个 | 8个 | 40 | 35"


@pytest.mark.parametrize(
    ("band", "level"),
    [
        ("一、产出（60分） | < |  |  | 60 | 60", "产出"),
        ("二、产出指标 | < | < | < | 60 | 60", "产出指标"),
        ("（三）履职效能指标 | < |  |  | 60 | 60", "履职效能指标"),
    ],
)
def test_a_row_that_names_a_group_is_no_indicator(band: str, level: str) -> None:
    report = understood([HEADS, band, ONE, TWO, "总分 | < | < | < | 100 | 95"])
    assert [(value(i.name), value(i.level1)) for i in report.indicators] == [("疏浚河道", level), ("受益村庄", level)]
    assert [f.status for f in report.findings if f.rule == "scores-total"] == ["consistent"]


@pytest.mark.parametrize("name", ["指标合计", "指标得分小计", "绩效指标小计", "小计"])
def test_a_sum_in_the_column_of_names_is_no_indicator(name: str) -> None:
    report = understood([HEADS, ONE, TWO, f" | {name} |  |  | 100 | 95"])
    assert [value(i.name) for i in report.indicators] == ["疏浚河道", "受益村庄"]


@pytest.mark.parametrize("name", ["项目支出总额", "年度资金总额"])
def test_an_indicator_named_like_a_sum_is_one_where_it_is_measured(name: str) -> None:
    report = understood([HEADS, ONE, f"产出成本 | {name} | ≤90万元 | 88万元 | 40 | 40"])
    assert [value(i.name) for i in report.indicators] == ["疏浚河道", name]


def test_tasks_are_no_indicators() -> None:
    tasks = ["序号 | 任务名称 | 完成情况 | < | < | <", "1 | 隐患排查 | 检查企业436户次，立案29起。 | < | < | <"]
    report = understood([*tasks, "2 | 应急队伍 | 组建队伍2支。 | < | < | <", HEADS, ONE, TWO])
    assert [value(i.name) for i in report.indicators] == ["疏浚河道", "受益村庄"]


def test_objectives_over_empty_columns_are_no_head_of_indicators() -> None:
    goals = [" |  | 预期目标 | 实际完成情况 |  | ", " |  | 疏浚河道9公里。 | 疏浚9公里。 |  | "]
    report = understood([*goals, "绩效 | 情况 | 指标值 | 说明 | 分 | 分", HEADS, ONE, TWO])
    assert [value(i.name) for i in report.indicators] == ["疏浚河道", "受益村庄"]


def test_rows_of_tabs_may_have_empty_cells_and_dots_for_more(tmp_path: Path) -> None:
    lines = [
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t原因",
        "产出指标\t数量指标\t更新路灯\t=680盏\t680盏\t60\t60\t",
        "\t\t……\t\t\t\t\t",
        "\t质量指标\t亮灯率\t≥98%\t99%\t10\t10\t",
        "\t\t验收合格率\t100%\t100%\t10\t10\t",
        "效益指标\t社会效益\t覆盖小区\t≥9个\t9个\t20\t20\t",
    ]
    text = "\n".join(["项目支出绩效自评表", *lines])
    (tmp_path / "form.txt").write_text(text, encoding="utf-8")
    (report,) = gouji.read(tmp_path / "form.txt", lang="zh")
    assert [value(i.name) for i in report.indicators] == ["更新路灯", "亮灯率", "验收合格率", "覆盖小区"]


def test_strokes_read_as_figures_between_heads_leave_it_a_head() -> None:
    head = "一级指标 | 1 | 二级指标 | 三级指标 | 指标值 | 完成值 | 权重 | 1 | 得分 | 7"
    rows = ["产出指标 |  | 数量指标 | 疏浚河道 | ≥9公里 | 9公里 | 60 |  | 60 | "]
    rows.append("效益指标 |  | 社会效益 | 受益村庄 | ≥9个 | 9个 | 40 |  | 40 | ")
    numbers = "栏 |  | 次 |  | 9 | 10 | 11 |  | 12 | "
    report = understood([head, numbers, *rows])
    assert [(value(i.name), printed(i.weight)) for i in report.indicators] == [
        ("疏浚河道", "60分"),
        ("受益村庄", "40分"),
    ]
