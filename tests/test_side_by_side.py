"""One amount printed behind the other in two units: the print itself says that they are one."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

HEAD = "青岭县渠道维护项目绩效自评报告\n（2022年度）\n一、资金情况\n"
CASES = [
    ("项目年度预算236.80万元（2,368,000元），支出220万元。", []),
    ("项目年度预算236.80万元（236,800元），支出220万元。", ["unit-scale"]),
    ("未支出资金24.86万元（248,600万元）结转下年。", ["same-figure"]),
    ("未支出资金24.86万元（248,600元）结转下年。", []),
    ("每户补助0.12万元，共补助12万元（1,200元/户），支出12万元。", []),
    ("补助100户，每户1,200元，合计12万元，支出12万元。", []),
    ("年度预算236.80万元，折合236,800元，支出220万元。", ["unit-scale"]),
    ("支出12万元（其中设备1.2万元）。", []),
]


@pytest.mark.parametrize(("text", "wrong"), CASES)
def test_amounts_side_by_side(tmp_path: Path, text: str, wrong: list[str]) -> None:
    path = tmp_path / "r.txt"
    path.write_text(HEAD + text + "\n", encoding="utf-8")
    (record,) = gouji.read(path, lang="zh")
    assert [f.rule for f in record.findings if f.status == "inconsistent"] == wrong
