"""Figures of which the words right behind them say that they keep to the one target or range that they can mean."""

from __future__ import annotations

import pytest

from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.said_reached import said_reached
from tests.reading import passed

WRONG = [
    "平均候诊时间目标为不超过25分钟。通过预约分流，平均候诊时间31分钟，符合目标要求。",
    "年初计划培训护士不少于360人次。全年分三批送培，共培训护士318人次，圆满完成年度任务。",
    "按规定每人补贴80—120元。人均补贴136元，控制在标准范围内。",
    "每亩补助标准为300—400元。亩均补助265元，在规定区间之内。",
    "热线响应时限要求不超过15秒。平均响应时长22秒，达到时限要求。",
]
ABOVE = [
    "入户走访牧户300户，满意261户，满意度87%，达到了不低于90%的预定目标。",
    "第三方访问患者620人，满意度88.5%，达到年初确定的“90%以上”目标。",
    "庭院改造完成387户，目标为400户，完成率96.75%，已达到年度目标。",
    "年度目标：农村生活污水治理率达到45%以上，新建处理站12座。|建成处理站12座，治理率41.6%，已达到年初确定的目标值。",
    "年度目标：接待观众80万人次，其中青少年观众15万人次。|全年接待观众83万人次。青少年观众14.2万人次，超额完成预定目标。",
    "本年清运河道垃圾船次1,420次，而年度目标为1,500次，该项目标已实现。",
    "安装路灯236盏，达到240盏的年度目标。",
    "目标：排水管网抢修平均时长不超过4小时。|管网平均抢修时长4.6小时，比上年的5.2小时缩短0.6小时，达到年度目标要求。",
    "目标：当年栽植苗木保存率不低于92%。|栽植乔木完成计划的104.2%。当年栽植苗木保存率为90.7%，达到年度目标要求。",
    "目标：全区农产品网络零售额5亿元。|农产品网络零售额4.6亿元，超额完成年度目标。",
    "年度目标是改造厕所不少于500座。通过新建和改建，分别完成260座和212座，共472座，超额完成年度目标。",
]
RIGHT = [
    "急救车从受理到出车平均72秒，优于90秒的要求。",
    "本年清运河道垃圾船次1,520次，而年度目标为1,500次，该项目标已实现。",
    "新建泵站12座、整修泵站18座，达到30座的年度目标。",
    "目标：排水管网抢修平均时长不超过4小时。|管网平均抢修时长3.6小时，比上年的5.2小时缩短1.6小时，达到年度目标要求。",
    "目标：全区农产品网络零售额5亿元。|农产品网络零售额4.6亿元，比上年增加0.4亿元，尚未达到目标。",
    "目标：排水管网抢修平均时长不超过4小时。|热线平均接听时长6小时，达到年度目标要求。",
    "新生儿死亡率2.41‰，达到4‰的控制目标。",
    "新生儿死亡率2.41‰，实现了低于4‰的年度目标。",
    "入户走访牧户300户，满意276户，满意度92%，达到了不低于90%的预定目标。",
    "庭院改造完成387户，目标为400户，完成率96.75%，接近年度目标。",
    "满意度88%，比上年的90%下降，未达到目标。",
    "年度目标是改造厕所不少于500座。通过新建和改建，分别完成260座和252座，共512座，超额完成年度目标。",
    "年度目标：治理率达到45%以上。|水质达标率41.6%，已达到目标值。",
    "应急响应时间不超过2小时；送达时间1.5小时，达到要求。",
    "年度计划义诊不少于60场。全年义诊52场，因天气原因未完成年度任务。",
    "全年计划新增床位不少于50张，上半年新增20张，完成半年任务；下半年新增30张，完成年度任务。",
    "计划培训不少于360人次，其中护士不少于120人次。培训护士130人次，完成年度任务。",
    "按规定每人补贴80—120元。人均补贴96元，控制在标准范围内。",
    "年度目标为改造住房不少于60户。改造住房48户，完成年度任务的80%。",
]


@pytest.mark.parametrize("said", WRONG)
def test_a_miss_that_the_words_behind_it_deny_is_told(said: str) -> None:
    assert [claim.holds for claim in said_reached(contexts(passed(said)))] == [False]


@pytest.mark.parametrize("said", ABOVE)
def test_the_target_may_stand_above_under_the_same_name(said: str) -> None:
    assert [claim.holds for claim in said_reached(contexts(passed(*said.split("|"))))] == [False]


@pytest.mark.parametrize("said", RIGHT)
def test_nothing_is_told_where_it_was_kept_or_several_targets_may_be_meant(said: str) -> None:
    assert not list(said_reached(contexts(passed(*said.split("|")))))
