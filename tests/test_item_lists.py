"""Points of a list are lines of their own, however few words they have."""

from __future__ import annotations

import pytest

from tests.reading import printed, told_budget

FIELDS = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate")
BEFORE = "9.护栏更换。预算费用10万元，实际使用9万元，使用率90%。"
BEHIND = "10.苗木补植经费。年初预算12万元，实际支出11.5万元，执行率95.83%。"
CASES = [
    ("5.设备更新。年初预算数20万元，追加1.5万元，全年预算数21.5万元，全年执行数21万元，执行率97.67%。",
     {"initial": "20万元", "adjustment": "1.5万元", "adjusted": "21.5万元", "spent": "21万元", "execution_rate": "97.67%"}),
    ("6.系统运维。批复预算86.40万元，核减3.2万元后为83.2万元，支付81.95万元，支出进度98.50%。",
     {"initial": "86.40万元", "adjustment": "-3.2万元", "adjusted": "83.2万元", "spent": "81.95万元", "execution_rate": "98.50%"}),
    ("7.消防演练。安排资金120万元，实际到位120万元，实际支出118.6万元，结余1.4万元，资金支出率98.83%。",
     {"adjusted": "120万元", "allocated": "120万元", "spent": "118.6万元", "balance": "1.4万元", "execution_rate": "98.83%"}),
    ("8.设施购置。年初安排464.03万元，年度执行中增加82.6万元，全年预算546.63万元，已使用466万元，使用率85.25%。",
     {"initial": "464.03万元", "adjustment": "82.6万元", "adjusted": "546.63万元", "spent": "466万元", "execution_rate": "85.25%"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_point_among_others(text: str, expected: dict[str, str]) -> None:
    rows = told_budget("二、资金使用情况", BEFORE, text, BEHIND)
    assert [r.role for r in rows] == ["subproject"] * 3
    assert {f: printed(getattr(rows[1], f)) for f in FIELDS if getattr(rows[1], f)} == expected
    assert rows[1].name.value == text[2:].split("。")[0]


def test_points_that_tell_sides_of_the_whole_are_no_lines() -> None:
    rows = told_budget(
        "二、资金情况",
        "1.资金到位情况。全年预算300万元，实际到位300万元。",
        "2.资金支出情况。实际支出291万元，预算执行率97%。",
    )
    assert [(r.role, printed(r.spent)) for r in rows] == [("total", "291万元")]
