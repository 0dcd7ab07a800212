"""Points of the execution of the budget that a sentence tells are the total's; points of other parts and other executions are not."""

from __future__ import annotations

import pytest

from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.told_execution_points import with_execution_points
from tests.reading import passed

TOLD = [
    ("（三）执行率（20分）19.2分。", "20", "19.2"),
    ("经评价，项目执行率10分得8.7分；产出指标50分得49分。", "10", "8.7"),
    ("以上90分；另有预算执行率10分，按93.4%计9.34分。", "10", "9.34"),
    ("资金执行9.1分（权重10分），产出48分。", "10", "9.1"),
    ("预算执行满分15分、得14.4分，效益满分30分、得28分。", "15", "14.4"),
    ("预算执行率8.8分/10分。", "10", "8.8"),
]
NOT_TOLD = [
    "产出指标50分得48分。",
    "预算执行率100%，得10分。",
    "政府采购执行率10分得9分。",
    "预算执行10分、产出指标50分、效益指标30分。",
    "预算执行10分得9分；二季度预算执行10分得8分。预算执行10分得7分。",
]


@pytest.mark.parametrize(("text", "weight", "score"), TOLD)
def test_points_of_the_execution_are_the_totals(text: str, weight: str, score: str) -> None:
    every = contexts(passed(text))
    roles = with_execution_points(every, [("P.score", 0.6)] * len(every))
    told = {role: c.figure.found.quantity.number for c, (role, _) in zip(every, roles, strict=True) if role[0] == "T"}
    assert told == {"T.weight": weight, "T.score": score}


@pytest.mark.parametrize("text", NOT_TOLD)
def test_other_points_are_not(text: str) -> None:
    every = contexts(passed(text))
    roles = [("P.score", 0.6)] * len(every)
    assert with_execution_points(every, roles) == roles


def test_what_is_told_already_stays() -> None:
    every = contexts(passed("预算执行10分得9.6分，产出50分得48分。"))
    roles = [("T.weight", 0.9), ("P.score", 0.6), ("P.weight", 0.6), ("P.score", 0.6)]
    assert with_execution_points(every, roles) == roles
