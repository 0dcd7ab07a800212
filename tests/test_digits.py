"""Malformed figures become the only figure that they can be; well-formed ones stay."""

from __future__ import annotations

import pytest

from normalize.characters import correct_characters
from normalize.width import fold_width
from schemas.glyph import Glyph
from schemas.traced import Traced

REPAIRED = [
    ("调整后预算 3o万元", "调整后预算30万元"),
    ("2 月 l2 日", "2月12日"),
    ("于2O23 年", "于2023年"),
    ("新建馆外流通点l2个", "新建馆外流通点12个"),
    ("共10O。", "共100。"),
    ("使用率99,38%。", "使用率99.38%。"),
    ("增加到87,89万次", "增加到87.89万次"),
    ("收益2,17亿元", "收益2.17亿元"),
    ("增长1,7倍", "增长1.7倍"),
    ("合格率99。5%", "合格率99.5%"),
    ("合格率10O0/0。", "合格率100%。"),
    ("占比98.6O/O，", "占比98.6%，"),
    ("顺利完成⒛21年项目", "顺利完成2021年项目"),
    ("1。 住房公积金", "1.住房公积金"),
    ("-、 项目概况", "一、项目概况"),
    ("—、项目概况", "一、项目概况"),
    ("第-季度", "第一季度"),
    ("预算12 .5万元", "预算12.5万元"),
    ("支出3690:14万元", "支出3690.14万元"),
    ("于2 022年完成", "于2022年完成"),
    ("二O二三年", "二〇二三年"),
    ("2023.3,13与供应商签订合同", "2023.3.13与供应商签订合同"),
    ("于2020年3月3.日签订合同，2020年4·月29日评审", "于2020年3月3日签订合同，2020年4月29日评审"),
    ("于2023,3.13签订", "于2023.3.13签订"),
    ("于2020年4月.9日签订合同，2020年·4月29日评审", "于2020年4月9日签订合同，2020年4月29日评审"),
    ("从上年99.63万起提高到21.38.万起，增长8.91·%", "从上年99.63万起提高到21.38万起，增长8.91%"),
    ("-体化净水设备", "一体化净水设备"),
    ("调整后预算32.61万。元，支出30.25。万元", "调整后预算32.61万元，支出30.25万元"),
    ("执行率93.30o", "执行率93.3%"),
    ("≥98.5o0", "≥98.5%"),
    ("93.3O", "93.30"),
    ("3.50o公里", "3.500公里"),
    ("。一、基本情况", "一、基本情况"),
    ("·（二）绩效目标", "（二）绩效目标"),
    ("项目到位资金共17 1.17万元", "项目到位资金共171.17万元"),
    ("从上年6.9 0万起降至4 3.69万起", "从上年6.90万起降至43.69万起"),
    ("自评总分91. 5分", "自评总分91.5分"),
    ("执行率为89.7%综上，2019年年初预算436.86万元", "执行率为89.7%。综上，2019年年初预算436.86万元"),
    ("结余资金0.46万元各子项目合计，年初预算160.99万元", "结余资金0.46万元。各子项目合计，年初预算160.99万元"),
    ("l.日常小修保养费。", "1.日常小修保养费。"),
    ("公路里程共1 244公里", "公路里程共1244公里"),
    ("合计2, 525,400元", "合计2,525,400元"),
    ("共52,829,04 4.9元", "共52,829,044.9元"),
    ("于20l7-11-12组织完成验收", "于2017-11-12组织完成验收"),
    ("于2020 .3.3 0完成评审，2019-0 3-17签订合同", "于2020.3.30完成评审，2019-03-17签订合同"),
    ("于20 18.3,1与供应商签订合同", "于2018.3.1与供应商签订合同"),
]

KEPT = [
    *["支出0.46万元，综上，", "l.2m", "合计1208.36 71.54 1283.50", "子项目1 20万元", "购置费341.6 39 35", "2020.3.3 5人参加", "2024-01-15 10点", "第2 100分"],
    *["12.300万元", "、一是", "。"],
    *["1.2.万家灯火工程", "投入3.5。万元以上的项目"],
    *["1,234.56元", "1,234,567元", "1,234万元", "0750-3829700", "1380家", "GB/T 9704", "3D打印", "O2O平台", "4S店"],
    *["￡月12日", "第1,2期", "1,2月", "3、5万元", "2022-2023年", "9:30", "占比3:2", "分别为3;15万元", "比例为1:20，共3万元", "5/6", "H2O", "调减-6万元", "10‰", "2021年，50%"],
    *["二〇二三年", "2021,3,13三组", "AI-体化", "k278+403", "3.0m×3.0m", "2017.1.1-2017.3.31", "64.8 64.8 100%"],
]


def repaired(text: str) -> str:
    return correct_characters(fold_width(Traced.plain(text)))[0].text


@pytest.mark.parametrize(("read", "meant"), REPAIRED)
def test_malformed_figures(read: str, meant: str) -> None:
    assert repaired(read) == meant


@pytest.mark.parametrize("text", KEPT)
def test_well_formed_figures_stay(text: str) -> None:
    assert repaired(text) == text


def test_a_repaired_figure_keeps_what_was_read() -> None:
    text, (change,) = correct_characters(Traced.of(Glyph(char) for char in "合格率10O0/0。"))
    assert (change.before.text, change.after, change.kind) == ("10O0/0", "100%", "digit")
    assert text.evidence().raw == "合格率10O0/0。" and text.text == "合格率100%。"


def test_a_speck_in_a_date_leaves_the_number_before_it_in_doubt() -> None:
    """It may be what is left of a digit: 3. for 31."""
    text, _ = correct_characters(Traced.of([Glyph(c, line=1) for c in "2020年3月3.日"]))
    assert (text.text, min(text.probs), text.span(7, 8).evidence().raw) == ("2020年3月3日", 0.8, "3.")


def test_a_figure_that_a_blank_parted_is_never_sure() -> None:
    """Nothing but the form says that 17 1.17 is one figure: what stood between may have been a comma."""
    text, (change,) = correct_characters(Traced.plain("到位资金共17 1.17万元"))
    assert (text.text, change.kind) == ("到位资金共171.17万元", "spacing")
    assert min(text.probs) == change.confidence < 0.9
