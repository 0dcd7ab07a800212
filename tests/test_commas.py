"""Commas that were read as points are restored where the page has room for one; points of figures and lists stay, as
do specks."""

from __future__ import annotations

import pytest

from gouji.normalize.edits import apply_edits
from gouji.normalize.text.lost_commas import lost_commas
from gouji.schemas.glyph import Glyph
from gouji.schemas.traced import Traced

EM = 14.0


def set_in_type(text: str, speck: str = "¤") -> Traced:
    """A line in which a Chinese character or a stop is one EM wide, anything else a half; `speck` is a point between two of them."""
    x, glyphs = 80.0, []
    for index, char in enumerate(text):
        point = char == "." and not (text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit())
        width = 0.0 if char == speck else EM if ord(char) > 0x2E7F or point else EM / 2
        glyphs.append(Glyph("." if char == speck else char, 0.98, (), 1, (x, 100.0, x + max(width, 1.0), 100.0 + EM)))
        x += width
    return Traced.of(glyphs)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("项目整体实施情况良好.自评总分91.5分", "项目整体实施情况良好，自评总分91.5分"),
        ("年初预算4.34万元.调整后预算为5.04万元.执行率96.8%.结余资金0.11万元", "年初预算4.34万元，调整后预算为5.04万元，执行率96.8%，结余资金0.11万元"),
        ("经自查自评.2021年完成良好", "经自查自评，2021年完成良好"),
        ("一.项目基本情况说明如下", "一.项目基本情况说明如下"),
        ("1.诊疗设备购置费的执行", "1.诊疗设备购置费的执行"),
        ("执行率为96.8的一个子项目", "执行率为96.8的一个子项目"),
        ("可持续影¤响指标完成情况", "可持续影.响指标完成情况"),
        ("本年度实施3个采购项目.，分别为", "本年度实施3个采购项目，分别为"),
        ("支出30.2.，结余", "支出30.2.，结余"),
        ("满意.度", "满意.度"),  # too few pairs to measure
    ],
)
def test_lost_commas(read: str, meant: str) -> None:
    text = set_in_type(read)
    assert apply_edits(text, list(lost_commas(text)))[0].text == meant


def test_plain_text_has_no_positions() -> None:
    assert not list(lost_commas(Traced.plain("项目整体实施情况良好.自评总分91.5分")))
