"""Figures under heads, captions and names that count things are no money, whatever else their words sound like."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.schemas.record import Report

MONEY = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance")
TEXT = "沙井县造林项目绩效自评报告\n一、资金\n{caption}\n{rows}\n二、其他\n无。\n"


def read(tmp_path: Path, caption: str, rows: str) -> Report:
    path = tmp_path / "report.txt"
    path.write_text(TEXT.format(caption=caption, rows=rows), encoding="utf-8")
    return gouji.read(path, lang="zh")[0]


def amounts(record: Report) -> set[str]:
    leaves = (getattr(line, field) for line in record.budget for field in MONEY)
    return {leaf.text for leaf in leaves if leaf is not None}


@pytest.mark.parametrize("bar", ["\t", " | "])
@pytest.mark.parametrize(
    "head",
    [
        "计划面积（亩）", "支出占比（%）", "下达指标（头）", "到位物资（吨）", "资金任务（平方米）", "预算任务（公里）", "补助标准（元/人）",
        "年初计划（万人）", "发放对象（人次）", "结余粮食（万吨）", "计划任务（亩）",
    ],
)  # fmt: skip
def test_a_head_with_a_unit_of_things_is_no_money(tmp_path: Path, head: str, bar: str) -> None:
    rows = [
        ("镇街", head, "支出（元）"),
        ("城东镇", "12,000", "12,300"),
        ("城西镇", "26,000", "26,100"),
        ("合计", "38,000", "38,400"),
    ]
    record = read(tmp_path, "2023年预算38,500元，资金分配和支出情况如下：", "\n".join(bar.join(row) for row in rows))
    assert not amounts(record) & {"12,000", "26,000", "38,000"}
    assert {"12,300", "26,100", "38,400"} <= amounts(record)


@pytest.mark.parametrize(
    "caption",
    [
        "任务分解如下（单位：亩）：",
        "2023年下达造林任务如下（单位：亩）：",
        "各镇安排任务（亩）：",
        "预算38,500元，各镇安排任务（亩）：",
    ],
)
def test_a_caption_with_a_unit_of_things_lists_no_money(tmp_path: Path, caption: str) -> None:
    rows = "城东镇\t12,000\n城西镇\t26,000\n河口镇\t9,500\n合计\t47,500"
    assert amounts(read(tmp_path, caption, rows)) <= {"38,500元"}
    assert "47,500" in amounts(read(tmp_path, "资金分解如下（单位：元）：", rows))


@pytest.mark.parametrize(
    "rows",
    [
        "| 内容 | 预算数 | 执行数 |\n| 人工造林（亩） | 12,000 | 12,300 |\n| 封山育林（亩） | 26,000 | 26,100 |\n| 管护费（元） | 38,000 | 36,900 |",
        "| 内容 | 预算数 | 执行数 |\n| 人工造林 | 12,000亩 | 12,300亩 |\n| 封山育林 | 26,000亩 | 26,100亩 |\n| 管护费 | 38,000 | 36,900 |",
    ],
)
def test_rows_that_count_things_are_no_money(tmp_path: Path, rows: str) -> None:
    assert amounts(read(tmp_path, "项目情况：", rows)) == {"38,000", "36,900"}


def test_a_name_with_a_unit_speaks_of_the_quantity_beside_money(tmp_path: Path) -> None:
    rows = "| 工作内容 | 任务量 | 支出（元） |\n| 清运垃圾（吨） | 2,600 | 318,000 |\n| 修建花池（个） | 84 | 260,400 |"
    assert amounts(read(tmp_path, "情况：", rows)) == {"318,000", "260,400"}


def test_a_name_with_two_kinds_of_places_counts_nothing(tmp_path: Path) -> None:
    rows = (
        "| 项目 | 预算数 | 执行数 |\n| 村（社区）法律顾问补助 | 210.00 | 204.40 |\n| 基层补助县（区） | 30.00 | 29.00 |"
    )
    assert amounts(read(tmp_path, "单位：万元", rows)) == {"210.00", "204.40", "30.00", "29.00"}


def test_the_unit_of_a_group_of_heads_holds_for_all_of_them(tmp_path: Path) -> None:
    rows = (
        "| 镇街 | 任务（亩） | | 资金（元） | |\n| | 计划 | 完成 | 预算 | 支出 |\n| 城东镇 | 12,000 | 12,300 | 120 | 118 |\n"
        "| 城西镇 | 26,000 | 26,100 | 260 | 251 |\n| 合计 | 38,000 | 38,400 | 380 | 369 |"
    )
    assert amounts(read(tmp_path, "资金与任务：", rows)) == {"120", "118", "260", "251", "380", "369"}
