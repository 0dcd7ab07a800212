"""Rates that fail their likeliest reading and are right all the same."""

from __future__ import annotations

import pytest

from gouji.extract.statements.claims import claims
from gouji.extract.statements.figure_context import contexts
from tests.reading import passed

RIGHT = [
    "资金来源为区级财政3,300,000元、市级奖补1,500,000元，市级奖补占31.25%。",
    "送戏下乡年初目标90场，超额6场，完成106.7%。",
    "全年支出1,613.4万元，与2022年支出1,652.4万元相比，减少39万元，下降2.36%。",
    "年末参保7,378人，比上年减少234人，下降3.07%。",
    "全年培训技工20期，计划之外又加了4期，完成率120%。",
    "文化支出2032年度预算18万元，2031年度预算20万元，主要用于展陈。2031年当年预算执行数为62.51万元，2032年预算安排18万元，比2031年"
    "预算执行数减少71.20%。\n\n体育支出2032年度预算20万元，2031年度预算20万元，主要用于器械。2031年当年预算执行数为20万元，2032年预算"
    "安排20万元，与2031年预算持平。",
    "以上两项支出合计10,155,760元，即1015.576万元，总执行率97.09%。",
    "技能培训1284人参加考核，合格1234人，分4个乡镇，东埔镇512人，西埔镇364人，南埔镇287人，北埔镇121人。",
    "2023年实发补助359.04万元，占总资金360万元的99.73%。其中一档得10分，二档得10分，执行率按99.73%计满分。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_rate_that_follows_from_more_than_two_figures_is_no_contradiction(text: str) -> None:
    assert not [claim for claim in claims(contexts(passed(text))) if not claim.holds]


WRONG = [
    ("技能培训共1234人，其中东埔镇512人，西埔镇364人，南埔镇287人，北埔镇212人。", "1234"),
    ("全年预算400万元，实际支出380万元，预算执行率59.00%。", "59.00"),
    ("全县发放补助480,000元，惠及1,200户，户均补助400万元。", "400"),
    ("全年补贴公交3,200班次，每班次补贴250万元，共计补贴80万元。", "80"),
]


@pytest.mark.parametrize(("text", "number"), WRONG)
def test_a_wrong_one_is_told(text: str, number: str) -> None:
    every = contexts(passed(text))
    wrong = [every[claim.claimed.result].figure.found.quantity.number for claim in claims(every) if not claim.holds]
    assert wrong == [number]
