"""Announced counts whose list is told as a sum."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji


def counted(folder: Path, text: str) -> list[tuple[str, str, list[str], str]]:
    """Each announced count: as printed, what it counts, its items, and what came of it."""
    paper = folder / "paper.txt"
    paper.write_text(f"某县饮水项目绩效自评报告\n一、基本情况\n{text}\n", encoding="utf-8")
    (report,) = gouji.read(paper)
    status = next((f.status for f in report.findings if f.rule == "announced-count"), "")
    return [(c.announced.text, c.subject, [item.text for item in c.items], status) for c in report.counts]


CASES = [
    (
        "2022年资金1240万元由三部分组成：省级水利发展资金800万元，对口支援资金360万元，县级配套80万元。",
        ("三部分", "", ["省级水利发展资金800万元", "对口支援资金360万元", "县级配套80万元"], "consistent"),
    ),
    (
        "中央资金2108万元分两批下达：第一批1265万元，第二批843万元。",
        ("两批", "", ["第一批1265万元", "第二批843万元"], "consistent"),
    ),
    (
        "水电物业78.6万元；活动展览92.4万元；图书购置31.5万元，三项共计202.5万元。",
        ("三项", "", ["水电物业78.6万元", "活动展览92.4万元", "图书购置31.5万元"], "consistent"),
    ),
    (
        "对照3个一级指标逐项打分：投入12分（满分15分），产出48.5分（满分50分），效果33分（满分35分），总分93.5分。",
        ("3个", "一级指标", ["投入12分", "产出48.5分", "效果33分"], "consistent"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_counts_of_sums(tmp_path: Path, text: str, expected: tuple[str, str, list[str], str]) -> None:
    assert expected in counted(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "2022年资金1240万元由两部分组成：省级水利发展资金800万元，对口支援资金360万元，县级配套80万元。",  # maybe of others
        "全年预算1240万元，支持5个乡镇：青岭乡800万元，石桥镇360万元，其他80万元。",
    ],
)
def test_a_count_of_others_is_not_accused(tmp_path: Path, text: str) -> None:
    assert all(status != "inconsistent" for *_, status in counted(tmp_path, text))
