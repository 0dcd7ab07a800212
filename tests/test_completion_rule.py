"""A rate of completion is checked as one: done over planned, in any unit; a share of a whole is not."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

CASES = [
    ("计划改造旱厕640座，实际完成512座，完成率80%。", "execution-rate", "consistent"),
    ("计划改造旱厕640座，实际完成512座，完成率100%。", "execution-rate", "inconsistent"),
    ("全年受理投诉640件，其中电话投诉512件，占80%。", "share", "consistent"),
]


@pytest.mark.parametrize(("sentence", "rule", "status"), CASES)
def test_rule(sentence: str, rule: str, status: str, tmp_path: Path) -> None:
    """The finding stands under the rule that the rate's own words name."""
    path = tmp_path / "report.txt"
    path.write_text(f"2023年度农村改厕项目绩效自评报告\n一、完成情况\n{sentence}\n", encoding="utf-8")
    found = [f for report in gouji.read(path) for f in report.findings if f.rule in ("execution-rate", "share")]
    assert [(f.rule, f.status) for f in found] == [(rule, status)]
