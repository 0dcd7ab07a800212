"""Indicators of running prose: name, target, result, points and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.schemas.leaf import QuantityLeaf, TextLeaf

HEAD = "2024年度项目支出绩效自评报告\n一、绩效目标完成情况\n"
TOLD = [
    (
        "（一）产出指标\n1.数量指标：太阳能路灯计划安装240盏，实际安装246盏。",
        ("太阳能路灯", "240盏", "246盏", None, None),
    ),
    ("（二）满意度指标\n家长满意度96.3%（目标95%以上），得10分。", ("家长满意度", "95%以上", "96.3%", "10分", None)),
    ("公交正点率95.1%，目标值为不低于94%。", ("公交正点率", "不低于94%", "95.1%", None, None)),
    (
        "管网漏损率目标≤10%，实际12.3%，分值5分，得4分，主要原因是老城区管网年久失修。",
        ("管网漏损率", "≤10%", "12.3%", "4分", "老城区管网年久失修"),
    ),
    ("绩效目标：建设冷库12座。\n完成情况：建设冷库13座，全部投用。", ("建设冷库", "12座", "13座", None, None)),
]
NONE = [
    "发放问卷300份，收回288份，回收率96%。",
    "全年接待群众1,286人次，较上年的1,102人次增长16.7%。",
    "全镇共有村民小组126个，其中已接通自来水的118个。",
]


def _shown(leaf: QuantityLeaf | TextLeaf | None) -> str | None:
    if leaf is None:
        return None
    return leaf.text if isinstance(leaf, QuantityLeaf) else leaf.value


def _indicators(said: str, path: Path) -> list[tuple[str | None, ...]]:
    file = path / "报告.txt"
    file.write_text(HEAD + said + "\n", encoding="utf-8")
    found = [each for each in gouji.read(file, lang="zh")[0].indicators if each.source == "prose"]
    return [tuple(map(_shown, (i.name, i.target, i.actual, i.score, i.deviation))) for i in found]


@pytest.mark.parametrize(("said", "indicator"), TOLD)
def test_an_indicator_of_the_prose(said: str, indicator: tuple[str | None, ...], tmp_path: Path) -> None:
    found = _indicators(said, tmp_path)
    assert len(found) == 1
    assert str(found[0][0]).startswith(str(indicator[0]))
    assert found[0][1:] == indicator[1:]


@pytest.mark.parametrize("said", NONE)
def test_figures_without_a_target_are_no_indicators(said: str, tmp_path: Path) -> None:
    assert _indicators(said, tmp_path) == []
