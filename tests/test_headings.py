"""Headings, also as OCR misreads them."""

from __future__ import annotations

import pytest

from gouji.normalize.layout.headings import heading


@pytest.mark.parametrize(
    ("text", "level", "number", "words"),
    [
        ("一、项目概况", 1, "一", "项目概况"),
        ("-、 项目概况", 1, "一", "项目概况"),
        ("十二、其他", 1, "十二", "其他"),
        ("。一、基本情况", 1, "一", "基本情况"),
        ("·（二）绩效目标", 2, "二", "绩效目标"),
        ("三，项目组织管理情况", 1, "三", "项目组织管理情况"),
        ("四.绩效目标完成情况", 1, "四", "绩效目标完成情况"),
        ("（一）投入", 2, "一", "投入"),
        ("(一 )投入", 2, "一", "投入"),
        ("1.资金到位", 3, "1", "资金到位"),
        ("1。 资金到位", 3, "1", "资金到位"),
        ("2．资金到位", 3, "2", "资金到位"),
        ("（1）到位率", 4, "1", "到位率"),
        ("①到位率", 4, "①", "到位率"),
        ("(-)投入", 2, "一", "投入"),
        ("l.资金到位", 3, "1", "资金到位"),
        ("第一部分　项目概况", 0, "一", "项目概况"),
        ("第二章 资金使用", 0, "二", "资金使用"),
        ("2.1全年预算426.00万元，支出401.20万元。", 3, "2.1", "全年预算426.00万元，支出401.20万元。"),
        ("3.2.1 补贴发放", 3, "3.2.1", "补贴发放"),
        ("2资金", 2, "2", "资金"),
    ],
)
def test_headings(text: str, level: int, number: str, words: str) -> None:
    found = heading(text)
    assert found is not None
    assert (found.level, found.number, text[found.end :]) == (level, number, words)


@pytest.mark.parametrize(
    "text", ["1.7倍", "2022年，我中心", "（二期）项目", "一是管理更规范", "一体化设备", "3", "12.5万元用于采购", "—2—", "一，二年级", "三，是项目资金到位不及时。", "。另一方面", "l.5万元", "I级响应", "2.1万元已支付", "3.5公里道路", "2.5个百分点", "3个村", "第一部分 概况……12"]
)
def test_no_headings(text: str) -> None:
    assert heading(text) is None


@pytest.mark.parametrize(("text", "place"), [("二十一、其他", 21), ("（三）投入", 3), ("12.资金到位", 12), ("③到位率", 3), ("(-)投入", 1), ("2.3预算执行", 3)])
def test_heading_number_as_an_integer(text: str, place: int) -> None:
    found = heading(text)
    assert found is not None and found.place == place


def test_a_number_as_on_cheques_is_a_chapters() -> None:
    found = heading("叁、做成的事")
    assert found is not None
    assert (found.level, found.number, found.place) == (1, "三", 3)
    assert heading("叁拾万元") is None
