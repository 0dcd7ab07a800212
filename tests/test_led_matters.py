"""Dates of several things in one paragraph, and of one thing that no words name: what was done too early is told, and only that."""

from __future__ import annotations

import pytest

from gouji.check.relations.dates import date_relations
from gouji.extract.prose.announced_counts import counts
from gouji.extract.prose.events import events
from gouji.schemas.record import Cover
from tests.reading import passed

RIGHT = [
    "CT机房改造于2023年3月6日开工，5月20日完工，6月2日通过验收；CT机5月9日中标，5月31日签订采购合同，8月12日到货，9月6日验收。",
    "机房改造部分2023年3月15日由运维公司进场施工；软件部分3月28日公开招标，4月12日确定中标单位，4月20日签订合同，9月10日验收合格。",
    "东关小学2023年7月10日完工，7月28日验收，西关小学8月22日完工，9月1日验收，北关小学6月30日完工，7月15日验收。",
    "物资2023年6月1日开标，6月15日与两家供应商签约，7月28日首批到货并验收，8月16日第二批运抵仓库，8月20日验收。",
    "二期工程2023年2月10日开工，设计合同2023年6月1日签订的补充协议追加了管网，2023年12月5日竣工。",
    "工程于2023年3月10日开工，10月28日完工，11月16日竣工验收。2023年5月10日与监测单位签订第三方检测合同。",
]
WRONG = [
    ("东关小学厨房2023年6月1日开工，8月28日验收；西关小学厨房6月5日开工，8月22日完工，7月30日验收。", "2023-07-30"),
    ("招标过程：2023年3月28日公开招标，4月20日签订合同。中标单位3月15日进场施工，9月10日验收合格。", "2023-03-15"),
    ("施工合同签订时间：2023年6月12日。工程实际开工时间：2023年5月30日。竣工时间：2023年10月16日。", "2023-05-30"),
    ("我局2023年7月3日与施工单位签订合同，7月20日在县公共资源交易中心开标并确定中标人。", "2023-07-20"),
    ("各包合同于2023年6月2日签订，首批设备2023年5月8日到院安装，全部设备9月15日验收合格。", "2023-05-08"),
    ("2022年8月3日签订合同，供应商于2022年10月8日将仪器运抵，2022年9月10日组织专家验收。", "2022-10-08"),
]


def failing(text: str) -> set[str]:
    """The dates that stand in a wrong order."""
    passages = passed(text)
    found = date_relations(Cover(), events(passages, counts(passages)))
    pairs = [(each.early.value or "", each.late.value or "") for each in found]
    return {day for early, late in pairs if not early[: len(late)] <= late[: len(early)] for day in (early, late)}


@pytest.mark.parametrize("text", RIGHT)
def test_steps_of_several_things_are_not_held_against_each_other(text: str) -> None:
    assert failing(text) == set()


@pytest.mark.parametrize(("text", "day"), WRONG)
def test_a_step_told_before_the_one_it_needs_is_told(text: str, day: str) -> None:
    assert day in failing(text)
