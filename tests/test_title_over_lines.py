"""Titles that are too long for their line, as pages print them."""

from __future__ import annotations

import pytest

from gouji.extract.covers.cover import cover
from gouji.schemas.glyph import Glyph
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.traced import Traced

LARGE, SMALL = 18.0, 12.0
BODY = "本单位负责全市桥梁的检测与养护，承担应急抢修任务，现将资金使用与绩效目标完成情况报告如下，请予审阅批复。"


def printed(text: str, top: float, size: float, middle: float = 300.0) -> Traced:
    left = middle - size * len(text) / 2
    return Traced.of([Glyph(c, 0.99, page=1, box=(left + size * i, top, left + size * (i + 1), top + size)) for i, c in enumerate(text)])


def title(*lines: tuple[str, float]) -> str | None:
    top, paragraphs = 80.0, []
    for text, size in lines:
        paragraphs.append(Paragraph(printed(text, top, size), "body"))
        top += 1.5 * size
    paragraphs.append(Paragraph(printed(BODY[:40], top + 10, SMALL), "body"))
    found = cover(paragraphs).title
    return None if found is None else found.value


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("柳泉市桥梁养护中心二〇二三年部门整体支出绩效自", "评报告"), "柳泉市桥梁养护中心二〇二三年部门整体支出绩效自评报告"),
        (("柳泉市桥梁养护中心关于病害桥梁加固改造项目绩效自评报", "告"), "柳泉市桥梁养护中心关于病害桥梁加固改造项目绩效自评报告"),
        (("关于危桥加固改造（二期）项目2023年度资金绩效自评", "情况的报告"), "关于危桥加固改造（二期）项目2023年度资金绩效自评情况的报告"),
        (("柳泉市桥梁养护中心", "部门整体支出绩效自评报告"), "柳泉市桥梁养护中心部门整体支出绩效自评报告"),
    ],
)  # fmt: skip
def test_lines_that_are_printed_as_one_title(lines: tuple[str, ...], whole: str) -> None:
    assert title(*((line, LARGE) for line in lines)) == whole


@pytest.mark.parametrize("below", ["（2023年度）", "一、基本情况", "填报单位：柳泉市桥梁养护中心"])
def test_what_stands_below_a_title_is_no_part_of_it(below: str) -> None:
    assert title(("危桥加固改造项目支出绩效自评报告", LARGE), (below, LARGE)) == "危桥加固改造项目支出绩效自评报告"


def test_a_line_of_smaller_print_is_another() -> None:
    assert title(("危桥加固改造项目绩效自评报告", LARGE), ("内部情况的报告", SMALL * 0.9)) == "危桥加固改造项目绩效自评报告"
