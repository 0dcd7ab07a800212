"""Lists of figures of the whole, sources side by side under spoiled heads, and sums that a figure which was not read would spoil."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.record import Report
from tests.reading import printed
from tests.tables import document, grid


def understood(rows: list[str]) -> Report:
    return gouji.understand(document([grid(rows)], title="项目资金执行情况（单位：万元）"), lang="zh")


def lines(report: Report, *fields: str) -> dict[str, list[str | None]]:
    return {row.name.value or "": [printed(getattr(row, field)) for field in fields] for row in report.budget}


def false_sums(report: Report) -> list[str]:
    return [f.rule for f in report.findings if f.status == "inconsistent"]


def test_a_list_of_figures_of_the_whole_with_its_sources() -> None:
    report = understood([
        "1 | 年初预算数 | 80.00", "2 | 预算调整数（追加+，核减-） | -4.00", "3 | 全年预算数（A） | 76.00",
        "4 | 其中：省级财政资金 | 50.00", "5 | 单位自筹 | 26.00", "6 | 全年执行数（B） | 70.30",
        "7 | 其中：省级财政资金 | 48.00", "8 | 单位自筹 | 22.30", "9 | 结余数（A-B） | 5.70", "10 | 执行率/得分 | 92.50% 9.25",
    ])  # fmt: skip
    assert lines(report, "initial", "adjusted", "spent", "balance", "score") == {
        "全年预算数（A）": ["80.00万元", "76.00万元", "70.30万元", "5.70万元", "9.25分"],
        "省级财政资金": [None, "50.00万元", "48.00万元", None, None],
        "单位自筹": [None, "26.00万元", "22.30万元", None, None],
    }


@pytest.mark.parametrize("stub", ["项目", "贸金来项目", "资金来源"])
def test_rows_that_tell_figures_make_columns_sources(stub: str) -> None:
    report = understood([
        f"{stub} | 合计 | 中央财政 | 设区市财政 | 县级财政", "1.预算数 | 90.00 | 50.00 | 30.00 | 10.00",
        "2.支出数 | 81.00 | 45.00 | 27.00 | 9.00", "资金到位率 | 100% | 100% | 100% | 100%", "执行率 | 90.00% | 90.00% | 90.00% | 90.00%",
        "分值/得分 | 10/9.00 | / | / | /",
    ])  # fmt: skip
    found = lines(report, "adjusted", "spent", "execution_rate", "score")
    assert found["设区市财政"] == ["30.00万元", "27.00万元", "90.00%", None]
    assert [values for name, values in found.items() if name not in ("中央财政", "设区市财政", "县级财政")] == [
        ["90.00万元", "81.00万元", "90.00%", "9.00分"]
    ]


def test_the_sources_of_two_groups_of_heads_have_two_figures() -> None:
    rows = [
        "任务序号 | 主要任务 | 预算数 | 财政拨款 | 其他资金 | 执行数", "1 | 器材购置 | 60.00 | 50.00 | 10.00 | 57.00",
        "2 | 场馆修缮 | 40.00 | 30.00 | 10.00 | 39.00", "| 合计 | 100.00 | 80.00 | 20.00 | 96.00",
    ]  # fmt: skip
    assert {"器材购置", "场馆修缮"} <= set(lines(understood(rows), "adjusted"))


def test_specks_between_heads_make_them_no_labels() -> None:
    report = understood([
        "序号 | 项目名称 | 四 | 实施单位 | 1 | 年初预算 | 调整后预算 | 实际支出", "栏次 | 甲 | 1 | 乙 | | 1 | 2 | 3",
        "1 | 校舍维修 | | 城南小学 | | 30.00 | 28.00 | 27.00", "2 | 校车补贴 | | 城北小学 | | 20.00 | 22.00 | 22.00",
    ])  # fmt: skip
    assert lines(report, "initial", "adjusted", "spent") == {
        "校舍维修": ["30.00万元", "28.00万元", "27.00万元"],
        "校车补贴": ["20.00万元", "22.00万元", "22.00万元"],
    }


def test_no_sum_is_accused_for_want_of_a_source_that_was_not_read() -> None:
    rows = ["资金来源 | 预算数 | 支出数", "合计 | 100.00 | 90.00", "财政拨款 | 80.00 | 75.00", "其他资金 | 20.00 |"]
    assert false_sums(understood(rows)) == []
    assert "sum-of-sources" in false_sums(understood([*rows[:3], "其他资金 | 20.00 | 16.00"]))


def test_tasks_with_one_budget_part_the_final_one() -> None:
    rows = [
        "支出构成 | 年初预算 | 调整后预算 | 支出数", "合计 | 100.00 | 110.00 | 90.00", "基本支出 | 60.00 | 60.00 | 50.00",
        "项目支出 | 40.00 | 50.00 | 40.00", "任务名称 | 主要内容 | 预算数 | 支出数", "送戏下乡 | 演出 | 30.00 | 25.00",
        "文物修缮 | 修缮 | 20.00 | 15.00",
    ]  # fmt: skip
    assert false_sums(understood(rows)) == []


def test_members_of_numbered_groups_are_not_summed_with_them() -> None:
    rows = [
        "序号 | 项目名称 | 年初预算 | 支出数", "| 合计 | 100.00 | 90.00", "| 一、市本级项目 | 60.00 | 55.00", "1 | 校舍维修 | 40.00 | 37.00",
        "2 | 器材购置 | 20.00 | 18.00", "| 二、补助县区项目 | 40.00 | 35.00", "3 | 食堂改造 | 30.00 | 26.00", "4 | 校车补贴 | 10.00 | 9.00",
    ]  # fmt: skip
    report = understood(rows)
    assert false_sums(report) == []
    assert [row.part_of for row in report.budget].count("市本级项目") == 2
    assert false_sums(understood([*rows[:3], "1 | 校舍维修 | 40.00 | 38.00", *rows[4:]]))
