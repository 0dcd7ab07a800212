"""The day up to which the spending is told, and the day of the report, against the year of the report."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.schemas.record import Finding

REPORT = """水库管护项目支出绩效自评报告
预算年度：2031年度
一、资金情况
2031年年初预算420.00万元，资金全部到位。{told}预算执行率96.00%。
二、自评结论
项目自评得分96分。
                                   {signed}
"""


def findings(folder: Path, told: str, signed: str = "2032年2月6日") -> list[Finding]:
    path = folder / "report.txt"
    path.write_text(REPORT.format(told=told, signed=signed), encoding="utf-8")
    report = gouji.read(path, lang="zh")[0]
    return [f for f in report.findings if f.rule == "fiscal-year"]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("截至2030年12月31日，实际支出403.20万元，", "inconsistent"),
        ("截止2030年12月底，项目支出403.20万元，结余16.80万元，", "inconsistent"),
        ("截至2031年12月31日，实际支出403.20万元，", "consistent"),
        ("截至2032年1月底，实际支出403.20万元，", "consistent"),
    ],
)
def test_the_day_of_the_spending_is_not_before_the_year(tmp_path: Path, told: str, status: str) -> None:
    (found,) = [f for f in findings(tmp_path, told) if "截至" in f.message]
    assert (found.status, found.fields[0]) == (status, "/spent_until")


@pytest.mark.parametrize(
    "told",
    [
        "截至2030年12月31日，工程累计支出403.20万元，2031年实际支出403.20万元，",
        "截至2030年12月31日，前期支出118.50万元。2031年实际支出403.20万元，",
        "截至2030年12月31日，水位下降。2031年实际支出403.20万元，",
        "2031年实际支出403.20万元（截至2030年12月31日已立项），",
    ],
)
def test_other_days_say_nothing_of_the_year(tmp_path: Path, told: str) -> None:
    assert [f for f in findings(tmp_path, told) if "截至" in f.message] == []


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("注：表中数据截至2030年12月31日。", "inconsistent"),
        ("（注：本表统计数据截至2030年12月底。）", "inconsistent"),
        ("本次自评基准日为2030年12月31日。", "inconsistent"),
        ("注：本表“全年执行数”为截至2030年12月31日国库支付数。", "inconsistent"),
        ("注：表中数据截至2031年12月31日。", "consistent"),
        ("注：上年数为截至2030年12月31日的期末数。", None),
        ("截至2030年12月31日，全县共有水库41座。", None),
        ("注：管护人口数据截至2030年12月31日。", None),
        ("注：合同签订于2030年12月31日。", None),
    ],
)
def test_a_note_tells_the_day_of_the_figures(tmp_path: Path, note: str, status: str | None) -> None:
    told = "实际支出403.20万元。\n" + note + "\n"
    found = [f for f in findings(tmp_path, told) if "截至" in f.message]
    assert [(f.status, f.fields[0]) for f in found] == ([(status, "/spent_until")] if status else [])


@pytest.mark.parametrize(
    ("signed", "status", "severity"),
    [
        ("2032年2月6日", "consistent", "info"),
        ("2031年12月28日", "consistent", "warning"),
        ("2031年12月31日", "consistent", "info"),
        ("2031年12月16日", "inconsistent", "error"),
        ("2034年2月6日", "consistent", "warning"),
        ("2031年6月6日", "inconsistent", "error"),
    ],
)
def test_a_report_is_dated_behind_its_year_or_in_its_last_days(
    tmp_path: Path, signed: str, status: str, severity: str
) -> None:
    (found,) = findings(tmp_path, "实际支出403.20万元，", signed)
    assert (found.status, found.severity) == (status, severity)
