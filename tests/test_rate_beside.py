"""A rate in one line with both its figures is claimed, however far it is off."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

LINE = "1.河道清淤工程。年初预算850.60万元，调整后预算800.60万元，实际支出760.57万元，执行率{rate}。"


@pytest.mark.parametrize(("rate", "wrong"), [("97.20%", True), ("95.00%", False)])
def test_a_rate_beside_its_figures(tmp_path: Path, rate: str, wrong: bool) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(
        f"某县河道项目绩效自评报告\n一、资金情况\n{LINE.format(rate=rate)}\n2.护岸整治工程。调整后预算400万元，实际支出380万元，执行率95%。\n",
        encoding="utf-8",
    )
    (report,) = gouji.read(paper)
    assert ("execution-rate" in [f.rule for f in report.findings if f.status == "inconsistent"]) is wrong


def test_a_rate_copied_from_another_line_is_told(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(
        "某县水利项目绩效自评报告\n一、资金情况\n1.河道清淤工程。调整后预算320.00万元，实际支出300.16万元，执行率93.80%。\n"
        "2.护岸整治工程。调整后预算210.00万元，实际支出205.80万元，执行率93.80%。\n",
        encoding="utf-8",
    )
    (report,) = gouji.read(paper)
    assert [f.rule for f in report.findings if f.status == "inconsistent"] == ["execution-rate"]
