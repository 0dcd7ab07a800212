"""Figures of which a statement behind several says that all of them, or what they are of, reached the target told above."""

from __future__ import annotations

import pytest

from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.said_of_several import said_of_several
from gouji.extract.statements.said_reached import said_reached
from tests.reading import passed

WRONG = [
    (
        "年初确定：到馆读者不少于12万人次，读者满意度不低于93%。|全年到馆读者12.6万人次；问卷500份，满意456份，读者满意度91.2%，三项指标均达到年初设定的目标值。",
        "91.2",
    ),
    (
        "目标：适龄儿童接种率稳定在95%以上；开展业务培训50场。|全年共开展业务培训46场，培训基层人员1,380人次，按计划完成了培训任务。",
        "46",
    ),
    (
        "年度目标：平均响应时间不超过30分钟，巡护里程不少于8万公里。|全年巡护里程7.6万公里，平均响应时间26分钟，年度目标全部实现。",
        "7.6",
    ),
    (
        "责任书约定规范管理高血压患者2,000人、糖尿病患者600人。|年末规范管理高血压患者1,940人、糖尿病患者623人，均超额完成责任书约定的人数。",
        "1940",
    ),
    (
        "目标：播出时长不少于6,000小时，故障恢复平均时间不超过60分钟。|全年播出时长6,205小时，故障恢复平均时间79分钟。以上各项均达到年初目标。",
        "79",
    ),
    (
        "按责任书，成灾率要控制在1‰以内，测报准确率要达到92%以上。|经市局考核，测报准确率93%，成灾率1.12‰，两率均符合责任书要求。",
        "1.12",
    ),
    ("计划举办讲座12期，实际举办12期；计划听讲600人，实际听讲540人。两项产出指标全部完成。", "540"),
    (
        "绩效目标表中，修补路面目标值4.2万平方米，优良路率目标值88%。|修补路面3.8万平方米，优良路率89.4%，全部达到或超过了目标值。",
        "3.8",
    ),
]
RIGHT = [
    "目标：就业率不低于90%。|经回访，就业率92%，高于要求，其中脱贫人员就业率82%，均达到预期目标。",
    "年度目标：巡护里程不少于8万公里。|上半年巡护里程3.6万公里，下半年4.7万公里，年度目标全部实现。",
    "年度目标：巡护里程不少于8万公里。|全年巡护里程7.6万公里，因大雪封山有两条线路停巡，其余目标均已实现。",
    "目标：自办节目不少于800小时。|自办节目742小时，四个频道平均收视率1.8%，均高于全市平均标准。",
    "目标：用户满意度达到85%以上。|县城用户满意度83%，农村用户满意度89%，用户满意度86%，均完成了目标。",
    "目标：城镇新增就业3,000人。|城镇新增就业由2,810人增加到3,260人，年度目标任务全部完成。",
]
BEHIND = [
    "1.数量：目标维修管网3,000米，实际完成2,860米，已完成。",
    "就业率要求达到88%以上，跟踪600人，就业520人，就业率86.7%，高于要求。",
    "安装水表470块，计划数为500块，差的30块因井房未通电暂缓，任务完成率94%，该项任务已达到年度目标。",
]


@pytest.mark.parametrize(("said", "figure"), WRONG)
def test_a_miss_among_several_that_are_said_to_be_reached_is_told(said: str, figure: str) -> None:
    every = contexts(passed(*said.split("|")))
    found = [each.claimed.result for each in said_of_several(every) if not each.holds]
    assert [every[place].figure.found.quantity.number for place in found] == [figure]


@pytest.mark.parametrize("said", RIGHT)
def test_parts_of_the_year_or_of_the_whole_and_other_standards_are_no_miss(said: str) -> None:
    assert not list(said_of_several(contexts(passed(*said.split("|")))))


@pytest.mark.parametrize("said", BEHIND)
def test_a_status_alone_behind_a_figure_claims_that_it_was_reached(said: str) -> None:
    assert [each.holds for each in said_reached(contexts(passed(said)))] == [False]
