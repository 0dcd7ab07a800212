"""Targets beside their results in running prose: what is told as reached, what is accused, and what accuses nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

RULES = ("target-met", "compared-in-words")
HEAD = "2024年度项目支出绩效自评报告\n（项目单位：青溪县河湾镇人民政府）\n一、绩效目标完成情况\n"

REACHED = [
    ("太阳能路灯计划安装240盏，实际安装246盏，均已亮灯。", ["246"]),
    ("栽植苗木成活率93.4%（≥90%）；补植后保存率88.6%（≥85%）。", ["93.4", "88.6"]),
    ("公交正点率95.1%，目标值为不低于94%。", ["95.1"]),
    ("家长满意度96.3%（目标95%以上）。", ["96.3"]),
    ("校服款应于9月20日前支付完毕，实际9月12日支付完毕。", ["09-12"]),
    ("管网漏损率目标≤10%，完成8.7%，得5分。", ["8.7"]),
    ("门诊次均费用218.6元，控制在230元以内。", ["218.6"]),
    ("开展巡回义诊52场次，完成年度任务50场次的104%。", ["52"]),
    ("年初目标治理农村黑臭水体15处。\n全年治理农村黑臭水体17处，为目标的113.3%。", ["17"]),
    ("平均办结时限7个工作日，比承诺的10个工作日缩短3个工作日。", ["7"]),
    (
        "绩效目标：1.新建冷库12座；2.培训果农800人次；3.果农满意度不低于90%。\n"
        "完成情况：1.新建冷库12座；2.培训果农836人次；3.果农满意度92.5%。",
        ["12", "836", "92.5"],
    ),
    ("抽检合格率99.1%，比目标值高1.1个百分点（目标值98%）。", ["99.1"]),
    ("年度目标为改造住房60户、加固危桥4座，实际改造住房63户、加固危桥4座。", ["63", "4"]),
    ("每平方米造价1,268元，未超过概算批复的1,300元。", ["1,268"]),
    ("宣传活动目标20场，实际完成26场，超额较多，主要是年初目标设定偏低。", ["26"]),
    ("绩效目标为受益群众满意度达到90%以上。\n入户回访显示，受益群众满意度93.8%，达到年初目标。", ["93.8"]),
    ("2.培训期数。目标值12期，完成值12期。", ["12"]),
    ("3.公益岗位。目标值60个，完成值64个：其中保洁岗40个。", ["64"]),
    ("机井计划12眼，实打12眼，平均井深165米。", ["12"]),
]
ACCUSED = [
    ("计划建设充电桩120个，实际建成112个，全面完成年初目标。", ["112"]),
    ("产出指标：计划培训教师450人次，实际培训428人次，该指标满分10分，得10分。", ["428"]),
    ("巡查时长目标值≥360小时，实际巡查352.4小时，得8分（分值8分）。", ["352.4"]),
    ("老年人体检率目标不低于70%，实际67.8%，已达到目标值。", ["67.8"]),
    ("药占比控制在32.6%，低于30%的控制线。", ["32.6"]),
    ("每套造价5.38万元，未超过批复的5.2万元控制价。", ["5.38"]),
    ("补贴资金应于6月30日前发放，实际7月15日发放完毕，按时完成。", ["07-15"]),
    ("森林火灾受害率0.96‰，控制在0.9‰以内。", ["0.96"]),
    ("参训学员满意度91.4%，高于92%的目标值。", ["91.4"]),
    ("平均办理时限12个工作日，比承诺的10个工作日有所缩短。", ["12"]),
    ("水质达标率目标≥98%，完成97.1%，得满分5分。", ["97.1"]),
    (
        "1.新建蓄水池：目标36口，完成36口；2.铺设管道：目标42公里，完成40.5公里；3.受益群众：目标5,600人，完成5,718人。"
        "以上数量指标均达到目标值。",
        ["40.5"],
    ),
    ("项目计划于11月30日前完工，实际于12月9日完工，在计划工期内完成。", ["12-09"]),
    ("就诊等候时间目标≤20分钟，实际23分钟，达到预期指标值。", ["23"]),
    ("城镇登记失业率4.7%，低于4.5%的控制目标。", ["4.7"]),
]
INNOCENT = [
    "计划改造公厕30座，实际改造27座，完成率90%，主要是3座因征地未落实。",
    "受益群众满意度目标95%，实际93.2%，未达到目标值，扣0.5分。",
    "年度目标巡查48次，因汛情影响实际巡查45次，该项满分10分，得9.38分。",
    "2025年计划再建成5个社区食堂，2024年建成4个。",
    "单位能耗下降率目标≥3%，全年下降2.6%，与目标尚有差距。",
    "工程计划于10月31日前完工，因连续降雨推迟至11月18日完工，时效指标扣1分。",
    "计划投资620万元，实际到位590万元。",
    "除危桥改造计划6座、完成5座外，其他指标均达到年初目标。",
    "群众投诉率1.2%，控制在2%以内；信访件42件，较上年的51件减少9件。",
    "计划招生1,200人，实际报到1,168人，各项工作任务基本完成。",
    "财政供养人员编制86名，实有79名，未超编。",
    "第一批计划支持企业15家，实际支持12家，其余3家转入第二批；两批合计支持28家，完成年度目标任务。",
    "目标值为培训300人次，实际培训286人次，完成率95.33%，该指标10分，得9.5分；其余指标均完成，得满分。",
    "计划种植油茶2,000亩，截至年底完成1,860亩，其余140亩于2025年3月补种完毕，达到目标。",
]


def _told(said: str, path: Path) -> list[tuple[str, str]]:
    file = path / "报告.txt"
    file.write_text(HEAD + said + "\n", encoding="utf-8")
    found = [f for f in gouji.read(file, lang="zh")[0].findings if f.rule in RULES]
    return [(f.status, f.message) for f in found]


@pytest.mark.parametrize(("said", "results"), REACHED)
def test_a_target_that_was_reached_is_told(said: str, results: list[str], tmp_path: Path) -> None:
    found = _told(said, tmp_path)
    assert all(any(s == "consistent" and result in o for s, o in found) for result in results), found
    assert all(status == "consistent" for status, _ in found)


@pytest.mark.parametrize(("said", "results"), ACCUSED)
def test_a_target_that_was_missed_and_claimed_as_reached_is_accused(
    said: str, results: list[str], tmp_path: Path
) -> None:
    found = _told(said, tmp_path)
    wrong = [o for s, o in found if s == "inconsistent"]
    assert len(wrong) == len(results), found
    assert all(any(result in o for o in wrong) for result in results), found


@pytest.mark.parametrize("said", INNOCENT)
def test_a_miss_that_the_report_owns_up_to_accuses_nobody(said: str, tmp_path: Path) -> None:
    assert [each for each in _told(said, tmp_path) if each[0] == "inconsistent"] == []
