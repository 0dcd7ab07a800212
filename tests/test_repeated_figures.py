"""Figures that a report tells again: in the summary, the prose and a table; alike counts of other things are not the same."""

from __future__ import annotations

import pytest

from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.repeated import repeated
from tests.reading import passed, printed

AGAIN = [
    # the second and the third place tell one thing, the first another
    (("全镇共有村（社区）26个。", "年度任务为改造小区26个。", "全年完成改造小区26个，完成率100%。"), ["26个"]),
    # what is counted stands behind
    (("市上下达26个小区的改造任务。", "存在的问题是26个小区中有11个尚无专业化物业。"), ["26个"]),
    # its name stands before it here, behind it there
    (("综合文化站22个。", "调查发现22个文化站中有7个缺人。"), ["22个"]),
    (("同时下达了区域绩效目标：改造190户。", "数量指标：实际改造190户。"), ["190户"]),
    # money is often round
    (("省级预算安排8600万元。", "当年下达8600万元，下达率100%。"), ["8600万元"]),
    (("“三公”经费预算26.00万元，实际支出20.75万元。", "“三公”经费预算26.00万元执行较好。"), ["26.00万元"]),
]
OTHERS = [
    ("完成技改项目12个。", "组建服务小队12支。"),
    ("完成技改项目12个。", "培训企业骨干45人，开设课程12个。"),
    ("新建公厕20座。", "维修桥梁20座。"),
]


@pytest.mark.parametrize(("said", "figures"), AGAIN)
def test_a_figure_told_again(said: tuple[str, ...], figures: list[str]) -> None:
    assert [printed(pair.second) for pair in repeated(contexts(passed(*said)))] == figures


@pytest.mark.parametrize("said", OTHERS)
def test_an_equal_count_of_another_thing_is_not_the_same(said: tuple[str, ...]) -> None:
    assert repeated(contexts(passed(*said))) == []
