"""Heads over several columns that no upright ruling bounds, and what the columns below them hold."""

from __future__ import annotations

import pytest

import gouji
from gouji.extract.roles.grammar import load_grammar
from gouji.extract.roles.open_head_groups import widen_open_groups
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Report
from gouji.tables.cell_grid import cell_grids
from tests.reading import value
from tests.tables import document, grid

HEAD = ["主要任务 |  | 全年预算数 |  | 实际支出数 | 执行率", "^ | 总额 | 财政拨款 | 其他资金 | ^ | ^"]
TASKS = [
    "渠道清淤 | 120.00 | 100.00 | 20.00 | 114.00 | 95.0%",
    "泵站维修 | 80.00 | 80.00 | 0.00 | 72.00 | 90.0%",
    "水质监测 | 50.00 | 40.00 | 10.00 | 50.00 | 100.0%",
]


def printed(leaf: QuantityLeaf | None) -> str | None:
    return leaf.text if leaf is not None else None


def understood(rows: list[str]) -> Report:
    return gouji.understand(document([grid(rows)]), lang="zh")


def heads(rows: list[str]) -> list[str]:
    """The words of the first row, each with the number of its columns."""
    (sheet,) = cell_grids(document([grid(rows)]))[0]
    widen_open_groups(sheet, load_grammar())
    return [f"{cell.words}{cell.colspan}" for cell in sheet.own(0) if cell.words]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (HEAD, ["主要任务1", "全年预算数3", "实际支出数1", "执行率1"]),
        (
            ["项目资金 |  | 资金来源级次 |  |  | 分值", "^ | 中央 | 省级 | 市级 | 县级 | ^"],
            ["项目资金1", "资金来源级次4", "分值1"],
        ),
        (
            [
                "主要任务 |  | 预算数 |  |  | 执行数 |  | 得分",
                "^ | 总额 | 财政拨款 | 其他资金 | 总额 | 财政拨款 | 其他资金 | ^",
            ],
            ["主要任务1", "预算数3", "执行数3", "得分1"],
        ),
        (["主要任务 |  | 预算数 | 执行数", "渠道清淤 | 三处 | 120.00 | 114.00"], ["主要任务1", "预算数1", "执行数1"]),
        # a stroke of dirt beside the last member is no head of its own
        (
            ["资金性质 | 本年预算 | < | < | 实际支出", "^ | 年初批复 | 调整后 | 一 | ^", "资金合计 | 176.00 | 169.80 | < | 164.60"],
            ["资金性质1", "本年预算3", "实际支出1"],
        ),
        # a head far off the middle of what stands below it is none of a group
        (
            ["主要任务 | 预算数 |  |  |  |  | 得分", "^ | 总额 | 中央 | 省级 | 市级 | 县级 | ^"],
            ["主要任务1", "预算数1", "得分1"],
        ),
    ],
)
def test_heads_reach_over_their_members(rows: list[str], wanted: list[str]) -> None:
    assert heads(rows) == wanted


def test_lines_have_the_money_of_the_whole_group() -> None:
    report = understood([*HEAD, *TASKS, "合计 | 250.00 | 220.00 | 30.00 | 236.00 | 94.4%"])
    found = {value(line.name): printed(line.adjusted) for line in report.budget}
    assert found == {
        "渠道清淤": "120.00",
        "泵站维修": "80.00",
        "水质监测": "50.00",
        "合计": "250.00",
        "财政拨款": "220.00",
        "其他资金": "30.00",
    }
    assert not any(line.allocated for line in report.budget)
    assert not [f.message for f in report.findings if f.status == "inconsistent"]


@pytest.mark.parametrize(
    ("row", "weight", "score"),
    [
        ("资金执行分值 | 10 | 资金执行得分 | 9.48 | <", "10", "9.48"),
        ("资金执行得分 | 9.48 | 资金执行分值 | 10 | <", "10", "9.48"),
        ("资金执行分值 | 10 | 9.48 | 9.1 | <", None, None),
    ],
)
def test_points_of_the_execution_stand_behind_their_own_labels(row: str, weight: str | None, score: str | None) -> None:
    rows = [
        "资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率",
        "年度资金总额 | 186.00 | 190.00 | 180.12 | 94.8%",
        "上级补助资金 | 110.00 | 114.00 | 111.62 | 97.9%",
        "县级配套资金 | 76.00 | 76.00 | 68.50 | 90.1%",
        row,
    ]
    whole = next(line for line in understood(rows).budget if line.role == "total")
    assert (printed(whole.weight), printed(whole.score)) == (weight, score)


@pytest.mark.parametrize(
    ("remark", "points"),
    [
        ("10分，得9.5分", ("10", "9.5")),
        ("权重10分，自评得分9.5分", ("10", "9.5")),
        ("10分，其中9.5分", (None, None)),
        ("年中追加10分，得9.5分", (None, None)),
    ],
)
def test_points_of_the_execution_may_stand_in_the_remark(remark: str, points: tuple[str | None, str | None]) -> None:
    rows = [
        "资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 备注",
        f"部门预算总额 | 186.00 | 190.00 | 180.50 | 95.0% | {remark}",
        "财政拨款 | 110.00 | 114.00 | 112.00 | 98.2% | ",
        "其他资金 | 76.00 | 76.00 | 68.50 | 90.1% | ",
    ]
    whole = next(line for line in understood(rows).budget if line.role == "total")
    assert (printed(whole.weight), printed(whole.score)) == points


def test_an_indicator_with_both_values_is_no_sum() -> None:
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 实际值 | 分值 | 得分",
        "投入管理 | 目标管理 | 履职目标相关性 | 相关 | 相关 | 2 | 2",
        "^ | ^ | 绩效指标合理性 | 合理 | 较合理 | 2 | 1.5",
        "^ | ^ | 目标分解情况 | 分解 | 分解 | 2 | 2",
        "小计 | < | < |  |  | 6 | 5.5",
    ]
    names = [value(each.name) for each in understood(rows).indicators]
    assert names == ["履职目标相关性", "绩效指标合理性", "目标分解情况"]
