"""Counts against lists of names with an amount each, of bodies that were set up, of points below a heading."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

CASES = [
    ("资金分解到四个乡镇：石门镇320万元，柳湾乡210万元，白沙镇160万元，青田乡90万元。", 0),
    ("资金分解到五个乡镇：石门镇320万元，柳湾乡210万元，白沙镇160万元，青田乡90万元。", 1),
    ("资金分到三个乡镇：石门镇320万元，柳湾乡210万元，白沙镇160万元，另留机动20万元。", 0),
    ("中心成立了采购、验收、财务三个小组，每周碰头。", 0),
    ("中心成立了采购、验收、财务四个小组，每周碰头。", 1),
    ("中心成立了由主任任组长、各科室参加的两个小组，每周碰头。", 0),
    ("二、存在的两个问题\n一是前期工作偏慢；二是资料归档不及时。", 0),
    ("二、存在的两个问题\n一是前期工作偏慢；二是资料归档不及时；三是宣传不够。", 1),
]


@pytest.mark.parametrize(("words", "wrong"), CASES)
def test_count(words: str, wrong: int, tmp_path: Path) -> None:
    """A count that is not that of its list is told, another one is not."""
    path = tmp_path / "report.txt"
    path.write_text(f"清河县2022年度小型水利项目绩效自评报告\n一、实施情况\n{words}\n", encoding="utf-8")
    found = [f for f in gouji.read(path)[0].findings if f.status == "inconsistent"]
    assert [f.rule for f in found] == ["announced-count"] * wrong
