"""Lists whose figures make up the count are breakdowns, and no lists of so many things."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji


@pytest.mark.parametrize(
    "text",
    [
        "公务用车保有量7辆，其中，主要领导用车0辆、机要通信用车0辆、应急保障用车0辆、其他用车7辆。",
        "局下设17个大队、4个中队、1个服务中心。",
        "由科信支队、警保处具体实施，设三个明细项目。",
    ],
)
def test_no_count_is_called_wrong(tmp_path: Path, text: str) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(f"某县公车管理项目绩效自评报告\n一、基本情况\n{text}\n", encoding="utf-8")
    (report,) = gouji.read(paper)
    assert [f.rule for f in report.findings if f.status == "inconsistent"] == []


def test_a_share_may_be_rounded_up_so_that_all_make_100(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(
        "某县支出情况说明\n一、支出\n支出合计24,169.74万元，其中基本支出15,844.04万元，占65.56%。\n", encoding="utf-8"
    )
    (report,) = gouji.read(paper)
    assert [f.rule for f in report.findings if f.status == "inconsistent"] == []
