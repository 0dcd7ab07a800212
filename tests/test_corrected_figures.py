"""Figures that a report takes back, what it puts in their place, and what it forgot to reckon anew."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.extract.statements.corrected_figures import corrections
from gouji.extract.statements.figure_context import contexts
from tests.reading import passed

HEAD = "2024年度项目支出绩效自评报告（更正稿）\n项目名称：医院设备\n项目单位：临溪县医院\n"
CASES = [
    ("年初预算250万元。原报告误填支出242.5万元，经复核更正为232.5万元，更正后执行率93%。", "2325000", 0),
    ("年初预算250万元。原报告误填支出242.5万元，经复核更正为232.5万元，更正后执行率97%。", "2325000", 1),
    (
        "预算160万元。原自评表填列支出140.8万元，其中4.8万元属上年，现将本年支出更正为136万元，更正后预算执行率88%。",
        "1360000",
        1,
    ),
]


@pytest.mark.parametrize(("said", "spent", "wrong"), CASES)
def test_the_new_figure_takes_the_place_of_the_old_one(said: str, spent: str, wrong: int, tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_text(HEAD + said + "\n", encoding="utf-8")
    record = gouji.read(file, lang="zh")[0]
    total = next(line for line in record.budget if line.role == "total")
    assert total.spent is not None and total.spent.value is not None
    assert total.spent.value.amount == int(spent)
    assert len([f for f in record.findings if f.status == "inconsistent"]) == wrong


@pytest.mark.parametrize(
    ("said", "pairs"),
    [
        ("初稿填写结余27.5万元有误，现订正为17.5万元。", 1),
        ("年初预算150万元，调整为120万元。", 0),
        ("原计划培训40人次，核实为42人次。", 0),
        ("上年支出90万元，修正为86万元。", 0),
    ],
)
def test_only_words_that_take_a_figure_back_do(said: str, pairs: int) -> None:
    assert len(list(corrections(contexts(passed(said))))) == pairs
