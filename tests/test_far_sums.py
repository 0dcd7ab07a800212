"""Sums whose parts stand in other paragraphs than their whole: which figures are tried as the parts."""

from __future__ import annotations

import pytest

from gouji.extract.statements.figure_context import Context, contexts
from gouji.extract.statements.sum_candidates import sum_candidates_of
from tests.reading import passed

COLUMN_BELOW = [
    "截至年底，累计支出806.40万元，执行率96.00%。具体支出如下：",
    "（1）渠道清淤：预算420万元，支出404.10万元，执行率96.21%。",
    "（2）闸门更换：预算260万元，支出251.90万元，执行率96.88%。",
    "（3）量水设施：预算160万元，支出150.40万元，执行率94.00%。",
]
COLUMN_ABOVE = [
    "1.主干线路。预算310万元，支出300万元。",
    "2.支线改造。预算190万元，支出180.5万元。",
    "3.站点维护。预算100万元，支出99.5万元。",
    "上述3个项目支出合计580万元，均按合同支付。",
]
TWO_LISTS = [
    "（1）培训班12期，用款48万元。",
    "（2）观摩会3场，用款12万元。",
    "资金按单位拨付，共130万元：",
    "（1）县农技站70万元。",
    "（2）乡镇农服中心60万元。",
]
RESUMED = [
    "2023年部门整体支出4,820.60万元，执行率97.2%。",
    "部门严格执行经费管理办法。",
    "支出中，基本支出1,930.40万元、项目支出2,890.20万元。",
]
GOES_ON = [
    "全年支出2,310.5万元，增长4.2%。其中：基本支出810.5万元，占35.08%；",
    "项目支出1,500万元，占64.92%。",
]
LINES = ["各乡镇发放名单如下。", "青岭乡1,240户", "石桥镇860户", "白杨镇500户", "合计2,600户"]
OPENED = [
    "自评得96分，等级为优（90分以上为优，80至90分为良，60至80分为中，60分以下为差）。其中：预算执行10分，得9.5分；"
    "产出50分，得48分；效益30分，得29分；满意度10分，得9.5分。"
]
FIRST_FOUR = [
    "1.主体工程820万元；", "2.设备安装540万元；", "3.室外管网217万元；", "4.绿化63万元；", "5.监理及其他71万元。", "工程类（前四项）小计1,640万元。",
]  # fmt: skip
SCORES = [
    "按照评价指标体系逐项打分，各部分得分情况如下：资金管理（20分）：19.4分", "产出（40分）：38.0分", "效益（30分）：28.5分", "满意度（10分）：10.0分", "合计：95.9分",
]  # fmt: skip
SENTENCES = [
    "中央和省级资金2,380万元于7月15日前全部到位。县级配套357万元，为上级资金的15%；群众筹资168万元，社会捐赠95万元。项目总投入3,000万元。"
]
ALIKE = ["全年为2,358名优抚对象发放补助。按类别分：残疾军人312人、复员军人1,208人、退役士兵838人。"]
NAMED = ["电话访问420人，其中满意246人、比较满意113人、一般19人、不满意7人。满意和比较满意合起来359人，满意度93.2%。"]
LEVELS = [
    "资金来源：中央财政补助1,540.8万元，省级补助385.2万元，县级配套600万元。",
    "截至5月底，中央和省级资金合计1,926万元已全部到账。",
]
FIRST_GLUED = [
    "截至年底，共支出3,781.80万元，执行率95.33%。具体情况：直接补助支出1,287.00万元，执行率100%；",
    "项目扶持支出2,494.80万元，执行率93.1%。",
]
BOXES = ["全年支出1,529.21万元，执行率97.00%。按性质划分：", "├基本支出1,186.40万元", "└项目支出342.81万元"]
FIRST_YEARS = [
    "其中2020年15.2公里，2021年18.6公里，2022年21.8公里，2023年22.5公里，2024年18.3公里。截至2022年底，前三年累计完成55.6公里。"
]
BARE = ["定量检测2,516批次，按产品分：蔬菜1,382、水果527、食用菌241、其他366（单位均为批次）。"]
CASES = [
    (SCORES, "95.9", ["19.4", "38.0", "28.5", "10.0"]),
    (SENTENCES, "3000", ["2380", "357", "168", "95"]),
    (ALIKE, "2358", ["312", "1208", "838"]),
    (NAMED, "359", ["246", "113"]),
    (LEVELS, "1926", ["1540.8", "385.2"]),
    (FIRST_GLUED, "3781.80", ["1287.00", "2494.80"]),
    (BOXES, "1529.21", ["1186.40", "342.81"]),
    (BARE, "2516", ["1382", "527", "241", "366"]),
    (FIRST_FOUR, "1640", ["820", "540", "217", "63"]),
    (FIRST_YEARS, "55.6", ["15.2", "18.6", "21.8"]),
    (COLUMN_BELOW, "806.40", ["404.10", "251.90", "150.40"]),
    (COLUMN_ABOVE, "580", ["300", "180.5", "99.5"]),
    (TWO_LISTS, "130", ["70", "60"]),
    (RESUMED, "4820.60", ["1930.40", "2890.20"]),
    (GOES_ON, "2310.5", ["810.5", "1500"]),
    (LINES, "2600", ["1240", "860", "500"]),
    (OPENED, "96", ["9.5", "48", "29", "9.5"]),
]


def tried(texts: list[str], number: str) -> list[list[str]]:
    """The parts that are tried for the figure of this print."""
    every = contexts(passed(*texts))
    whole = next(c.order for c in every if _number(c) == number)
    return [[_number(every[i]) for i in candidate.parts] for candidate in sum_candidates_of(every, whole)]


def _number(context: Context) -> str:
    return context.figure.found.quantity.number.replace(",", "")


@pytest.mark.parametrize(("texts", "whole", "parts"), CASES)
def test_parts_in_other_paragraphs(texts: list[str], whole: str, parts: list[str]) -> None:
    assert parts in tried(texts, whole)


def test_a_list_that_begins_anew() -> None:
    """The points of two lists are not joined, though nothing stands between their numbers but other words."""
    assert ["48", "12", "70", "60"] not in tried(TWO_LISTS, "130")


def test_parts_far_off_the_whole() -> None:
    """Amounts that come to a tenth of a figure are not its parts: no slip of a clerk goes so far."""
    small = [RESUMED[0], RESUMED[1], "车辆支出中，燃油12.40万元、维修9.20万元。"]
    assert ["12.40", "9.20"] not in tried(small, "4820.60")
