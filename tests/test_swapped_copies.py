"""A figure told again with two of its digits swapped."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

HEAD = "松阳乡2022年度河道保洁项目绩效自评报告\n"
PROVEN = "一、项目完成情况。全年清理河岸418.6公里，其中干流182.4公里、支流236.2公里。年初预算260万元，支出{spent}元，结余{left}元。\n"


def _wrong(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "report.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    record = next(iter(gouji.read(path, lang="zh")))
    return [f.rule for f in record.findings if f.status == "inconsistent"]


@pytest.mark.parametrize(
    ("again", "told"),
    [
        ("二、自评结论。目标完成较好：河岸清理481.6公里，群众满意度95%。", ["same-figure"]),
        ("二、自评结论。目标完成较好：河岸清理418.6公里，群众满意度95%。", []),
        ("二、相邻河道。全年另清理河床481.6公里，由下游乡镇负责。", []),
        ("二、相邻项目。另一标段的护栏粉刷481.6公里，由交通部门负责。", []),
        ("二、问题。不足之处有两点：其一，结余资金65,870.00元未及时统筹。", ["same-figure"]),
        ("二、问题。不足之处有两点：其一，结余资金68,570.00元未及时统筹。", []),
    ],
)
def test_swapped_digits_of_one_thing_are_told(tmp_path: Path, again: str, told: list[str]) -> None:
    assert _wrong(tmp_path, PROVEN.format(spent="2,531,430.00", left="68,570.00") + again) == told
