"""Money written 420万, and lists under a unit in brackets; counts of the same look stay counts."""

from __future__ import annotations

import pytest

from gouji.extract.prose.declared_units import measured_passages
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.traced import Traced


def money(text: str) -> list[str]:
    (part,) = measured_passages([Paragraph(Traced.plain(text), "body")], 2023)
    return [f.found.quantity.number + f.found.quantity.unit for f in part.figures if f.found.kind == "money"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("预算297.00万，支出293.22万，执行率98.73%，余3.78万交回。", ["297.00万元", "293.22万元", "3.78万元"]),
        ("【钱】预算为420万，到位420万，花了399万，剩21万退回县财政。", ["420万元", "420万元", "399万元", "21万元"]),
        ("花了399万。按路面分：砂石路243万，水泥路156万。", ["399万元", "243万元", "156万元"]),
        ("总投资约1.2亿，其中县级配套3000万。", ["1.2亿元", "3000万元"]),
        ("全市冰雪运动人口达到120万。", []),
        ("平台月活18万，发放传单5.7万碗。", []),
        ("经费保障人口3.4万人，补助公众号粉丝2.1万。", []),
        ("投入志愿者2.6万人次，安排资金14万管理。", []),
        (
            "年初批了198万，7月又追了27.6万，全年盘子225.6万，其中福彩公益金90万、区级135.6万，花出去219.96万。",
            ["198万元", "27.6万元", "225.6万元", "90万元", "135.6万元", "219.96万元"],
        ),
        ("预算198万，服务老人2.4万，其中区级活动1.1万场。", ["198万元"]),
        ("全年浏览量98万，其中区级35万、镇级63万。", []),
        ("花了399万。受益人口按年龄分：老人3.1万，儿童2.4万，占5%，共6所。", ["399万元"]),
    ],
)
def test_multiples_without_a_unit(text: str, expected: list[str]) -> None:
    assert money(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "支出构成（万元）：工资2312.6；公用318.9；合计2631.5。全年开课36节。",
            ["2312.6万元", "318.9万元", "2631.5万元"],
        ),
        ("构成（万元）：工资120.5，3人领取；构成（元）：书报费860。", ["120.5万元", "860元"]),
        ("支出构成（万元）：工资2312.6，占78.4%；培训12场。", ["2312.6万元"]),
        ("活动情况（场）：讲座12；展览4。", []),
    ],
)
def test_a_list_under_a_unit_inside_a_sentence(text: str, expected: list[str]) -> None:
    assert money(text) == expected
