"""Totals of points where rows, or the points of the execution of the budget, were not read; rows that only look like others."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import Report
from tests.reading import value
from tests.tables import document, grid

MONEY = ["资金来源 | 预算数 | 支出数", "合计 | 60.00 | 57.00", "财政拨款 | 60.00 | 57.00"]
RATED = ["资金来源 | 预算数 | 支出数 | 执行率 | 分值 | 得分", "合计 | 60.00 | 57.00 | 95.00% | 10 | 9.5"]
OTHER = [RATED[0], "合计 | 215.00 | 206.40 | 96.00% | 10 | 9.6"]
HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
FIRST = "产出指标 | 数量指标 | 修剪行道树株数 | ≥300株 | 320株 | {} | {}"
SECOND = "效益指标 | 社会效益指标 | 市民投诉下降率 | ≥10% | 12% | {} | {}"
TOTAL = "总分 |  |  |  |  | {} | {}"


def understood(*tables: list[str]) -> Report:
    return gouji.understand(document([grid(rows) for rows in tables]), lang="zh")


def said(leaf: QuantityLeaf | TextLeaf | None) -> str | None:
    return leaf.text if leaf else None


def told(report: Report) -> set[tuple[str, str]]:
    return {
        (f.rule, f.status)
        for f in report.findings
        if f.rule in ("weights-total", "scores-total") and f.status != "consistent"
    }


def points(first: str, second: str, total: str) -> list[str]:
    return [
        HEAD,
        *(
            row.format(*pair.split("/"))
            for row, pair in zip((FIRST, SECOND, TOTAL), (first, second, total), strict=True)
        ),
    ]


BOTH = {("weights-total", "unresolved"), ("scores-total", "unresolved")}


@pytest.mark.parametrize(
    ("money", "rows", "wanted"),
    [
        (MONEY, ("50/48", "40/40", "100/97.4"), BOTH),
        (MONEY, ("50/48", "20/20", "100/86"), BOTH),
        (RATED, ("50/48", "20/20", "100/95.5"), BOTH),
        (RATED, ("50/48", "20/1Rlo2", "100/95.5"), {("weights-total", "unresolved")}),
        (RATED, ("50/48", "40/40", "100/97.5"), set()),
        (RATED, ("50/48", "40/40", "100/99.5"), {("scores-total", "inconsistent")}),
        (RATED, ("50/48", "40/40", "100/95.7"), {("scores-total", "inconsistent")}),
        (RATED, ("50/48", "35/33", "100/90.5"), {("weights-total", "inconsistent")}),
        (RATED, ("50/48", "45/43", "100/97.5"), {("weights-total", "inconsistent"), ("scores-total", "inconsistent")}),
    ],
)
def test_totals_are_accused_only_where_no_row_can_be_missing(
    money: list[str], rows: tuple[str, str, str], wanted: set[tuple[str, str]]
) -> None:
    assert told(understood(money, points(*rows))) == wanted


def test_forms_of_two_projects_have_no_total_of_both() -> None:
    rows = [*RATED, *points("50/48", "40/40", "100/97.5")[:3], *OTHER, *points("50/50", "40/40", "100/99.5")]
    assert told(understood([row + " | " * (6 - row.count("|")) for row in rows])) == set()


def test_a_group_without_columns_of_points_has_the_rows_below() -> None:
    head = "序号 | 类别 | 指标内容 | 计划值 | 完成值 | 分值 | 得分"
    rows = [
        "一、产出指标（60分） |  |  |  |  |  | ",
        "1 | 数量 | 清淤沟渠长度 | ≥5公里 | 5.2公里 | 35 | 35",
        "2 | 质量 | 验收合格率 | 100% | 100% | 20 | 20",
        "二、效益指标（30分） |  |  |  |  |  | ",
        "3 | 社会 | 受益农户数 | ≥80户 | 84户 | 30 | 30",
    ]
    report = understood([head, *rows])
    assert [(g.name.value, g.rows) for g in report.evaluation.groups] == [("产出指标", [0, 1]), ("效益指标", [2])]
    assert [i.level1.value if i.level1 else None for i in report.indicators] == ["产出指标", "产出指标", "效益指标"]
    assert [f.message for f in report.findings if f.status == "inconsistent"] == [
        "产出指标：35分 + 20分 = 55分，文中为60，数据不一致"
    ]


@pytest.mark.parametrize("name", ["季报上报时间", "联系人培训次数", "材料填报日期"])
def test_an_indicator_that_is_named_like_a_label(name: str) -> None:
    report = understood([HEAD, FIRST.format(50, 48), f"产出指标 | 时效指标 | {name} | 次月5日前 | 次月3日 | 10 | 10"])
    assert [value(i.name) for i in report.indicators][1:] == [name]
    assert report.cover.report_date is None


@pytest.mark.parametrize("name", ["指标2：", "指标2：/", "指标2:—"])
def test_a_numbered_place_that_is_left_empty_is_no_indicator(name: str) -> None:
    report = understood([HEAD, FIRST.format(50, 48), f"效益指标 | 生态效益指标 | {name} | / | / | / | 1"])
    assert len(report.indicators) == 1


def test_people_below_the_points_are_no_indicators() -> None:
    head = "一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分"
    report = understood(
        [
            head,
            "投入 | 40 | 目标 | 40 | 目标合理性 | 40 | 38",
            "效果 | 60 | 产出 | 60 | 完成率 | 60 | 60",
            "姓名 | < | 职务 | < | 单位 | 签字 | <",
        ]
    )
    assert len(report.indicators) == 2


@pytest.mark.parametrize(
    ("target", "actual"), [("计划标准", "实际情况"), ("考核目标", "达标情况"), ("设定目标值", "实现值")]
)
def test_heads_of_values(target: str, actual: str) -> None:
    head = f"一级指标 | 二级指标 | 三级指标 | 分值 | {target} | {actual} | 得分"
    report = understood(
        [
            head,
            "产出 | 数量 | 栽植苗木株数 | 20 | ≥500株 | 520株 | 20",
            "效果 | 社会 | 居民出行条件 | 10 | 改善 | 改善 | 10",
        ]
    )
    assert [(said(i.target), said(i.actual)) for i in report.indicators] == [("≥500株", "520株"), ("改善", "改善")]
