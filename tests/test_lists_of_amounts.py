"""Names with an amount beside each, printed without a ruling: a table of two columns."""

from __future__ import annotations

import pytest

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page
from gouji.tables.lists_of_amounts import find_lists_of_amounts

EM, PITCH = 12.0, 20.0
Entry = tuple[str, float, str, float]


def line(text: str, left: float, top: float) -> Line:
    glyphs, x = [], left
    for char in text:
        wide = EM if ord(char) > 0x2E80 else EM / 2
        glyphs.append(Glyph(char, 0.99, page=1, box=(x, top, x + wide, top + EM)))
        x += wide
    return Line(glyphs, 1, (left, top, x, top + EM))


def page(entries: list[tuple[str, str]], right: float = 300.0, indent: float = 0.0) -> Page:
    lines = [line("支出构成见下表，单位为万元。本页其余为文字。", 80.0, 60.0)]
    for row, (name, amount) in enumerate(entries, 1):
        top = 60.0 + PITCH * row
        lines += [line(name, 90.0 + (indent if row > 2 else 0.0), top), line(amount, right - EM / 2 * len(amount), top)]
    return Page(1, 595.0, 842.0, lines=lines, kind="digital")


def cells(found: Page) -> list[list[str]]:
    return [
        [" ".join(part.text for part in cell.lines) for cell in grid.cells] for grid in found.tables
    ]


ENTRIES = [("支出项目", "决算数"), ("河道保洁", "1,204.60"), ("堤防维修养护", "88.00"), ("监测设备更新", "306.75")]


@pytest.mark.parametrize("indent", [0.0, 24.0])
def test_names_and_amounts_are_a_table_with_their_head(indent: float) -> None:
    found = find_lists_of_amounts(page(ENTRIES, indent=indent))
    assert cells(found) == [[word for entry in ENTRIES for word in entry]]
    assert [each.text for each in found.lines] == ["支出构成见下表，单位为万元。本页其余为文字。"]


def test_without_a_head_too() -> None:
    assert cells(find_lists_of_amounts(page(ENTRIES[1:]))) == [[word for entry in ENTRIES[1:] for word in entry]]


@pytest.mark.parametrize(
    "entries",
    [
        [("一、单位概况", "1"), ("二、资金使用情况", "3"), ("三、绩效目标完成情况", "5"), ("四、存在问题", "12")],  # contents
        [("填报人：", "4821"), ("联系电话：", "5530417"), ("邮编：", "330100")],  # labels and their values
        ENTRIES[1:3],  # too few
    ],
)
def test_what_is_no_list_of_amounts(entries: list[tuple[str, str]]) -> None:
    assert find_lists_of_amounts(page(entries)).tables == []


def test_names_that_reach_their_amounts_are_prose() -> None:
    assert find_lists_of_amounts(page([(name * 3, amount) for name, amount in ENTRIES[1:]], right=290.0)).tables == []
