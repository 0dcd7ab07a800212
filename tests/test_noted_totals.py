"""What the total of a form is told beside: the grade in its row, the points of the money above their head, the note below."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line
from gouji.schemas.record import Report
from tests.reading import printed, value
from tests.tables import document, grid

MONEY = ["资金来源 | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分", "年度资金总额 | < | 50.00 | 50.00 | 48.00 | 10 | 96.00% | 9.6"]
HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因"
ROWS = ["产出指标 | 数量指标 | 巡河里程 | ≥300公里 | 312公里 | 40 | 40 | ", "效益指标 | 生态效益 | 水质达标率 | ≥90% | 92% | {weight} | {weight} | ", "满意度指标 | 服务对象 | 居民满意度 | ≥90% | 93% | 20 | 19 | "]


def form(total: str, weight: int = 30, note: str = "") -> Report:
    rows = [*MONEY, HEAD, *(row.format(weight=weight) for row in ROWS), total]
    made = document([grid(rows)])
    if note:
        top = 20.0 * len(rows) + 10
        glyphs = [Glyph(c, 0.99, page=1, box=(10.0 + 9 * i, top, 19.0 + 9 * i, top + 10)) for i, c in enumerate(note)]
        made.pages[0].lines.append(Line(glyphs, 1, (10.0, top, 10.0 + 9 * len(note), top + 10)))
    return gouji.understand(made, lang="zh")


def wrong(report: Report) -> list[str]:
    return [f.rule for f in report.findings if f.status == "inconsistent"]


@pytest.mark.parametrize(
    ("total", "points"),
    [
        ("合计（含资金得分） | < | < | < | < | 100 | 98.6 | 优秀", "98.6分"),
        ("自评总分（含预算执行10分） | < | < | < | < | 100 | 98.6 | 优秀", "98.6分"),
        ("合计（含资金10分） | < | < | < | < | 100 | 98.6 等次：优秀 | <", "98.6"),
        ("总分 | < | < | < | < | 100 | 98.6（自评等级：优秀） | <", "98.6"),
    ],
)
def test_the_grade_behind_a_total(total: str, points: str) -> None:
    report = form(total)
    assert (printed(report.evaluation.score) or "").removesuffix("分") == points.removesuffix("分")
    assert (printed(report.evaluation.full_score) or "").removesuffix("分") == "100"
    assert value(report.evaluation.grade) == "优秀"
    assert wrong(report) == []


def test_no_grade_is_taken_where_the_row_has_several() -> None:
    assert form("合计（含资金得分） | < | < | < | 优 | 100 | 98.6 | 良").evaluation.grade is None


def test_points_of_the_money_in_the_row_above_its_head() -> None:
    rows = ["二、资金情况 | 资金分值：10 | < | 资金得分：9.30", "项目 | 合计 | 中央资金 | 县级资金", "全年预算数 | 80.00 | 60.00 | 20.00", "全年支出数 | 74.40 | 58.00 | 16.40", "执行率 | 93.00% | 96.67% | 82.00%"]
    report = gouji.understand(document([grid(rows)]), lang="zh")
    (whole,) = [line for line in report.budget if line.role == "total"]
    assert (printed(whole.weight), printed(whole.score)) == ("10分", "9.30分")


def test_points_of_indicators_above_a_head_are_not_those_of_the_money() -> None:
    rows = ["二、情况 | 指标分值：90 | < | 指标得分：88", "项目 | 合计 | 中央资金 | 县级资金", "全年预算数 | 80.00 | 60.00 | 20.00", "全年支出数 | 74.40 | 58.00 | 16.40"]
    report = gouji.understand(document([grid(rows)]), lang="zh")
    assert all(line.weight is None and line.score is None for line in report.budget)


def test_a_note_tells_what_can_be_had() -> None:
    report = form("", note="备注：1.自评总分100分，得分=资金执行得分+各指标得分。")
    assert printed(report.evaluation.full_score) == "100分"


def test_a_note_on_the_bands_of_grades_tells_no_total() -> None:
    report = form("", note="备注：总分90分以上为优，80分以下为差。")
    assert report.evaluation.full_score is None


@pytest.mark.parametrize(("weight", "full", "rules"), [(30, 100, []), (27, 97, ["weights-total"])])
def test_a_total_that_repeats_its_rows_is_held_against_the_note(weight: int, full: int, rules: list[str]) -> None:
    report = form(f"总分 | < | < | < | < | {full} | {full - 1.4:.1f} | 优", weight, "备注：1.总分为100分，其中预算执行率10分。")
    assert [rule for rule in wrong(report) if rule == "weights-total"] == rules


def test_weights_beside_the_execution_are_not_held_against_the_note() -> None:
    """Ninety points of indicators, and the ten of the execution in no row."""
    rows = [MONEY[0].replace(" | 分值", " | 备注"), MONEY[1].replace(" | 10 |", " |  |"), HEAD, *(row.format(weight=30) for row in ROWS), "总分 | < | < | < | < | 90 | 89 | 优"]
    assert "weights-total" not in wrong(gouji.understand(document([grid(rows)]), lang="zh"))
