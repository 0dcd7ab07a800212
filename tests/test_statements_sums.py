"""Which figures a text claims to be the sum of which, in the many ways that reports say so."""

from __future__ import annotations

import pytest

from tests.reading import claimed, printed

Sums = list[tuple[str | None, list[str | None]]]


def sums(*texts: str) -> Sums:
    return [(printed(c.result), [printed(o) for o in c.operands]) for c in claimed(*texts) if c.form == "sum"]


TOLD: list[tuple[str, Sums]] = [
    ("全年支出860万元，其中：设备购置520万元、安装调试210万元、监理130万元。", [("860万元", ["520万元", "210万元", "130万元"])]),
    ("项目资金1500万元，包括中央补助900万元、省级配套400万元和县级自筹200万元。", [("1500万元", ["900万元", "400万元", "200万元"])]),
    ("资金由中央补助640.5万元、省级补助320万元、县级配套180.25万元三部分构成，合计1140.75万元。", [("1140.75万元", ["640.5万元", "320万元", "180.25万元"])]),
    ("中央补助320万元，县级配套145万元，两项共465万元。", [("465万元", ["320万元", "145万元"])]),
    ("现有职工175人，其中在编127人、退休8人、协管员40人。", [("175人", ["127人", "8人", "40人"])]),
    ("养护县道86.4公里、乡道142.7公里、村道213.5公里，合计442.6公里。", [("442.6公里", ["86.4公里", "142.7公里", "213.5公里"])]),
    ("实际支出（含质保金）318.6万元：一是管网改造201.4万元；二是泵房更新96.2万元；三是水质检测21万元。",
     [("318.6万元", ["201.4万元", "96.2万元", "21万元"])]),
    ("自评总分93.5分，其中决策18分、过程19分、产出29分、效益27.5分。", [("93.5分", ["18分", "19分", "29分", "27.5分"])]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_sums(text: str, expected: Sums) -> None:
    assert sums(text) == expected


def test_a_sum_over_paragraphs() -> None:
    told = sums("全年支付资金286.4万元，具体如下：", "（一）图书采购支付152.8万元。", "（二）书架更新支付83.6万元。", "（三）阅读推广支付50万元。")
    assert told == [("286.4万元", ["152.8万元", "83.6万元", "50万元"])]


def test_a_part_may_have_parts_of_its_own() -> None:
    told = sums("部门支出2400万元，其中基本支出1650万元（人员经费1480万元、公用经费170万元），项目支出750万元。")
    assert told == [("2400万元", ["1650万元", "750万元"]), ("1650万元", ["1480万元", "170万元"])]


@pytest.mark.parametrize(
    "text",
    [
        "全年支出1000万元，其中培训费20万元、差旅费10万元等。",
        "改造道路12条，安装路灯360盏，新建公厕5座。",
        "2021年投入320万元，2022年投入415万元，2023年投入508万元。",
        "合同价186.4万元，较控制价195万元下浮4.4%。",
    ],
)
def test_figures_that_are_no_sum(text: str) -> None:
    assert sums(text) == []


SLIPS: list[tuple[str, Sums]] = [
    # One digit is wrong, two are transposed, a part was changed and its whole was not.
    ("全年支出1864.30万元，其中：路基工程1028.60万元、路面工程612.45万元、绿化工程222.25万元。", [("1864.30万元", ["1028.60万元", "612.45万元", "222.25万元"])]),
    ("资金来源为省级补助756.20万元、市级补助231.40万元、县级配套118.35万元，合计1150.95万元。", [("1150.95万元", ["756.20万元", "231.40万元", "118.35万元"])]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SLIPS)
def test_a_sum_that_a_slip_spoiled_is_still_claimed(text: str, expected: Sums) -> None:
    assert sums(text) == expected
    assert all(claim.premise > 0.6 for claim in claimed(text) if claim.form == "sum")
