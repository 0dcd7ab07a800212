"""Amounts as people speak them and as machines print them: 12万8千7百元, 1亿1,835万元, 九成五, 85W, 1.25E+07, 15.00-, (24.00)."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.normalize.figures.quantities import find_quantities, parse_quantity
from gouji.ocr.text.visible_glyphs import visible_glyphs
from gouji.schemas.record import Report
from tests.reading import printed

HEAD = "2023年度晒场维修项目自评报告\n项目单位：榆树乡人民政府\n"


def read(folder: Path, text: str) -> Report:
    path = folder / "spoken.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    return gouji.read(path, lang="zh")[0]


def total(record: Report) -> tuple[object, ...]:
    (line,) = [row for row in record.budget if row.role == "total"]
    return printed(line.initial or line.adjusted), printed(line.spent), printed(line.balance)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("8万6千元", ["86000.00"]),
        ("8万6千4百元和2千5百元", ["86400.00", "2500.00"]),
        ("6万零4百元", ["60400.00"]),
        ("3亿2,460万元", ["324600000.00"]),
        ("3亿2,460.75万元，3亿元", ["324607500.00", "300000000.00"]),
        ("4千2百亩", ["4200"]),
        ("7百元", ["700.00"]),
        ("八成五的农户，七成以上", ["85", "70"]),
        ("六成半", ["65"]),
        ("四成，五项", ["40", "5"]),
        ("2.4×10⁴立方米", ["24000"]),
        ("8.64E+06元", ["8640000.00"]),
        ("编号2E5，第3E+1号楼", []),
    ],
)
def test_one_figure_of_several_parts(text: str, canonical: list[str]) -> None:
    assert [found.quantity.canonical for found in find_quantities(text)] == canonical


def test_a_power_of_ten_shows_its_first_digits() -> None:
    quantity = parse_quantity("8.64E+06", "元")
    assert quantity is not None
    assert (quantity.canonical, quantity.approximate) == ("8640000.00", True)


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ("预算调整\t12.50-\t", "预算调整\t-12.50\t"),
        ("预算调整        12.50-", "预算调整        -12.50"),
        ("90.00\t(7.50)\t82.50", "90.00\t-7.50\t82.50"),
        ("| 90.00 | （1,007.50） | 82.50 |", "| 90.00 | -1,007.50 | 82.50 |"),
        ("项目管理  （20.00）", "项目管理  （20.00）"),
        ("12.50-15.00  20.00", "12.50-15.00  20.00"),
        ("12.50--", "12.50--"),
        ("编号 2023-", "编号 2023-"),
    ],
)
def test_a_minus_behind_or_around_an_amount(row: str, shown: str) -> None:
    glyphs = visible_glyphs(row, 1)
    assert "".join(glyph.char for glyph in glyphs) == shown
    assert sorted("".join(glyph.read for glyph in glyphs)) == sorted(row)


@pytest.mark.parametrize("minus", ["7.50-", "(7.50)", "-7.50"])
def test_the_adjustment_of_a_table(tmp_path: Path, minus: str) -> None:
    rows = f"金额单位：万元\n项目\t年初预算\t预算调整\t调整后预算\t实际支出\n合计\t90.00\t{minus}\t82.50\t80.00\n县级资金\t90.00\t{minus}\t82.50\t80.00\n"
    (line,) = [row for row in read(tmp_path, rows).budget if row.role == "total"]
    assert printed(line.adjustment) == "-7.50万元"


def test_a_list_of_fields_under_a_caption_that_names_one(tmp_path: Path) -> None:
    lines = "预算指标执行情况表        金额单位：万元\n\n年初预算        90.00\n预算调整        7.50-\n调整后预算      82.50\n实际支出        80.00\n结余            2.50\n"
    (line,) = read(tmp_path, lines).budget
    assert (printed(line.adjustment), printed(line.spent), printed(line.balance)) == (
        "-7.50万元",
        "80.00万元",
        "2.50万元",
    )


@pytest.mark.parametrize("unit", ["W", "w", "万"])
def test_amounts_without_yuan(tmp_path: Path, unit: str) -> None:
    said = f"今年预算批了90{unit}，花了82.5{unit}，剩7.5{unit}退回。灯具功率60W。\n"
    labels = f"预算：90{unit}\n支出：82.5{unit}\n结余：7.5{unit}\n灯具功率：60W\n"
    printed_unit = "万元"
    for text in (said, labels):
        record = read(tmp_path, text)
        assert total(record) == (f"90{printed_unit}", f"82.5{printed_unit}", f"7.5{printed_unit}")
        assert [printed(fact.value) for fact in record.facts] == ["60W"]
