"""The units of money that tables, labels and lists declare: all that are built of 元 and a multiple, and those of other currencies."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

import gouji
from gouji.normalize.figures.yuan import BRACKETED_YUAN, UNIT_OF_MONEY, YUAN
from gouji.schemas.record import Report
from tests.reading import printed

UNITS = ("元", "千元", "百元", "万元", "十万元", "百万元", "千万元", "亿元", "万美元")
HEAD = "2023年度渔港维修项目绩效自评报告\n项目单位：白沙镇渔业站\n"


def read(folder: Path, text: str) -> Report:
    path = folder / "units.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    return gouji.read(path, lang="zh")[0]


def total(record: Report) -> tuple[object, ...]:
    (line,) = [row for row in record.budget if row.role == "total"]
    return printed(line.initial or line.adjusted), printed(line.spent)


@pytest.mark.parametrize("unit", UNITS)
def test_patterns_know_each_unit(unit: str) -> None:
    assert regex.fullmatch(YUAN, unit)
    assert regex.fullmatch(BRACKETED_YUAN, f"（单位：{unit}）")
    found = regex.search(UNIT_OF_MONEY, f"资金（{unit}）")
    assert found is not None and found["unit"] == unit


@pytest.mark.parametrize("words", ["五十万元以上的合同", "20万元以下", "多元共治", "教学单元", "元旦慰问"])
def test_amounts_and_other_words_are_no_units(words: str) -> None:
    assert regex.search(UNIT_OF_MONEY, words) is None


@pytest.mark.parametrize("unit", UNITS)
def test_a_table_counts_in_the_unit_above_it(tmp_path: Path, unit: str) -> None:
    rows = "项目\t年初预算\t全年执行\t执行率\n合计\t62.50\t60.00\t96%\n市级资金\t50.00\t48.00\t96%\n镇级资金\t12.50\t12.00\t96%\n"
    assert total(read(tmp_path, f"金额单位：{unit}\n{rows}")) == (f"62.50{unit}", f"60.00{unit}")


@pytest.mark.parametrize("unit", UNITS)
def test_the_head_of_a_table_names_its_unit(tmp_path: Path, unit: str) -> None:
    rows = f"资金（{unit}）\t年初预算数\t全年执行数\t执行率\n年度资金总额\t62.50\t60.00\t96%\n其中：财政拨款\t62.50\t60.00\t96%\n"
    assert total(read(tmp_path, rows)) == (f"62.50{unit}", f"60.00{unit}")


@pytest.mark.parametrize("unit", ["千元", "百万元", "亿元"])
def test_lines_under_a_declared_unit(tmp_path: Path, unit: str) -> None:
    assert total(read(tmp_path, f"一、资金情况（单位：{unit}）\n年初预算：62.50\n全年支出：60.00\n")) == (
        f"62.50{unit}",
        f"60.00{unit}",
    )
    assert total(read(tmp_path, f"年初预算（{unit}）：62.50　全年支出（{unit}）：60.00\n")) == (
        f"62.50{unit}",
        f"60.00{unit}",
    )
