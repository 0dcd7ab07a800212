"""The head of a table stands in no section's text; what only looks like one, or stands elsewhere, does."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Document, Line, Page, Reader
from gouji.schemas.record import Report
from tests.tables import HEIGHT, WIDTH, grid

EM = 12.0
ROWS = ["子项目 | 年初预算（万元） | 调整后预算 | 实际支出 | 执行率", "甲 | 1.00 | 1.00 | 1.00 | 100%", "合计 | 1.00 | 1.00 | 1.00 | 100%"]


def line(text: str, y: float) -> Line:
    """Long lines fill the page, others are set in by two characters."""
    left = 80 + (0 if len(text) > 30 else 2 * EM)
    glyphs = [Glyph(char, 0.99, page=1, box=(left + EM * i, y, left + EM * (i + 1), y + EM)) for i, char in enumerate(text)]
    return Line(glyphs, 1, (left, y, left + EM * len(text), y + EM))


def read(above: list[str], below: list[str]) -> Report:
    """Lines, a table, lines; the sections are the first line's and what follows it."""
    table = grid(ROWS)
    top = 100 + 24 * len(above)
    for cell in table.cells:
        assert cell.box is not None
        x0, y0, x1, y1 = cell.box
        cell.box = (x0, y0 + top, x1, y1 + top)
    table.box = (0.0, top, WIDTH * 5, top + HEIGHT * 3)
    lines = [line(text, 100 + 24 * i) for i, text in enumerate(above)]
    lines += [line(text, top + HEIGHT * 3 + 12 + 24 * i) for i, text in enumerate(below)]
    document = Document("t.pdf", "0" * 64, "scanned", [Page(1, 595, 842, "scanned", lines, tables=[table])], Reader("test", "test", "1"))
    return gouji.understand(document, lang="zh")


FULL = "预期产出和效果符合正常的业绩水平资金分配依据充分与单位实际相适应绩效目标明确"
SAID = "资金安排及支出情况详见下表。"
HEADS = [["表1 2023年项目资金执行情况", "单位：万元"], ["项目支出绩效自评表", "（2023年度）", "填报单位：澄湖市体育馆"], ["附件1：资金明细", "金额单位：人民币万元"]]


@pytest.mark.parametrize("head", HEADS)
def test_the_head_of_a_table_is_no_part_of_the_section(head: list[str]) -> None:
    report = read(["一、资金情况", SAID, *head], ["本年度没有追加预算。", FULL[:29], *[FULL] * 6])
    (section,) = report.sections
    assert section.text == f"{SAID}\n本年度没有追加预算。\n{FULL[:29]}{FULL * 6}"
    assert all("".join(text.split()) in "".join(report.document.pages[0].text.split()) for text in head)


@pytest.mark.parametrize("words", ["资金执行情况见下表", "其中：财政资金按进度拨付", "（二）支出情况"])
def test_what_is_no_head_stays(words: str) -> None:
    report = read(["一、资金情况", SAID, words], [])
    told = [report.sections[0].text, *(str(child.title.value) for child in report.sections[0].children)]
    assert any(words.removeprefix("（二）") in each for each in told)


def test_a_unit_below_the_table_stays() -> None:
    (section,) = read(["一、资金情况", SAID], ["单位：万元"]).sections
    assert section.text.endswith("单位：万元")
