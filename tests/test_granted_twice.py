"""One grant of one document has one amount."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

TEXT = """青岭市2022年度公共图书馆专项绩效自评报告
一、资金下达。根据岭财教〔2022〕17号文件，下达省级公共文化服务补助资金{first}万元。
{between}
二、资金到位。省级公共文化服务补助资金（岭财教〔2022〕17号）{second}万元已全部到位。
"""


def _wrong(tmp_path: Path, **words: str) -> list[str]:
    path = tmp_path / "report.txt"
    path.write_text(TEXT.format(**words), encoding="utf-8")
    record = next(iter(gouji.read(path, lang="zh")))
    return [f.rule for f in record.findings if f.status == "inconsistent"]


@pytest.mark.parametrize(
    ("first", "second", "wrong"), [("38", "36", True), ("38", "38", False), ("38.00", "38", False)]
)
def test_two_amounts_of_one_document(tmp_path: Path, first: str, second: str, wrong: bool) -> None:
    """The amount that the document gave is not another one where it arrives."""
    assert ("same-figure" in _wrong(tmp_path, first=first, second=second, between="")) is wrong


def test_another_sum_of_one_document_is_none(tmp_path: Path) -> None:
    """A document may give money for several things; only that of one name is one amount."""
    told = _wrong(tmp_path, first="38", second="38", between="县级配套资金（岭财教〔2022〕17号）12万元。")
    assert "same-figure" not in told
