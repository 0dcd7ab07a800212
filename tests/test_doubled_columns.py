"""Columns that hold two values a cell, as their head says."""

from __future__ import annotations

import gouji
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import Report
from tests.tables import document, grid


def read(rows: list[str]) -> Report:
    return gouji.understand(document([grid(rows)]), lang="zh")


def words(leaf: QuantityLeaf | TextLeaf | None) -> str | None:
    return leaf.text if leaf is not None else None


def test_points_and_score_of_the_money_in_one_column() -> None:
    report = read(
        [
            "资金来源 | 年初预算 | 调整后预算 | 执行数 | 执行率 | 权重/得分",
            "资金总额 | 50.00 | 60.00 | 54.00 | 90.00% | 10/9.00",
            "财政拨款 | 50.00 | 50.00 | 45.00 | 90.00% | /",
            "其他资金 | 0.00 | 10.00 | 9.00 | 90.00% |",
        ]
    )
    total, *parts = report.budget
    assert (words(total.weight), words(total.score)) == ("10", "9.00")
    assert [(words(part.weight), words(part.score)) for part in parts] == [(None, None)] * 2
    assert [words(part.spent) for part in parts] == ["45.00", "9.00"]


def test_two_columns_of_indicators_in_one() -> None:
    report = read(
        [
            "一级指标 | 二级指标 | 三级指标 | 目标值／完成值 | 分值／得分 | 偏差原因",
            "产出指标 | 数量指标 | 修补路面 | ≥40公里／42公里 | 30／30 |",
            "产出指标 | 质量指标 | 验收合格率 | 100%／96% | 30／28.8 | 两处返工",
            "效益指标 | 社会效益 | 行车事故下降 | ≥10%／12% | 40／40 |",
            "合计 | < | < | < | 100／98.8 |",
        ]
    )
    rows = [(words(r.target), words(r.actual), words(r.weight), words(r.score)) for r in report.indicators]
    assert rows == [("≥40公里", "42公里", "30", "30"), ("100%", "96%", "30", "28.8"), ("≥10%", "12%", "40", "40")]
    assert words(report.evaluation.table_score or report.evaluation.score) == "98.8"


def test_a_column_stays_whole_where_a_cell_holds_one_value() -> None:
    report = read(
        [
            "一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 分值/得分",
            "产出指标 | 数量指标 | 修补路面 | 40公里 | 42公里 | 30/30",
            "产出指标 | 质量指标 | 验收合格率 | 100% | 96% | 28.8",
        ]
    )
    assert all(row.weight is None or row.weight.text != "28.8" for row in report.indicators)
    assert len(report.indicators) == 2
