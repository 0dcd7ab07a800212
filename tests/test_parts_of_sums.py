"""The amounts that make up what a line planned, got or spent are lines of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

HEAD = "云岭县2022年度乡村教师培训项目绩效自评报告\n二、资金使用情况\n年初预算320万元，资金全部到位。"


def _lines(tmp_path: Path, text: str) -> dict[str, str]:
    path = tmp_path / "report.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    record = next(iter(gouji.read(path, lang="zh")))
    lines = [row for row in record.budget if row.role == "subproject"]
    return {str(row.name.value): row.spent.value.number for row in lines if row.spent and row.spent.value}


@pytest.mark.parametrize(
    "text",
    [
        "按每人每天三百元的标准给跟岗点补助124.6万元，按每班两万元给片区研修点72.4万元，线上课程103万元。三样加在一起，全年支出300万元，执行率93.75%。",
        "全年支出300万元，其中集中面授124.6万元，送教下乡72.4万元，线上课程103万元。",
    ],
)
def test_parts_are_lines(tmp_path: Path, text: str) -> None:
    """Whatever words stand before them: 124.6 + 72.4 + 103 = 300."""
    assert sorted(_lines(tmp_path, text).values()) == ["103", "124.6", "72.4"]


def test_norms_are_no_lines(tmp_path: Path) -> None:
    """Amounts that make up nothing are nobody's."""
    assert not _lines(tmp_path, "全年支出300万元。培训标准为面授每人每天380元，送教每班20000元。")
