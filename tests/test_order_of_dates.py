"""Short passages with dates, as reports tell them: which contradict themselves, and which do not."""

from __future__ import annotations

import pytest

from gouji.check.relations.dates import DateRelation, date_relations
from gouji.extract.prose.events import events
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Cover
from gouji.schemas.traced import Traced
from tests.reading import passed

WRONG = [
    # What was finished, in every manner of saying so, and accepted before.
    ("路面工程于2023年9月20日完成交工，8月30日市交通局组织各方进行现场核查，一次通过交工验收。", "8月30日"),
    ("2023年10月18日，全部设备安装到位并完成联合调试。系统运行稳定，用户反映良好，验收时间为2023年9月26日。", "2023年9月26日"),
    ("2023年5月8日机组安装完工，4月27日通过机组启动验收。", "4月27日"),
    ("2023年11月6日完工。2023年10月28日，在工程全部完工的基础上，建设单位组织了五方验收，质量合格。", "2023年10月28日"),
    ("8月22日设备通过验收，验收合格后于8月12日向供货商支付合同尾款37.6万元。", "8月12日"),
    ("工程7月1日开工，历时118天，至6月27日全部竣工。", "6月27日"),
    # A diary, one date a line, and dates behind their names.
    ("3月6日　施工单位进场。\n5月19日　主体完工。\n5月10日　主体完工后，建设单位组织竣工验收。", "5月10日"),
    ("开工日期：2023年4月2日\n完工日期：2023年9月30日\n验收日期：2023年9月12日", "2023年9月12日"),
    ("合同签订时间：2023年6月20日；开工时间：2023年6月12日；竣工时间：2023年11月3日。", "2023年6月12日"),
    ("开工时间为4月2日，完工时间为9月30日，验收时间为9月12日。", "9月12日"),
    # What went on for some days, and was over before its last day.
    ("拟补助名单于6月3日至6月9日在县政府网站公示，6月7日公示期满无异议后下达补助文件。", "6月7日"),
    ("公示期为5月12日至5月18日，5月16日公示期满，未收到异议。", "5月16日"),
    ("培训班自2023年7月10日起至7月21日止，7月19日培训结束后统一组织考核。", "7月19日"),
    ("入户调查时间为2023年8月1日至8月20日，8月16日调查结束，形成调查报告。", "8月16日"),
    # What was bought.
    ("项目于2023年3月15日发布招标公告，4月10日开标，4月6日发出中标通知书。", "4月6日"),
    ("2023年6月28日，项目开标；2023年6月16日，与中标人宏川建设有限公司签订施工合同。", "2023年6月16日"),
    ("采购合同于5月31日签订，5月17日供货商按合同将全部教学仪器送达各校。", "5月17日"),
    ("5月18日名单公示，5月16日下达补助计划。", "5月16日"),
    ("县财政局于2023年3月28日批复预算，我局3月10日根据批复下达资金计划。", "3月10日"),
    ("系统自9月1日上线试运行，8月25日在试运行满三个月后组织了终验。", "8月25日"),
]  # fmt: skip
INNOCENT = [
    # Lots, batches, works and contracts with dates of their own.
    "一标段9月20日完工，9月28日验收；二标段9月12日完工，9月18日验收。",
    "一标段于10月20日完工，二标段进度较快，9月15日即通过验收。",
    "第一批物资4月10日到货，第二批合同于5月6日签订，5月20日到货。",
    "主合同于3月20日签订，补充协议于8月15日签订，设备7月2日到货。",
    "城关卫生院改造7月30日完工，青杨卫生院7月12日已验收投用。",
    "城关卫生院改造进展顺利，7月30日完工。青杨卫生院改造较快，7月12日通过验收。",
    "城关卫生院改造进展顺利，7月30日完工，青杨卫生院改造较快，7月12日通过验收。",
    "设备于8月12日通过验收。机房工程10月20日完工。",
    "9月13日，市局对东山渠工程进行中期检查；该工程10月31日完工。",
    "其余标段10月20日完工。9月15日通过验收。",
    # Stages and parts.
    "系统5月20日通过初验，8月25日通过终验，6月1日起试运行。",
    "设备6月5日到货验收，6月20日安装调试完成。",
    "新建的六处均于11月30日前竣工，最后一处11月22日通过消防验收，12月1日开放。",
    "验收组分三次验收，9月5日、9月19日、10月11日各验一次；最后一处10月8日完工。",
    "10月28日通过验收，整改后11月6日复验合格。其中附属围墙11月2日补建完成。",
    # Days that were set.
    "合同约定竣工日期为2023年10月31日，实际于2023年10月12日竣工，10月20日通过竣工验收。",
    "计划11月30日前完成验收，实际完工时间为10月25日，验收时间为11月8日。",
    "工程应于12月31日前完工，11月20日通过验收。",
    "项目5月8日开标流标，5月30日重新开标，6月5日签订合同；原定5月15日签约顺延。",
    # Several years.
    "2022年11月20日上一年度工程验收，2023年3月12日本年度工程开工，10月10日完工。",
    "2023年12月20日完工，次年1月15日通过竣工验收。",
    "工程12月20日完工，2024年1月15日通过竣工验收，1月26日支付进度款。",
    "工程2023年3月开工，2023年11月完工，11月30日竣工验收。",
    "质保期自2023年6月20日起至2025年6月19日止，项目于2023年6月20日验收。",
    # Payments in stages.
    "预付款于4月18日支付，设备6月5日到货验收，尾款于6月20日支付。",
    "按合同，开工前支付预付款30%，即5月2日付90万元，5月16日开工。",
    # Times with their end.
    "拟补助名单于6月3日至6月9日公示，公示期满无异议，6月12日下达补助文件。",
    "公示期为5月12日至5月18日，5月18日公示期满，5月20日发放。",
    "初步名单5月10日至5月16日在村级公示，5月20日至5月26日在乡镇公示，5月17日村级公示期满。",
    "培训分两期，第一期7月3日至7月7日，第二期7月17日至7月21日，7月7日第一期培训结束。",
    "6月1日公示名单，6月8日公示期满，6月9日起发放补助，6月5日召开部署会。",
]  # fmt: skip


def broken(text: str, cover: Cover | None = None) -> list[DateRelation]:
    found = events(passed(*text.split("\n")), [])
    orders = [r for r in date_relations(cover or Cover(), found) if r.early.value and r.late.value]
    return [each for each in orders if not each.holds(each.early.value or "", each.late.value or "")]


@pytest.mark.parametrize(("text", "wrong"), WRONG)
def test_dates_that_contradict_each_other(text: str, wrong: str) -> None:
    assert wrong in {each.late.text for each in broken(text)}


@pytest.mark.parametrize("text", INNOCENT)
def test_dates_that_do_not(text: str) -> None:
    assert broken(text) == []


@pytest.mark.parametrize(
    ("text", "dated", "wrong"),
    [
        ("项目于2024年3月28日通过竣工验收，已投入使用。", "2024-03-15", True),
        ("项目于2024年3月8日通过竣工验收，已投入使用。", "2024-03-15", False),
        ("项目将于2024年5月28日验收。2024年6月30日前支付尾款。", "2024-03-15", False),
        ("项目于2023年11月28日通过竣工验收。", "2023-11-20", False),  # the rule of the year tells it
    ],
)
def test_a_report_tells_of_nothing_that_was_done_after_it(text: str, dated: str, wrong: bool) -> None:
    def leaf(value: str) -> TextLeaf:
        return TextLeaf.of(Traced.plain(value), value)

    found = broken(text, Cover(report_date=leaf(dated), fiscal_year=leaf("2023")))
    assert any(each.rule == "date-order" for each in found) is wrong
