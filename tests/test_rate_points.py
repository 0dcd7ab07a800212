"""What the report says of how the points of the execution come of its rate, and that it is held to it."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.extract.prose.evaluation import evaluation
from gouji.extract.prose.rate_points import rate_points
from gouji.schemas.traced import Traced
from tests.reading import passed, value

SAID = [
    "执行率得分＝执行率×分值。",
    "预算执行指标满分10分，以执行率乘以满分计算，得8.56分。",
    "指标得分见下表（预算执行分按执行率乘10分计）：",
    "预算执行满分10分，按执行率折算得9.3分。",
    "①预算执行率92.00%，按分值乘执行率计分。",
]
UNSAID = [
    "执行率在85%以上的得9分，按执行率乘以分值另计的不得分。",
    "预算执行率92%，满分10分，得9分。",
    "执行率每低1个百分点扣0.5分，按执行率折算。",
]
TABLE = "指标 | 分值 | 得分\n预算执行率 | 10 | {}\n产出指标 | 50 | 49\n效益指标 | 30 | 29\n满意度 | 10 | 10\n合计 | 100 | {}\n"
HEAD = "水文站自评报告\n\n2023年预算50万元，实际支出46万元，执行率92%。\n评分表\n"


@pytest.mark.parametrize("line", SAID)
def test_the_words_are_found(line: str) -> None:
    assert rate_points([Traced.plain(line)]) is not None


@pytest.mark.parametrize("line", UNSAID)
def test_other_ways_of_giving_points_are_none(line: str) -> None:
    assert rate_points([Traced.plain(line)]) is None


@pytest.mark.parametrize(
    ("points", "total", "said", "wrong"),
    [
        ("9.7", "97.7", "计分说明：预算执行率得分=执行率×10分。", ["rate-score"]),
        ("9.2", "97.2", "计分说明：预算执行率得分=执行率×10分。", []),
        ("9.7", "97.7", "计分说明：执行率90%以上的得9.7分。", []),
    ],
)
def test_a_row_of_a_table_is_held_to_it(tmp_path: Path, points: str, total: str, said: str, wrong: list[str]) -> None:
    path = tmp_path / "report.txt"
    path.write_text(HEAD + TABLE.format(points, total) + said + "\n", encoding="utf-8")
    findings = gouji.read(path, lang="zh")[0].findings
    assert [each.rule for each in findings if each.status == "inconsistent"] == wrong


def test_the_grade_is_that_of_the_sentence_about_the_whole_report() -> None:
    said = "下属站所中，城关站得分95分，评为合格；河东站得分88分，评为合格。本项目自评总分93分，等级为“优”。"
    assert value(evaluation(passed(said)).grade) == "优"


def test_the_result_of_a_test_of_water_is_no_grade() -> None:
    said = "自评96分。已请县水利站检测水质，结果合格；明年拟聘2名保洁员。"
    assert evaluation(passed(said)).grade is None
