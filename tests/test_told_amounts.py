"""Figures that take their meaning from what stands around them: a unit above, points without 分, words in a cell."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.normalize.figures.quantities import find_quantities
from gouji.schemas.record import BudgetRow, Report
from tests.reading import passed

COLUMNS = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance", "weight", "score")


def read(words: str, folder: Path) -> Report:
    path = folder / "a.txt"
    path.write_text(words + "\n", encoding="utf-8")
    (report,) = gouji.read(path, lang="zh")
    return report


def money(row: BudgetRow) -> dict[str, str]:
    return {name: leaf.value.canonical for name in COLUMNS if (leaf := getattr(row, name)) is not None and leaf.value}


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["支出明细如下（单位：万元）：", "宣传推广 132.40", "场地租赁 66.00"], ["1324000.00", "660000.00"]),
        (["二、支出情况（金额单位：元）", "冬季取暖 71,840.00；校舍维修 16,000.00"], ["71840.00", "16000.00"]),
        (["各项支出（万元）：", "宣传推广 132.40"], ["1324000.00"]),
        (
            ["支出明细（单位：万元）：", "经过统计，情况良好。", "宣传推广 132.40"],
            ["132.4"],
        ),  # a sentence ends the list
        (["支出明细（单位：万元）：", "修缮校舍 12 栋"], ["12"]),  # what is counted is no money
        (["宣传推广 132.40"], ["132.4"]),
    ],
)
def test_short_lines_have_the_unit_that_stands_above(lines: list[str], wanted: list[str]) -> None:
    found = [f.found.quantity.canonical for part in passed(*lines) for f in part.figures]
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("得分：预算执行10/10，产出49/50。", ["10", "10", "49", "50"]),
        ("执行10/10；数量15/15；质量9/10", ["10", "10", "15", "15", "9", "10"]),
        ("评分情况：立项9.5（10）；资金17（20）。", ["9.5", "10", "17", "20"]),
        ("全村2/3的农户已改厕", []),
        ("得分构成：（1）决策9.5；（2）过程18", ["9.5", "18"]),
        ("见附件（3）。", []),
        ("45万元/40万元/100%", ["45", "40", "100"]),
        ("巡查5次/10万公顷", ["5"]),
    ],
)
def test_points_are_figures_where_points_are_told(text: str, wanted: list[str]) -> None:
    assert [found.quantity.number for found in find_quantities(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("年末结余△13.60万元", ["-136000.00"]),
        ("预算贰佰万圆整", ["2000000.00"]),
        ("支出壹佰捌拾陸萬肆仟圓整", ["1864000.00"]),
        ("支出壹佰壹拾贰万叁仟肆佰伍拾陆元柒角捌分", ["1123456.78"]),
        ("支出叁仟元伍角", ["3000.50"]),
        ("支出叁仟元零捌分", ["3000.08"]),
        ("支出64218元3角7分，结余1781元6角3分", ["64218.37", "1781.63"]),
        ("圆满完成3项", ["3"]),
    ],
)
def test_amounts_as_accountants_and_cheques_write_them(text: str, wanted: list[str]) -> None:
    assert [found.quantity.canonical for found in find_quantities(text)] == wanted


def test_a_label_may_have_the_unit() -> None:
    (part,) = passed("年初预算数（万元）：200.00；实际支出（万元）：186.40；执行率（%）：93.20；参训人数（人）：126")
    assert [(f.found.kind, f.found.quantity.canonical) for f in part.figures] == [
        ("money", "2000000.00"), ("money", "1864000.00"), ("rate", "93.2"), ("bare", "126")
    ]  # fmt: skip


def test_cells_of_a_form_tell_in_words(tmp_path: Path) -> None:
    form = "\n".join(
        [
            "项目支出绩效自评表", "单位：元",
            "项目名称\t冬季取暖补助", "资金情况\t年初预算\t全年预算\t实际支出\t执行率",
            "年度资金总额\t96,000.00\t96,000.00\t91,200.00\t95.00%",
            "支出明细\t煤炭61,200.00元（51吨，每吨1,200元）；锅炉检修12,000.00元；电费18,000.00元",
        ]
    )  # fmt: skip
    rows = {row.name.value: money(row) for row in read(form, tmp_path).budget if row.role == "subproject"}
    assert {name: row["spent"] for name, row in rows.items() if name} == {
        "煤炭": "61200.00",
        "锅炉检修": "12000.00",
        "电费": "18000.00",
    }


def test_what_stands_before_the_first_heading_is_told_too(tmp_path: Path) -> None:
    words = "为检验资金使用效果，我局对2023年度校园安保项目开展了自评。该项目全年预算420.00万元，实际支出399.00万元，执行率95.00%。"
    report = read(
        f"校园安保项目绩效自评报告\n{words}\n一、产出情况\n配备保安126名。\n二、结论\n自评得分96分。", tmp_path
    )
    total = next(row for row in report.budget if row.role == "total")
    assert money(total)["adjusted"] == "4200000.00"
    assert money(total)["spent"] == "3990000.00"
