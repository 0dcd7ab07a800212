"""What a form does not claim: a target changed within the year, groups that lost a rule, tasks that are not all, standards paid out."""

from __future__ import annotations

import pytest

from gouji.schemas.record import Report
from tests.reading import value
from tests.test_roles import understood

TWO_TARGETS = "一级指标 | 二级指标 | 三级指标 | 年初指标值 | {} | 全年完成值 | 分值 | 得分"
GROUPED = "一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 得分"
LISTED = "项目 | 年初预算数（万元） | 全年预算数（万元） | 全年执行数（万元） | 执行率"


def errors(report: Report, rule: str) -> list[str]:
    return [f.message for f in report.findings if f.rule == rule and f.status == "inconsistent"]


@pytest.mark.parametrize("head", ["调整指标值", "调整后指标值", "调整目标值"])
def test_the_target_is_the_one_that_was_changed_within_the_year(head: str) -> None:
    report = understood(
        [
            TWO_TARGETS.format(head),
            "产出指标 | 数量指标 | 改造食堂数量 | 9所 | 8所 | 8所 | 20 | 20",
            "产出指标 | 数量指标 | 助餐服务人次 | ≥18万人次 | — | 19.8万人次 | 20 | 20",
            "产出指标 | 质量指标 | 验收合格率 | 100% |  | 100% | 20 | 20",
        ]
    )
    assert [i.target.text for i in report.indicators if i.target] == ["8所", "≥18万人次", "100%"]
    assert errors(report, "target-met") == []


@pytest.mark.parametrize(
    ("name", "accused"), [("亩均财政补助标准", False), ("护林员补助发放标准", False), ("单座大棚造价", True)]
)
def test_a_standard_paid_out_may_have_a_floor(name: str, accused: bool) -> None:
    report = understood([GROUPED, f"产出指标 | 成本指标 | {name} | ≥1650元 | 1655元 | 20 | 20"])
    assert bool(errors(report, "target-direction")) is accused


@pytest.mark.parametrize(("weight", "accused"), [("44", True), ("40", False)])
def test_a_group_of_which_a_rule_is_lost_accuses_nobody(weight: str, accused: bool) -> None:
    """The cells of the row between the groups run over both levels: it may belong to either."""
    rows = [
        GROUPED,
        "产出（44分） | 数量 | 管护绿地 | 9公顷 | 9公顷 | 20 | 20",
        f"^ | 质量 | 完好率 | ≥90% | 95% | {'18' if accused else '20'} | 18",
        "时效 | < | 按时办结率 | ≥90% | 95% | 4 | 4" if not accused else "^ | 时效 | 按时办结率 | ≥90% | 95% | 4 | 4",
        "效果（16分） | 社会效益 | 受益村庄 | 9个 | 9个 | 16 | 16",
    ]
    report = understood(rows)
    assert bool(errors(report, "weights-total")) is accused
    if not accused:
        assert [value(i.level2) for i in report.indicators] == ["数量", "质量", "时效", "社会效益"]
        assert report.indicators[2].level1 is None


TASKS = [("市政道路养护", "742.00", "742.00", "690.35"), ("照明节能改造", "468.58", "468.58", "430.20")]


@pytest.mark.parametrize(
    ("total", "accused"),
    [
        (("5547.30", "5521.08", "5365.30"), []),
        (("1210.58", "1210.58", "1120.05"), ["1120.55"]),
    ],
    ids=["tasks of much more money", "all tasks but for a slip"],
)
def test_tasks_that_are_far_from_the_whole_are_not_all_of_it(total: tuple[str, str, str], accused: list[str]) -> None:
    parts = [
        f"{name} | {initial} | {adjusted} | {spent} | {float(spent) / float(adjusted):.2%}"
        for name, initial, adjusted, spent in TASKS
    ]
    initial, adjusted, spent = total
    report = understood(
        [LISTED, f"合计 | {initial} | {adjusted} | {spent} | {float(spent) / float(adjusted):.2%}", *parts]
    )
    found = errors(report, "sum-of-parts")
    assert [any(figure in each for each in found) for figure in accused] == [True] * len(accused)
    assert bool(found) is bool(accused)
