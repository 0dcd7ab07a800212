"""Lists of which a part is told without its figure."""

from __future__ import annotations

import pytest

from tests.reading import figures

TOLD = [
    ("自评情况：产出49分、效益28分、满意度9.5分，连同预算执行得分，总分96.1分，等次为优。", []),
    ("自评情况：产出49分、效益28分、满意度9.5分，扣除违规扣分，合计84.5分，等次为良。", []),
    ("自评情况：产出49分、效益28分、满意度9.5分、预算执行9.6分，总分96.1分，等次为优。", [True]),
    ("自评情况：决策16分，过程18分，产出28分，效益27分，合计91分。", [False]),
]


@pytest.mark.parametrize(("text", "holds"), TOLD)
def test_a_list_with_a_part_that_stands_elsewhere_is_no_sum(text: str, holds: list[bool]) -> None:
    _, found, _ = figures(text)
    assert [claim.holds for claim in found if claim.claimed.form == "sum"] == holds


GROUPS = [
    ("全年培训480人次，其中党员260人次、妇女230人次、村干部190人次。", []),
    ("全年培训480人次，其中党员260人次、团员130人次、群众120人次。", [False]),
    ("全年培训480人次，其中党员260人次、团员130人次、群众90人次。", [True]),
]


@pytest.mark.parametrize(("text", "holds"), GROUPS)
def test_groups_of_which_one_person_may_be_in_several_are_no_sum(text: str, holds: list[bool]) -> None:
    _, found, _ = figures(text)
    assert [claim.holds for claim in found if claim.claimed.form == "sum"] == holds


def test_money_that_was_planned_and_money_that_was_spent_are_parts_of_nothing() -> None:
    lines = [
        "五、资金",
        "7.消防演练。安排资金120万元，实际到位120万元，实际支出118.6万元，结余1.4万元，资金支出率98.83%。",
        "8.宣传。安排资金20万元，实际到位20万元，实际支出18.6万元，结余1.4万元，资金支出率93%。",
    ]
    _, found, _ = figures(*lines)
    assert not [claim for claim in found if not claim.holds]
