"""A relation that a row of the budget and the text's own words both find is told once."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

HEAD = "项目支出绩效自评报告\n项目名称：档案库房改造项目\n填报日期：2024年3月12日\n一、资金情况\n"


def found(words: str, folder: Path) -> list[tuple[str, str]]:
    path = folder / "a.txt"
    path.write_text(HEAD + words + "\n", encoding="utf-8")
    (report,) = gouji.read(path, lang="zh")
    return [
        (f.rule, f.status)
        for f in report.findings
        if f.rule in ("execution-rate", "growth", "balance", "product", "share", "adjusted-budget")
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("项目全年预算420.00万元，实际支出399.00万元，执行率95.00%。", [("execution-rate", "consistent")]),
        (
            "项目年初预算186.00万元，年中核减12.75万元，调整后预算173.25万元，实际支出160.43万元，执行率94.28%。",
            [("execution-rate", "inconsistent"), ("adjusted-budget", "consistent")],
        ),
        (
            "项目全年预算860.40万元，实际支出817.38万元，执行率95.00%，结余43.02万元。",
            [("execution-rate", "consistent"), ("balance", "consistent")],
        ),
    ],
)
def test_each_relation_is_told_once(words: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    assert sorted(found(words, tmp_path)) == sorted(expected)
