"""Rows that name a group, sum rows up, or list tasks, between those of indicators."""

from __future__ import annotations

import pytest

from tests.reading import value
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
