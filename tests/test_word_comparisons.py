"""Comparisons in words between two figures of a sentence: 高于, 低于, 持平."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.check.relations.claims import claim_relations
from tests.reading import claimed

BOOKS = "年初预算为1560.05万元，支出决算为1511.89万元，完成年初预算的96.91%，决算数{}预算数的主要原因是人员变动。"
COMPARED = [
    ("群众满意率达到85%，高于目标值90%。", "85% > 90%", False),
    ("完成清淤12.5公里，超过年度计划15公里。", "12.5公里 > 15公里", False),
    ("完成清淤12.5公里，略低于年度计划13公里。", "12.5公里 < 13公里", True),
    ("群众满意率93%，低于目标值95%。", "93% < 95%", True),
    ("群众满意率96%，低于95%的目标。", "96% < 95%", False),
    ("群众满意率95.4%，低于目标值90%。", "95.4% < 90%", False),
    ("群众满意率96%，未达到目标值（95%）。", "96% < 95%", False),
    ("三公经费支出8万元，与上年8万元持平。", "8万元 = 8万元", True),
    ("三公经费支出8万元，与上年9.2万元持平。", "8万元 = 9.2万元", False),
    (BOOKS.format("大于"), "1511.89万元 > 1560.05万元", False),
    (BOOKS.format("小于"), "1511.89万元 < 1560.05万元", True),
]
UNCLEAR = [
    # by how much, not than what
    "支出100万元，低于预算数20万元。",
    "中标价60万元，低于预算33.15万元。",
    "空置率40%，低于目标值25%。",
    "受害森林面积93.24公顷，低于控制指标1169.76公顷。",
    # the average is not what is compared
    "举办培训9期1386人次，平均每期154人次，超过年初确定的1200人次的任务。",
    # another measure of the same unit
    "群众满意率95%，验收合格率高于目标值98%。",
    "群众满意率85%以上，高于目标值90%。",
    "支出80万元，与上年92万元基本持平。",
    "单笔支付超过50万元的须经集体审议，低于10万元的由分管领导审批。",
    # other units
    "购置新书21600册，平均每册40元，超过年度计划20000册。",
]


@pytest.mark.parametrize(("said", "equation", "holds"), COMPARED)
def test_what_the_words_compare(said: str, equation: str, holds: bool) -> None:
    found = [r for r in claim_relations(claimed(said)) if r.rule == "compared-in-words"]
    outcomes = [outcome for r in found if (outcome := r.outcome())]
    assert [(o.equation, o.holds) for o in outcomes] == [(equation, holds)]


@pytest.mark.parametrize("said", UNCLEAR)
def test_words_that_may_compare_something_else_accuse_nobody(said: str) -> None:
    found = [r for r in claim_relations(claimed(said)) if r.rule == "compared-in-words"]
    assert all(outcome.holds for r in found if (outcome := r.outcome()))


def test_a_met_target_is_told_once() -> None:
    found = claimed("群众满意率达到95%，高于目标值90%。")
    assert [c.rule for c in found] == ["target-met"]


def test_the_finding(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("项目支出绩效自评报告\n一、项目绩效情况\n群众满意率达到85%，高于目标值90%。\n", encoding="utf-8")
    (found,) = [f for f in gouji.read(path, lang="en")[0].findings if f.rule == "compared-in-words"]
    assert (found.status, found.severity, found.observed, found.expected) == ("inconsistent", "error", "85", "90")
    assert found.message.endswith("the report says 85% > 90%, but the figures do not agree")
