"""Rows that sum up points under names of their own, and scores told with what could be had."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.schemas.record import Report

HEAD = "项目支出绩效自评表\n（2023年度）\n项目名称\t桥梁检测\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
ROWS = "产出指标\t数量指标\t检测桥梁\t≥30座\t32座\t50\t50\n{sub}效益指标\t社会效益\t通行投诉\t≤5件\t3件\t50\t46\n"


def read(tmp_path: Path, text: str) -> Report:
    path = tmp_path / "form.txt"
    path.write_text(text, encoding="utf-8")
    return gouji.read(path)[0]


@pytest.mark.parametrize("name", ["执行率与各项指标合计", "全部指标分值总计"])
def test_a_total_by_the_ending_of_its_name(tmp_path: Path, name: str) -> None:
    record = read(tmp_path, HEAD + ROWS.format(sub="") + f"{name}\t\t\t\t\t100\t96\n")
    found = record.evaluation
    score = found.score or found.table_score
    assert score is not None and score.value is not None and score.value.number == "96"
    assert [row.name.value for row in record.indicators if row.name] == ["检测桥梁", "通行投诉"]


def test_a_part_of_the_points_is_no_total(tmp_path: Path) -> None:
    record = read(tmp_path, HEAD + ROWS.format(sub="产出部分合计\t\t\t\t\t50\t50\n"))
    score = record.evaluation.score or record.evaluation.table_score
    assert score is None or score.value is None or score.value.number != "50"
    assert [row.name.value for row in record.indicators if row.name] == ["检测桥梁", "通行投诉"]


def test_full_marks_without_brackets_beside_a_score(tmp_path: Path) -> None:
    record = read(tmp_path, HEAD + ROWS.format(sub="") + "自评总分\t96.00 满分100\t等级\t优\n")
    found = record.evaluation
    assert found.score is not None and found.score.value is not None and found.score.value.number == "96.00"
    assert found.full_score is not None and found.full_score.value is not None
    assert found.full_score.value.number == "100"


def test_bands_are_not_what_could_be_had(tmp_path: Path) -> None:
    note = "注：总分90分（含）以上为优，80分（含）至90分为良。\n"
    full = read(tmp_path, HEAD + ROWS.format(sub="") + "合计\t\t\t\t\t100\t96\n" + note).evaluation.full_score
    assert full is None or full.value is None or full.value.number != "90"


def test_numbers_of_columns_that_go_on_from_a_head_above(tmp_path: Path) -> None:
    record = read(tmp_path, HEAD + "7\t8\t9\t10\t11\t12\t13\n" + ROWS.format(sub="") + "合计\t\t\t\t\t100\t96\n自评结论：优\n")
    assert [row.name.value for row in record.indicators if row.name] == ["检测桥梁", "通行投诉"]
    assert record.evaluation.grade is not None and record.evaluation.grade.value == "优"
    assert not [f for f in record.findings if f.status == "inconsistent" and f.rule.endswith("-total")]
