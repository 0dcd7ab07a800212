"""A rate is of the plan in its own sentence, not of the one that the rate before had."""

from __future__ import annotations

from gouji.extract.statements.claims import claims
from gouji.extract.statements.figure_context import contexts
from tests.reading import passed

FIRST = "（一）管网更新。计划更新46.35公里，投资2,180万元，实际完成46.35公里，完成率100%。"


def test_the_plan_beside_a_rate_is_its_base() -> None:
    """The same length was done in two tasks: of the second that is half of its own plan."""
    every = contexts(passed(FIRST, "（二）管网巡检。计划巡检92公里，投资64万元，实际完成46.35公里，完成率100%。"))
    told = {claim.claimed.result: claim.holds for claim in claims(every) if claim.claimed.form == "part"}
    assert list(told.values()) == [True, False]


def test_a_rate_without_a_base_of_its_own_shares_the_one_before() -> None:
    """用于甲…占…，乙…占…: each share is of the whole that was told once."""
    every = contexts(passed("全年支出480万元，其中管网更新312万元，占65%；管网巡检168万元，占35%。"))
    told = [claim for claim in claims(every) if claim.claimed.form == "part"]
    assert [(claim.holds, claim.claimed.operands[1]) for claim in told] == [(True, 0), (True, 0)]
