"""Grades of the projects of a list against their scores; totals that only the indicators make."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line
from gouji.schemas.record import Report
from tests.reading import printed
from tests.tables import document, grid

LIST = ["序号 | 项目名称 | 预算数 | 支出数 | 自评得分 | 自评等级", "1 | 路灯维护 | 30.00 | 29.00 | 96.50 | 优", "2 | 公厕改造 | 20.00 | 15.00 | {} | {}",
        "3 | 绿化管养 | 40.00 | 39.00 | 97.00 | 优", "4 | 管网疏通 | 10.00 | 8.60 | 88.20 | 良", "5 | 垃圾分类 | 12.00 | 11.80 | 95.10 | 优"]  # fmt: skip


def understood(rows: list[str], note: str = "") -> Report:
    file = document([grid(rows)], title="项目支出绩效自评情况汇总表（单位：万元）")
    if note:
        glyphs = [Glyph(c, 0.99, page=1, box=(10.0 * i, 700.0, 10.0 * i + 10, 712.0)) for i, c in enumerate(note)]
        file.pages[0].lines.append(Line(glyphs, 1, (0.0, 700.0, 10.0 * len(note), 712.0)))
    return gouji.understand(file, lang="zh")


def wrong(report: Report) -> list[str]:
    return [f.message.split("：")[0] for f in report.findings if f.rule == "grade-band" and f.status == "inconsistent"]


@pytest.mark.parametrize(
    ("score", "grade", "note", "told"),
    [
        ("78.60", "中", "", []),
        ("78.60", "良", "", ["公厕改造"]),
        ("78.60", "良", "注：90分（含）以上为优，75分（含）—90分为良，75分以下为中。", []),
        ("74.60", "良", "注：90分（含）以上为优，75分（含）—90分为良，75分以下为中。", ["公厕改造"]),
        ("", "良", "", []),
        ("78.60", "中", "注：90分（含）以上为优，75分（含）—90分为良，60分以下为差。", []),
    ],
)
def test_the_grade_of_a_row_is_the_one_that_its_score_earns(score: str, grade: str, note: str, told: list[str]) -> None:
    assert wrong(understood([row.format(score, grade) for row in LIST], note)) == told


def test_a_list_that_keeps_to_no_scale_accuses_nobody() -> None:
    assert wrong(understood([row.format("78.60", "优").replace("| 良", "| 优").replace("97.00 | 优", "97.00 | 良") for row in LIST])) == []


FORM = [
    "项目名称 | 路灯维护 | 自评总分 | {} | 自评等级 | 优", "资金来源 | 预算数 | 支出数 | 执行率 | 分值 | 得分", "年度资金总额 | 60.00 | 57.00 | 95.00% | 10 | 9.50",
    "一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分", "产出指标 | 维护路灯 | ≥300盏 | 320盏 | 50 | 50", "效益指标 | 投诉下降 | ≥10% | 12% | 40 | 39",
    "合计 | | | | 90 | 89",
]  # fmt: skip


@pytest.mark.parametrize(("labelled", "told"), [("98.50", []), ("97.50", ["scores-total"])])
def test_a_labelled_total_is_that_of_the_whole_beside_a_sum_of_the_indicators(labelled: str, told: list[str]) -> None:
    report = understood([row.format(labelled) for row in FORM])
    assert printed(report.evaluation.score) == f"{labelled}分"
    assert [f.rule for f in report.findings if f.status == "inconsistent" and f.rule == "scores-total"] == told


def test_points_of_the_execution_in_a_list_of_amounts_are_no_money() -> None:
    report = understood([
        "行次 | 项目 | 金额 | 说明", "1 | 年初预算批复数 | 56.00 | ", "2 | 调整后预算数 | 52.40 | ", "3 | 实际支出数 | 45.19 | ", "4 | 预算执行率 | 86.24% | ",
        "5 | 其中：一般公共预算拨款支出 | 42.14 | ",
        "6 | 单位自有资金支出 | 3.05 | ", "7 | 预算执行得分（满分10分） | 8.62 | ",
    ])  # fmt: skip
    assert [(printed(r.weight), printed(r.score)) for r in report.budget] == [("10分", "8.62分")]
