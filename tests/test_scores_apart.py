"""Two totals of points that differ: an error of the report, or the points of something else."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.check.relations.prose_scores import prose_score_relations
from gouji.check.verdicts.verdict import MIN_PREMISE
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Evaluation
from gouji.schemas.traced import Traced


def points(text: str) -> QuantityLeaf:
    return QuantityLeaf.of(Traced.plain(text), parse_quantity(text, "分"))


@pytest.mark.parametrize(
    ("table", "prose", "told"),
    [("96", "95", True), ("98.5", "68.5", True), ("97.7", "9.7", False), ("87.6", "91.3", True)],
)
def test_a_slip_is_an_error_however_far_apart(table: str, prose: str, told: bool) -> None:
    (relation,) = prose_score_relations(Evaluation(score=points(prose), table_score=points(table)))
    assert (relation.premise >= MIN_PREMISE) == told


def test_a_total_that_was_typed_is_never_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、项目资金\n全年预算420.00万元。\n二、自评结论\n自评总分198.19分。\n", encoding="utf-8")
    (report,) = gouji.read(path, lang="zh")
    assert report.evaluation.score is not None and report.evaluation.score.text.startswith("198.19")


def test_the_total_of_a_table_without_the_points_of_the_budget_is_not_the_whole_score(tmp_path: Path) -> None:
    """A table of 90 points beside 10 of the execution: 88.2 of its total is no other telling of 97.8."""
    text = (
        "景区宣传推广项目绩效自评报告\n自评满分100分，其中预算执行率10分、绩效指标90分。预算执行率按比例得9.6分；绩效指标得88.2分，明细见下表。\n\n"
        "| 指标 | 分值 | 得分 |\n|---|---|---|\n| 投放广告 | 50 | 49.2 |\n| 游客满意度 | 40 | 39 |\n| 合计 | {full} | 88.2 |\n\n综上，项目自评总得分97.8分。\n"
    )
    for full, told in (("90", False), ("100", True)):
        path = tmp_path / "report.txt"
        path.write_text(text.format(full=full), encoding="utf-8")
        report = gouji.read(path, lang="zh")[0]
        assert any(f.rule == "same-figure" and f.status == "inconsistent" for f in report.findings) is told
