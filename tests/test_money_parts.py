"""Parts of the whole that are told in several ways: divided by rows of words, in cells with their labels, in two tables,
side by side with rates; and what is one among another only by its print."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.record import Report
from tests.reading import printed
from tests.tables import document, grid

WHOLE = "年度资金总额 | 90.00 | 96.00 | 88.80 | 92.50%"
HEAD = "资金情况 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率"


def understood(*tables: list[str]) -> Report:
    return gouji.understand(
        document([grid(rows) for rows in tables], title="项目资金执行情况（单位：万元）"), lang="zh"
    )


def contradictions(report: Report) -> list[str]:
    return [f.rule for f in report.findings if f.status == "inconsistent"]


def parts(report: Report, field: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(r.role, r.name.value, r.part_of, printed(getattr(r, field))) for r in report.budget]


def test_rows_of_words_divide_the_whole_twice() -> None:
    rows = [
        HEAD, WHOLE, "按资金来源分：", "1.一般公共预算拨款 | 80.00 | 86.00 | 79.00 | 91.86%", "2.上年结转 | 10.00 | 10.00 | 9.80 | 98.00%",
        "按支出内容分：", "（1）校舍修缮 | 50.00 | 56.00 | 52.00 | 92.86%", "（2）厨具购置 | 40.00 | 40.00 | 36.80 | 92.00%",
    ]  # fmt: skip
    report = understood(rows)
    assert parts(report, "spent")[1:] == [
        ("subproject", "校舍修缮", None, "52.00万元"), ("subproject", "厨具购置", None, "36.80万元"),
        ("source", "一般公共预算拨款", None, "79.00万元"), ("source", "上年结转", None, "9.80万元"),
    ]  # fmt: skip
    assert contradictions(report) == []
    rows[6] = rows[6].replace("52.00", "57.00")
    assert "sum-of-parts" in contradictions(understood(rows))


@pytest.mark.parametrize("spent", ["70.00", "88.80"])
def test_parts_in_cells_with_their_labels(spent: str) -> None:
    report = understood([
        HEAD, WHOLE.replace("88.80 | 92.50%", f"{spent} | "), "按收入性质分： | | 按支出性质分： | | ", "其中：一般公共预算：84.00 | | 其中：基本支出：61.50 | | ",
        "政府性基金拨款：12.00 | | 项目支出：34.50 | | ", "其他资金：0 | | | | ",
    ])  # fmt: skip
    assert parts(report, "adjusted") == [
        ("total", "年度资金总额", None, "96.00万元"), ("subproject", "基本支出", None, "61.50万元"), ("subproject", "项目支出", None, "34.50万元"),
        ("source", "一般公共预算", None, "84.00万元"), ("source", "政府性基金拨款", None, "12.00万元"), ("source", "其他资金", None, "0万元"),
    ]  # fmt: skip


def test_parts_in_cells_are_held_against_the_whole() -> None:
    report = understood(
        [HEAD, WHOLE, "基本支出：61.50 | | 一般公共预算：84.00 | | ", "项目支出：43.50 | | 其他资金：12.00 | | "]
    )
    assert contradictions(report) == ["sum-of-parts"]


TASKS = [
    "任务名称 | 主要内容 | 全年预算数 | 全年执行数 | 是否完成", "路面修复 | 修复破损路面 | 60.00 | 57.00 | 完成", "桥梁检测 | 检测桥梁四座 | 36.00 | 31.80 | 完成",
    "金额合计 | | 96.00 | 88.80 | ",
]  # fmt: skip
KINDS = [
    "资金用途 | 年初预算数 | 全年预算数 | 全年支出数 | 执行率", "部门支出总额 | 90.00 | 96.00 | 88.80 | 92.50%", "一、基本支出 | 50.00 | 56.00 | 54.80 | 97.86%",
    "二、项目支出 | 40.00 | 40.00 | 34.00 | 85.00%",
]  # fmt: skip


def test_two_tables_part_one_whole_each() -> None:
    assert contradictions(understood(TASKS, KINDS)) == []
    wrong = [KINDS[0], KINDS[1], KINDS[2], KINDS[3].replace("40.00 | 34.00", "40.00 | 43.00")]
    assert "sum-of-parts" in contradictions(understood(TASKS, wrong))


def test_a_source_printed_as_one_among_another_is_one_beside_it_where_only_so_the_whole_comes_out() -> None:
    rows = [HEAD, WHOLE, "财政拨款 | 60.00 | 66.00 | 60.00 | 90.91%", "其中：财政专户管理资金 | 20.00 | 20.00 | 19.00 | 95.00%", "单位自有资金 | 10.00 | 10.00 | 9.80 | 98.00%"]  # fmt: skip
    report = understood(rows)
    assert contradictions(report) == []
    assert [r.part_of for r in report.budget] == [None] * 4
    nested = [
        HEAD, WHOLE, "财政拨款 | 80.00 | 86.00 | 79.00 | 91.86%", "其中：财政专户管理资金 | 20.00 | 20.00 | 19.00 | 95.00%", "单位自有资金 | 10.00 | 10.00 | 9.80 | 98.00%",
    ]  # fmt: skip
    assert [r.part_of for r in understood(nested).budget] == [None, None, "财政拨款", None]


def test_a_name_like_a_source_in_a_list_of_projects_is_a_project() -> None:
    report = understood([
        "项目名称 | 年初预算 | 全年预算 | 支出数 | 执行率", "企业研发投入后补助 | 30.00 | 30.00 | 30.00 | 100.00%", "人才公寓租金补贴 | 20.00 | 26.00 | 20.80 | 80.00%",
        "绿化管养 | 40.00 | 40.00 | 38.00 | 95.00%", "合计 | 90.00 | 96.00 | 88.80 | 92.50%",
    ])  # fmt: skip
    assert [r.role for r in report.budget] == ["total", "subproject", "subproject", "subproject"]


def test_sources_side_by_side_with_rates_that_have_no_sign() -> None:
    report = understood([
        "行 | 资金情况 | 合计 | 中央 | 省级 | 自筹", "1 | 预算安排 | 96.00 | 60.00 | 26.00 | 10.00", "2 | 资金到位 | 90.00 | 60.00 | 20.00 | 10.00",
        "3 | 实际支出 | 88.80 | 59.00 | 20.00 | 9.80", "4 | 到位率（%） | 93.75 | 100.00 | 76.92 | 100.00", "5 | 支出率（%） | 92.50 | 98.33 | 76.92 | 98.00",
        "6 | 预算执行得分（满分10分，按合计支出率计算） | 9.25 | | | ",
    ])  # fmt: skip
    assert [printed(r.execution_rate) for r in report.budget] == ["92.50%", "98.33%", "76.92%", "98.00%"]
    assert (printed(report.budget[0].weight), printed(report.budget[0].score)) == ("10分", "9.25分")


@pytest.mark.parametrize(
    "told",
    [
        "执行率分值及得分 | 分值：10 | 得分（10分×合计执行率）：9.25 | | ",
        "资金执行得分 | 权重：10 | 得分：9.25 | 得分=执行率×权重 | ",
        "预算执行 | 权重：10 | 自评得分：9.25（得分=支出进度×10，保留两位小数） | | ",
        "执行率得分 | 分值10分，按执行率合计数×分值计9.25分（结余数=预算数-支出数） | | | ",
    ],
)
def test_points_of_the_execution_in_words(told: str) -> None:
    report = understood(
        [HEAD, WHOLE, "财政拨款 | 80.00 | 86.00 | 79.00 | 91.86%", "其他资金 | 10.00 | 10.00 | 9.80 | 98.00%", told]
    )
    assert (printed(report.budget[0].weight), printed(report.budget[0].score)) == ("10分", "9.25分")
