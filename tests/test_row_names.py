"""The names of rows of money, and the columns of their figures, where a form prints more beside them."""

from __future__ import annotations

import pytest

import gouji
from gouji.extract.roles.grammar import load_grammar
from gouji.extract.roles.heads import find_heads
from gouji.schemas.record import Report
from gouji.tables.cell_grid import cell_grids
from tests.reading import printed, value
from tests.tables import document, grid

FIELDS = ("initial", "adjusted", "spent", "execution_rate", "weight", "score")


def understood(rows: list[str]) -> Report:
    return gouji.understand(document([grid(rows)]), lang="zh")


def lines(report: Report) -> list[tuple[str, str | None, dict[str, str | None]]]:
    return [
        (r.role, value(r.name), {f: printed(leaf) for f in FIELDS if (leaf := getattr(r, f))}) for r in report.budget
    ]


def heads(rows: list[str]) -> list[tuple[str, str | None]]:
    (sheet,) = cell_grids(document([grid(rows)]))[0]
    return [(column.words, column.role) for head in find_heads(sheet, load_grammar()) for column in head.columns]


def test_projects_are_not_named_by_the_nature_of_their_money() -> None:
    report = understood(
        [
            "序号 | 项目名称 | 资金性质 | 年初预算数 | 执行数",
            " | 合计 | — | 60.00 | 57.00",
            "1 | 馆舍防水修缮 | 一般公共预算 | 30.00 | 29.00",
            "2 | 流动图书车运行 | 政府性基金 | 20.00 | 18.00",
            "3 | 古籍数字化 | 上级转移支付 | 10.00 | 10.00",
        ]
    )
    assert [(role, name) for role, name, _ in lines(report)] == [
        ("total", "合计"), ("subproject", "馆舍防水修缮"), ("subproject", "流动图书车运行"), ("subproject", "古籍数字化")
    ]  # fmt: skip
    assert [f for f in report.findings if f.status == "inconsistent"] == []


def test_a_project_with_rows_of_sources_leaves_the_names_to_them() -> None:
    rows = [
        "项目名称 | 资金来源 | 全年预算数 | 全年执行数",
        "泵站改造 | 中央财政资金 | 30.00 | 29.00",
        "^ | 省级财政资金 | 20.00 | 18.00",
        "^ | 县级财政资金 | 10.00 | 10.00",
    ]
    assert [name for _, name, _ in lines(understood(rows))][1:] == ["省级财政资金", "县级财政资金"]


def test_a_number_in_a_cell_of_its_own_is_no_name() -> None:
    rows = [
        "资金来源 | < | 全年预算数 | 全年执行数",
        "项目经费合计 | < | 90.00 | 85.00",
        "（一） | 省级补助资金 | 70.00 | 66.00",
        "（二）县级配套资金 | < | 20.00 | 19.00",
    ]
    assert [(role, name) for role, name, _ in lines(understood(rows))] == [
        ("total", "项目经费合计"),
        ("source", "省级补助资金"),
        ("source", "县级配套资金"),
    ]


@pytest.mark.parametrize("struck", ["—", "/"])
def test_a_head_over_one_figure_a_row_is_one_head_where_the_first_row_has_none(struck: str) -> None:
    rows = [
        "项目名称 | 年初预算数 | 执行数 | 自评分数 | 等级",
        f"合计 | 50.00 | 47.00 | {struck} | {struck}",
        "河湖长制 | 30.00 | 29.00 | 94 | 优",
        "节水宣传 | 20.00 | 18.00 | 88 | 良",
    ]
    assert ("自评分数", "score") in heads(rows)
    assert [figures.get("score") for _, _, figures in lines(understood(rows))] == [None, "94分", "88分"]


@pytest.mark.parametrize("percent", ["（%）", "(%)", "%"])
def test_bare_figures_under_percent_are_rates(percent: str) -> None:
    rows = [
        "资金来源 | 预算安排 | < | 执行情况 | < | <", f"^ | 年初批复 | 调整后预算 | 支出数 | 结余 | 执行率{percent}",
        "合计 | 300.00 | 310.00 | 294.50 | 15.50 | 95.0", "其中：财政拨款 | 250.00 | 250.00 | 237.50 | 12.50 | 95.0", "单位资金 | 50.00 | 60.00 | 57.00 | 3.00 | 95.0",
    ]  # fmt: skip
    told = lines(understood(rows))
    assert [figures.get("execution_rate") for _, _, figures in told] == ["95.0%"] * 3
    assert all("score" not in figures for _, _, figures in told)


def test_weights_in_percent_stay_weights() -> None:
    rows = [
        "三级指标 | 指标值 | 完成值 | 权重（%） | 得分",
        "巡查次数 | 24次 | 24次 | 40 | 40",
        "修复率 | 95% | 96% | 30 | 30",
        "满意度 | 90% | 92% | 30 | 29",
    ]
    assert ("权重（%）", "weight") in heads(rows)


@pytest.mark.parametrize("spent", ["18.00", "81.00"])
def test_a_name_that_reaches_into_the_column_of_figures(spent: str) -> None:
    """Level rulings alone part nothing across: the gap before the figures belongs to the head over them, and a long name stands in it."""
    rows = [
        "资金来源 | 年初预算安排 | < | 实际支出",
        f"合计 |  | 100.00 | {spent}",
        "省级资金 | 70.00 | < | 8.00",
        "乡镇自筹和村集体投入 | < | 30.00 | 10.00",
    ]
    report = understood(rows)
    assert [(name, figures.get("initial")) for _, name, figures in lines(report)] == [
        ("合计", "100.00"),
        ("省级资金", "70.00"),
        ("乡镇自筹和村集体投入", "30.00"),
    ]
    assert bool([f for f in report.findings if f.status == "inconsistent"]) == (spent != "18.00")
