"""The year that a title writes with any zero, and the date before another label on the same line."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from tests.reading import value

TEXT = "{year}年度水渠清淤经费绩效自评报告\n\n项目单位：柳林乡水利站\n\n年初预算{amount}，全年支出{amount}，执行率100%。清淤水渠12公里。\n\n{date}\n"


@pytest.mark.parametrize("year", ["二〇二二", "二○二二", "二◯二二", "二零二二", "二0二二", "2022"])
def test_the_year_of_a_title_in_words(tmp_path: Path, year: str) -> None:
    path = tmp_path / "year.txt"
    path.write_text(TEXT.format(year=year, amount="四十七万元", date="柳林乡水利站"), encoding="utf-8")
    assert value(gouji.read(path, lang="zh")[0].cover.fiscal_year) == "2022"


@pytest.mark.parametrize(
    "line",
    [
        "填报日期：2023年2月6日    审核日期：2023年2月9日",
        "填报人：欧阳川  填报日期：2023-02-06  复核时间：2023-02-09",
        "填报日期：February 6, 2023",
    ],
)
def test_the_date_before_another_label(tmp_path: Path, line: str) -> None:
    path = tmp_path / "date.txt"
    path.write_text(TEXT.format(year="2022", amount="47万元", date=line), encoding="utf-8")
    assert value(gouji.read(path, lang="zh")[0].cover.report_date) == "2023-02-06"
