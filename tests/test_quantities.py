"""Figures in running text and in cells."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.normalize.figures.chinese_numbers import chinese_number
from gouji.normalize.figures.quantities import find_quantities, parse_quantity

# text -> (words, number, unit, canonical, canonical unit) of each figure
PLAIN = [
    (
        "预算费用274.86万元，调减6万元，实际0万元",
        ["274.86万元|274.86|万元|2748600.00|元", "6万元|6|万元|60000.00|元", "0万元|0|万元|0.00|元"],
    ),
    (
        "支付2,748,600.00元、４.99亿元、3 513 965元",
        ["2,748,600.00元|2748600.00|元|2748600.00|元", "４.99亿元|4.99|亿元|499000000.00|元", "3 513 965元|3513965|元|3513965.00|元"],
    ),
    ("捐赠5万美元，￥5,000", ["5万美元|5|万美元|50000.00|美元", "￥5,000|5000|元|5000.00|元"]),
    ("带动投资十亿3000万元", ["十亿3000万元|103000|万元|1030000000.00|元"]),
    ("总投资三亿2千万元", ["三亿2千万元|32000|万元|320000000.00|元"]),
    ("惠及一万2千人", ["一万2千人|12000|人|12000|人"]),
    ("二十一亿500.5万元", ["二十一亿500.5万元|210500.5|万元|2105005000.00|元"]),
    ("共1亿2000万元，另3万5000元", ["1亿2000万元|12000|万元|120000000.00|元", "3万5000元|35000|元|35000.00|元"]),
    ("拨付一百二十万元，人民币壹拾万元整", ["一百二十万元|120|万元|1200000.00|元", "壹拾万元整|10|万元|100000.00|元"]),
    ("两千三百万元，一亿二千万元", ["两千三百万元|2300|万元|23000000.00|元", "一亿二千万元|120000000|元|120000000.00|元"]),
    ("使用率93.52%，自然增长5‰", ["93.52%|93.52|%|93.52|%", "5‰|5|‰|0.5|%"]),
    ("增长10.30 %，下降1.36个百分点", ["10.30 %|10.30|%|10.3|%", "1.36个百分点|1.36|个百分点|1.36|%"]),
    ("百分之九十五，千分之3，百分之百", ["百分之九十五|95|%|95|%", "千分之3|3|‰|0.3|%", "百分之百|100|%|100|%"]),
    ("是上年的1.9倍，占三成，翻两番", ["1.9倍|1.9|倍|1.9|倍", "三成|3|成|30|%", "两番|2|番|2|番"]),
    ("自评得分97.5分，历时10分钟", ["97.5分|97.5|分|97.5|分", "10分钟|10|分钟|10|分钟"]),
    ("受理27万笔，接待32.94万人次", ["27万笔|27|万笔|270000|笔", "32.94万人次|32.94|万人次|329400|人次"]),
    ("3千人走3千米，运3千克", ["3千人|3|千人|3000|人", "3千米|3|千米|3|千米", "3千克|3|千克|3|千克"]),
    ("补助500元/人·月，火灾5次/10万公顷", ["500元/人·月|500|元/人·月|500|元/人·月", "5次/10万公顷|5|次/10万公顷|5|次/10万公顷"]),
    ("粉丝突破15万，阅读13万公众号", ["突破15万|15|万|150000|", "13万|13|万|130000|"]),
    ("7大模块24个子模块，12项目标", ["7大|7|大|7|大", "24个|24|个|24|个", "12项|12|项|12|项"]),
    ("三项工作、两个方面、三个月、十一个项目", ["三项|3|项|3|项", "两个|2|个|2|个", "三个月|3|个月|3|个月", "十一个|11|个|11|个"]),
    ("连续11年，24小时值守", ["11年|11|年|11|年", "24小时|24|小时|24|小时"]),
    ("同比-5.2%，负3%", ["-5.2%|-5.2|%|-5.2|%", "负3%|-3|%|-3|%"]),
    ("购置UPS12台，线路50km、10kV", ["12台|12|台|12|台", "50km|50|km|50|公里", "10kV|10|kV|10|千伏"]),
    ("年初结转 49.14 年末结转，利费42.77 对个人", ["49.14|49.14||49.14|", "42.77|42.77||42.77|"]),
    ("道路12.8㎞，农田36㏊，土方850㎥", ["12.8㎞|12.8|㎞|12.8|公里", "36㏊|36|㏊|36|公顷", "850㎥|850|㎥|850|立方米"]),
    ("死亡率9/10万以下", ["9/10万以下|9|/10万|9|/10万"]),
    ("分值10", ["10|10||10|"]),
    ("160.12 -18.70 141.42", ["160.12|160.12||160.12|", "-18.70|-18.70||-18.7|", "141.42|141.42||141.42|"]),
]

QUALIFIED = [
    ("约5万元", "约5万元", True, None),
    ("节约20万元", "20万元", False, None),
    ("合约3份", "3份", False, None),
    ("生活垃圾近91400吨", "近91400吨", True, None),
    ("近3年来", "3年", False, None),
    ("共88900页左右", "88900页左右", True, None),
    ("10余万元", "10余万元", True, None),
    ("3万余人", "3万余人", True, None),
    ("十万余人", "十万余人", True, None),
    ("十几个", "十几个", True, None),
    ("三年多", "三年多", True, None),
    ("历时三年半", "三年半", True, None),
    ("5万元余额", "5万元", False, None),
    ("超过42万笔", "超过42万笔", False, ">"),
    ("突破15万", "突破15万", False, ">"),
    ("不足5人", "不足5人", False, "<"),
    ("不超过10万元", "不超过10万元", False, "<="),
    ("不低于90%", "不低于90%", False, ">="),
    ("30日内下达", "30日内", False, "<="),
    ("5户内部单位", "5户", False, None),
    ("98%（含）以上", "98%（含）以上", False, ">="),
    ("≤ 850.71万元", "≤ 850.71万元", False, "<="),
    (">=85", ">=85", False, ">="),
]

NOTHING = [
    "一是规范；二是统一；三是第三方；一系列、一定、一批、一项、一体化、三公经费、第二期、十四五、货比三家",
    "财预〔2020〕10号、财预（2018） 34 号、〔2018〕34号、2022年第5号",
    "联系电话：0750-3829700、13800138000、010-66551234转8012、12345热线、96110专线",
    "2022年、2022年12月19日、2023-04-06、2024.2.20、2022年度、9月、6月2日、3月-11月、二〇二三年四月六日",
    "1.住房\n2．公积\n(1)做（2）好①\n3、修",
    "1.2022年双贯标系统",
    "会议14:20开始、9时30分结束",
    "项目51000021R000000019951、GB/T 9704-2012、Win10、5G、PM2.5、k274+903、A4、ISO9001、Windows 10",
    "第3批、第12条、第十二条、第一季度、二季度、3号楼、321国道、90后、1980年代",
    "尺寸3.0m×3.0m、按1:1.5配套、2/3、三分之二、7×24小时、1+N、“7.20”特大暴雨",
    "99,38%、1.2.3、1,23,456元",
    "十分重要、数百人、几十家、七八个、周一、二次供水、四个意识、五台山",
    "每月15日、表1、附件3，目标1：合格，2021—2022学年，两个半月",
]

CELLS = [
    ("≥90%", None, "90 % 90 % >="),
    ("≤1283.50万元", None, "1283.50 万元 12835000.00 元 <="),
    ("≤1283.50\n万元", None, "1283.50 万元 12835000.00 元 <="),
    ("268.86", "万元", "268.86 万元 2688600.00 元"),
    ("0", "万元", "0 万元 0.00 元"),
    ("5.2元", "万元", "5.2 元 5.20 元"),
    ("13812345678", "元", "13812345678 元 13812345678.00 元"),
    ("43", "万人次", "43 万人次 430000 人次"),
    ("92.2", "%", "92.2 % 92.2 %"),
    ("12", "批头", "12 批头 12 批头"),
    ("131处", None, "131 处 131 处"),
    ("90%以上", None, "90 % 90 % >="),
    ("1,234.56", None, "1234.56  1234.56 "),
    ("+45.00", "万元", "45.00 万元 450000.00 元"),
    ("＋20", None, "20  20 "),
    ("3 513 965", None, "3513965  3513965 "),
    ("100百分比", None, "100 百分比 100 %"),
    ("﹦100%", None, "100 % 100 %"),
    ("达到95%。", None, "95 % 95 %"),
]

NO_FIGURE = ["", "—", "/", "优", "≥", "≥**人", "5-8个", "2022年", "13812345678", "0899-7627979", "年 月 日", "5个6项", "99,38%", ",534,654.79", ",200", "88..86", "06,534.20"]


def _words(text: str) -> list[str]:
    found = [(text[f.start : f.end], f.quantity) for f in find_quantities(text)]
    return ["|".join((words, q.number, q.unit, q.canonical, q.canonical_unit)) for words, q in found]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_figures_of_a_text(text: str, expected: list[str]) -> None:
    assert _words(text) == expected


@pytest.mark.parametrize(("text", "words", "approximate", "bound"), QUALIFIED)
def test_qualifiers(text: str, words: str, approximate: bool, bound: str | None) -> None:
    (found,) = find_quantities(text)
    assert (text[found.start : found.end], found.quantity.approximate, found.quantity.bound) == (words, approximate, bound)


@pytest.mark.parametrize("text", NOTHING)
def test_no_figures(text: str) -> None:
    assert _words(text) == []


@pytest.mark.parametrize(("text", "unit", "expected"), CELLS)
def test_cells(text: str, unit: str | None, expected: str) -> None:
    q = parse_quantity(text, unit)
    assert q is not None
    assert f"{q.number} {q.unit} {q.canonical} {q.canonical_unit}" + (f" {q.bound}" if q.bound else "") == expected


@pytest.mark.parametrize("text", NO_FIGURE)
def test_cells_that_are_not_one_figure(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("5万元、97%、1.9倍、96分、3个、12", "money rate multiple score count bare"),
        ("提高2个百分点，每亩500元，500元/亩", "rate money count"),
    ],
)
def test_kinds(text: str, kinds: str) -> None:
    assert " ".join(found.kind for found in find_quantities(text)) == kinds


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("每次5-8个", [("5", "5", "个", ">=", "low"), ("8个", "8", "个", "<=", "high")]),
        ("20～30万元", [("20", "200000.00", "万元", ">=", "low"), ("30万元", "300000.00", "万元", "<=", "high")]),
        ("3至5年", [("3", "3", "年", ">=", "low"), ("5年", "5", "年", "<=", "high")]),
        ("由20%到30%", [("20%", "20", "%", None, None), ("30%", "30", "%", None, None)]),
    ],
)
def test_ranges(text: str, ends: list[tuple[str, str, str, str | None, str | None]]) -> None:
    assert [(text[f.start : f.end], f.quantity.canonical, f.quantity.unit, f.quantity.bound, f.part) for f in find_quantities(text)] == ends


def test_offsets_of_the_digits() -> None:
    (found,) = find_quantities("合计约 -1,234.50万元左右。")
    assert (found.start, found.number_start, found.number_end, found.end) == (2, 4, 13, 17)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百零五", "105"),
        ("一千零二十", "1020"),
        ("三万五千", "35000"),
        ("一亿二千万", "120000000"),
        ("叁万伍仟", "35000"),
        ("九十五点五", "95.5"),
        ("二〇二三", "2023"),
        ("一万亿", "1000000000000"),
    ],
)
def test_chinese_numbers(text: str, value: str) -> None:
    assert chinese_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["七八", "百", "一二三", "一百五", "三万五", "五六十", "一百零十", "三点", ""])
def test_no_chinese_numbers(text: str) -> None:
    assert chinese_number(text) is None


AMOUNTS = st.decimals(min_value=0, max_value=Decimal("99999999.99"), places=2, allow_nan=False, allow_infinity=False)


@settings(database=None)
@given(AMOUNTS, st.sampled_from(["万元", "元", "亿元", "%", "万人次", "公顷"]))
def test_a_printed_figure_is_found_again(amount: Decimal, unit: str) -> None:
    text = f"全年共计{amount:,f}{unit}，其中"
    (found,) = find_quantities(text)
    assert Decimal(found.quantity.number) == amount
    assert text[found.start : found.end] == f"{amount:,f}{unit}"


@settings(database=None)
@given(AMOUNTS, st.sampled_from(["万元", "‰", "万册次", "成", "处"]))
def test_the_canonical_form_is_stable(amount: Decimal, unit: str) -> None:
    first = parse_quantity(f"{amount}{unit}")
    assert first is not None
    again = parse_quantity(first.canonical + first.canonical_unit)
    assert again is not None
    assert (again.canonical, again.canonical_unit) == (first.canonical, first.canonical_unit)
    assert Decimal(first.number) * first.scale == first.amount


@settings(database=None)
@given(st.text(alphabet="0123456789.,，-~至万亿元个%年月日第〔〕 一二十百约近A≥多余/:", max_size=40))
def test_figures_never_overlap(text: str) -> None:
    found = find_quantities(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(f.start <= f.number_start < f.number_end <= f.end for f in found)


@pytest.mark.parametrize(("text", "number"), [("按要求调减184，000元", "184000"), ("调整后预算为1，196，000元", "1196000"), ("编号007", None), ("2021年，007", None)])
def test_zeros_after_a_full_width_comma_are_a_group_of_three_digits(text: str, number: str | None) -> None:
    found = [f.quantity.number for f in find_quantities(text) if f.quantity.unit == "元"]
    assert found == ([number] if number else [])
