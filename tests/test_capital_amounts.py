"""Amounts that are told again in capitals: held against the digits, and no line of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

HEAD = "2024年度项目支出绩效自评报告\n（项目单位：青溪县河湾镇人民政府）\n一、资金情况\n"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("全年支出：¥353,500.00（大写：叁拾伍万叁仟元整）。", 1),
        ("全年支出：¥353,500.00（大写：叁拾伍万叁仟伍佰元整）。", 0),
        ("合同金额（大写）壹佰贰拾万元整（小写）1,200,000元。", 0),
        ("年初预算贰拾肆万元（人民币）。全年支出230,000元。", 0),
        ("支付486,500.00元（人民币肆拾捌万陆仟元整），已入账。", 1),
    ],
)
def test_digits_and_capitals_of_one_amount_agree(said: str, wrong: int, tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_text(HEAD + said + "\n", encoding="utf-8")
    record = gouji.read(file, lang="zh")[0]
    found = [f for f in record.findings if f.rule in ("same-figure", "unit-scale") and f.status == "inconsistent"]
    assert len(found) == wrong
    assert not [line for line in record.budget if line.name and "写" in (line.name.value or "")]
