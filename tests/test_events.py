"""Dated events with their matter."""

from __future__ import annotations

import pytest

from gouji.check.relations.dates import date_relations
from gouji.extract.prose.announced_counts import counts
from gouji.extract.prose.events import events
from gouji.schemas.record import Cover
from tests.reading import passed, value

Told = tuple[str, str | None, str | None]
CASES: list[tuple[list[str], list[Told]]] = [
    (["设备采购项目经审议后以自主采购方式确定供应商，于2023年4月23日与供应商签订合同。"], [("签订合同", "设备采购项目", "2023-04-23")]),
    (["设备采购项目委托某招标公司公开招标，于2023.2.24完成方案评审，2023.3.13与中标供应商签订合同。"],
     [("评审", "设备采购项目", "2023-02-24"), ("签订合同", "设备采购项目", "2023-03-13")]),
    (["本专项有1个新采购项目，为护理床采购项目。经审议后，2023年12月19日签订《某中心定点采购合同》。"], [("签订合同", "护理床采购项目", "2023-12-19")]),
    (["有2个新采购项目，分别为平台升级项目及平台升级项目对应的监理项目。平台升级项目于2023年4月11日完成评审，6月2日签订合同。",
      "平台升级项目对应的监理项目于7月28日签订合同。"],
     [("评审", "平台升级项目", "2023-04-11"), ("签订合同", "平台升级项目", "2023-06-02"), ("签订合同", "平台升级项目对应的监理项目", "2023-07-28")]),
    (["景观照明工程计划2023年8月30日前完工，已按时完工。"], []),
    (["景观照明工程于2023年8月25日通过竣工验收并投入使用。"], [("验收", "景观照明工程", "2023-08-25")]),
    (["景观照明工程于2023年3月31日公示中标结果，11月11日通过初验。"],
     [("中标", "景观照明工程", "2023-03-31"), ("验收", "景观照明工程", "2023-11-11")]),
    (["办公设备更新项目于2023年4月6日确定中标供应商，9月30日通过竣工验收，12月支付尾款。"],
     [("中标", "办公设备更新项目", "2023-04-06"), ("验收", "办公设备更新项目", "2023-09-30"), ("付款", "办公设备更新项目", "2023-12")]),
    (["2023年2月15日，实施方案通过专家评审；2023年11月底前全部完工。2022年3月29日签订施工合同，合同工期210日历天。"],
     [("评审", "实施方案", "2023-02-15"), ("竣工", "全部完工", "2023-11"), ("签订合同", "全部完工", "2022-03-29")]),
    # One sentence tells one chain: what names nothing is of what was named before it.
    (["护理床采购项目2023年4月6日公开招标，4月28日签订采购合同，6月2日货物到货，6月9日通过验收。"],
     [("招标", "护理床采购项目", "2023-04-06"), ("签订合同", "护理床采购项目", "2023-04-28"), ("到货", "护理床采购项目", "2023-06-02"),
      ("验收", "护理床采购项目", "2023-06-09")]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), CASES)
def test_events(texts: list[str], expected: list[Told]) -> None:
    passages = passed(*texts)
    found = events(passages, counts(passages))
    assert [(e.kind, value(e.subject), value(e.date)) for e in found] == expected


def test_the_day_up_to_which_is_told_is_no_event() -> None:
    passages = passed("截至2021年12月31日，项目累计支付资金2211.73万元。")
    assert events(passages, []) == []


def test_a_year_alone_is_no_event() -> None:
    passages = passed("2023年，中心签订了各类合同。")
    assert events(passages, []) == []


ACROSS = [
    (
        "主体合同于2023年8月2日签订，8月10日开工，11月25日全部完工。完工后，区交通局会同区财政局于2023年10月8日组织了竣工验收。",
        True,
    ),
    (
        "2022年3月8日签订施工合同，11月25日完工。2022年10月30日，县农业农村局会同设计单位对完工工程进行了竣工验收。",
        True,
    ),
    ("一标段于7月18日签订合同，9月29日完工；10月15日通过竣工验收。其余标段均于10月20日前完工。", False),
]


@pytest.mark.parametrize(("text", "same"), ACROSS)
def test_an_acceptance_belongs_to_the_work_told_of_before(text: str, same: bool) -> None:
    passages = passed(text)
    found = events(passages, [])
    done, accepted = (next(e for e in found if e.kind == kind) for kind in ("竣工", "验收"))
    last = [e for e in found if e.kind == "竣工"][-1]
    assert value(done.subject) == value(accepted.subject)
    assert (value(last.subject) == value(accepted.subject)) is same


ORDERS: list[tuple[str, bool]] = [
    # A list is paid by after its publicity, and what the words say came after something did.
    ("补助名单于2023年6月5日至6月11日在村务公开栏公示。公示无异议后，补助资金于2023年6月8日通过一卡通发放。", True),
    ("补助名单于2023年6月5日至6月11日在村务公开栏公示。公示无异议后，补助资金于2023年6月20日通过一卡通发放。", False),
    ("补助名单于2023年7月3日至7月9日公示，7月6日将补助资金拨付到户。", True),
    ("设备于2023年8月2日验收合格，验收合格后，县局于2023年7月20日支付尾款。", True),
    ("2023年5月8日支付预付款，设备于2023年8月2日验收合格，2023年8月20日支付尾款。", False),
    # A sentence that tells its dates in their order, of which one alone runs back.
    ("泵站2023年9月6日通过竣工验收，2023年8月30日移交乡镇管护，10月1日投入使用。", True),
    ("泵站2023年9月6日通过竣工验收，9月30日移交乡镇管护，10月1日投入使用。", False),
    ("2023年4月2日发布招标公告，2022年4月25日开标，2023年5月6日签订合同。", True),
    ("8月停工23天，复工后加快施工，二标段率先完工，2022年2月18日竣工，10月27日通过验收。", False),  # August of no year
    ("2022年8月停工23天，复工后加快施工，二标段率先完工，2022年2月18日竣工，10月27日通过验收。", True),
    ("老站地块于2023年9月24日竣工，其余两处分别于8月16日、9月2日竣工，9月29日一并验收合格。", False),
    ("工程原定2023年10月30日完工，因8月停工二十天，11月16日才通过验收。", False),
    # Two works in one sentence, each with its own dates.
    ("一期工程于2022年10月竣工，二期工程于2023年2月开工，当年11月完工。", False),
    ("一期工程于2023年3月10日开工，二期工程于2023年6月2日开工，2023年4月20日竣工，9月20日通过验收。", True),
    ("道路改造工程2023年3月21日开工，7月30日竣工；监控设备采购合同5月16日签订，9月23日通过验收。", False),
    ("东线施工合同2022年10月18日签订，2022年11月5日开工，西线合同2023年2月20日签订。", False),
    ("中标结果于2023年4月3日公示，4月10日签订合同，4月20日开工，8月30日完工。", False),
    # The sentence says itself that the order was not kept.
    ("个别合同先施工后签订，如青石路灌缝工程2023年6月20日签订合同，6月2日已进场施工。", False),
    ("工程于2023年6月10日开工，2023年4月20日竣工，2023年12月5日通过验收。", True),
    # What was accepted when all of it was done, or arrived.
    (
        "东岸堤段2023年8月12日完工，西岸堤段2023年9月26日完工。县水利局于2023年9月3日对已全部完工的堤段进行了竣工验收。",
        True,
    ),
    (
        "东岸堤段2023年8月12日完工，西岸堤段2023年9月26日完工。县水利局于2023年10月3日对已全部完工的堤段进行了竣工验收。",
        False,
    ),
    ("课桌椅2023年7月8日运抵，实验台2023年8月15日运抵。全部设备清点无误，于2023年7月20日统一组织验收。", True),
    ("课桌椅2023年7月8日运抵，实验台2023年8月15日运抵。首批设备清点无误，于2023年7月20日组织验收。", False),
    ("2023年6月2日全部货物交货入库，采购单位于2023年5月22日组织到货验收。", True),
    ("2023年6月2日全部货物交货入库，采购单位于2023年6月22日组织到货验收。", False),
    # What is accepted is one of the works told of before.
    (
        "清淤标2023年4月1日开工，8月20日完工。护岸标5月6日开工，9月20日完工。2023年8月11日，县局对清淤标作完工验收。",
        True,
    ),
    (
        "清淤标2023年4月1日开工，8月20日完工。护岸标5月6日开工，9月20日完工。2023年9月11日，县局对清淤标作完工验收。",
        False,
    ),
    # Nobody begins before it is known who won.
    ("2023年5月2日发布招标公告，5月25日确定中标单位，中标价86万元。施工单位5月19日进场，8月底完成清淤。", True),
    ("2023年5月2日发布招标公告，5月25日确定中标单位，中标价86万元。施工单位5月29日进场，8月底完成清淤。", False),
]


@pytest.mark.parametrize(("text", "wrong"), ORDERS)
def test_the_order_that_the_words_claim(text: str, wrong: bool) -> None:
    orders = date_relations(Cover(), events(passed(text, year=None), []))
    broken = [each for each in orders if not each.holds(each.early.value or "", each.late.value or "")]
    assert bool(broken) is wrong
