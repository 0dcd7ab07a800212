"""Amounts in characters beside the same in digits (大写, 小写), and telephone numbers with brackets and an extension."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.extract.covers.contact_leaf import contact_leaf
from gouji.schemas.traced import Traced

TEXT = "2023年度水渠清淤项目绩效自评报告\n项目单位：柳林乡水利站\n年初预算900,000.00元。{said}\n自评得分95.5分。\n"


@pytest.mark.parametrize(
    "said",
    [
        "合同价款（大写）：人民币{words}元整（小写：¥{digits}）",
        "合同价款小写：¥{digits}，大写：{words}元整",
        "合同价款¥{digits}（大写：人民币{words}元整）",
        "合同价款（大写）{words}元整（小写）¥{digits}",
    ],
)
@pytest.mark.parametrize(("digits", "status"), [("763,000.00", "consistent"), ("736,000.00", "inconsistent")])
def test_an_amount_in_characters_and_in_digits(tmp_path: Path, said: str, digits: str, status: str) -> None:
    path = tmp_path / "twice.txt"
    path.write_text(TEXT.format(said=said.format(words="柒拾陆万叁仟", digits=digits)), encoding="utf-8")
    findings = gouji.read(path, lang="zh")[0].findings
    assert status in {finding.status for finding in findings if finding.rule in ("same-figure", "unit-scale")}
    assert status == "inconsistent" or "inconsistent" not in {finding.status for finding in findings}


def test_brackets_and_extension_of_a_number() -> None:
    leaf = contact_leaf("contact_phone", Traced.plain("（0700）0005555转12"))
    assert leaf is not None
    assert leaf.value == "（0700）0005555转12"
