"""Small tables of points inside a text: the parts, their sums, and the points of the execution of the budget."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.schemas.record import Report
from tests.plain_report import read
from tests.reading import printed

MONEY = "全年预算386万元，已支出371.50万元，执行率96.24%。"
HEAD = f"河堤水毁修复工程绩效自评\n填报单位：云岭县水利局  年度：2021年\n一、资金。{MONEY}\n二、打分\n"


def table(*rows: str) -> str:
    return HEAD + "".join(f"{row}\n" for row in rows) + "三、打算。明年修下游河段。\n"


def told(report: Report, status: str) -> set[str]:
    rules = ("score-within-weight", "weights-total", "scores-total", "rate-score")
    return {f.rule for f in report.findings if f.status == status and f.rule in rules}


@pytest.mark.parametrize("name", ["资金执行", "预算执行率", "1.预算执行情况（10分）", "支出进度"])
@pytest.mark.parametrize("mark", ["    ", " | ", "\t"])
def test_the_row_of_the_execution_gives_the_total_its_points(name: str, mark: str, tmp_path: Path) -> None:
    rows = ["指标|分值|得分", f"{name}|10|9.6", "产出|50|48", "效益|30|29", "满意度|10|9", "合计|100|95.6"]
    report = read(table(*(row.replace("|", mark) for row in rows)), tmp_path)
    total = next(line for line in report.budget if line.role == "total")
    assert (printed(total.weight), printed(total.score)) == ("10分", "9.6分")
    assert [printed(part.weight) for part in report.evaluation.parts] == ["10分", "50分", "30分", "10分"]
    assert told(report, "consistent") == {"score-within-weight", "weights-total", "scores-total", "rate-score"}
    assert not told(report, "inconsistent") | told(report, "unresolved")


def test_an_indicator_of_the_execution_gives_its_points_and_counts_once(tmp_path: Path) -> None:
    rows = [
        "一级 | 二级 | 三级指标 | 目标值 | 完成值 | 分值 | 得分", "产出 | 数量 | 修复河堤 | 5处 | 5处 | 50 | 50",
        "产出 | 质量 | 验收合格率 | 100% | 100% | 40 | 40", "投入 | 资金 | 预算执行率 | 100% | 96.24% | 10 | 9.62",
        "总分 | | | | | 100 | 99.62",
    ]  # fmt: skip
    report = read(table(*rows), tmp_path)
    total = next(line for line in report.budget if line.role == "total")
    assert (printed(total.weight), printed(total.score)) == ("10分", "9.62分")
    assert {"weights-total", "scores-total", "rate-score"} <= told(report, "consistent")
    assert not told(report, "inconsistent")


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (["资金执行|10|9.6", "数量|40|49", "效益|50|50", "合计|100|99.6"], {"score-within-weight", "scores-total"}),
        (["资金执行|10|9.6", "产出|50|48.0", "效益|40|38.0", "合计|100|96.6"], {"scores-total"}),
        (["资金执行|10|10", "产出|50|48.0", "效益|40|38.0", "合计|100|96.0"], set()),
    ],
)
def test_slips_in_a_table_of_points(rows: list[str], wrong: set[str], tmp_path: Path) -> None:
    report = read(table("指标|分值|得分", *rows), tmp_path)
    assert told(report, "inconsistent") == wrong


def test_a_part_without_a_score_leaves_the_sums_unchecked(tmp_path: Path) -> None:
    report = read(table("指标|分值|得分", "资金执行|10|9.6", "产出|50|—", "效益|40|38", "合计|100|95.6"), tmp_path)
    assert told(report, "consistent") == {"score-within-weight", "rate-score"}
    assert not told(report, "inconsistent")


def test_parts_that_weigh_all_there_is_need_no_sum(tmp_path: Path) -> None:
    whole = read(table("指标|分值|得分", "部门预算管理|60|57", "专项预算管理|40|38"), tmp_path)
    some = read(table("指标|分值|得分", "部门预算管理|60|57", "专项预算管理|30|28"), tmp_path)
    assert [len(each.evaluation.parts) for each in (whole, some)] == [2, 0]
