"""Weights of roles: a feature speaks for one role, or for roles that are alike together."""

from __future__ import annotations

from gouji.extract.statements.role_table import role_table

PARAMETERS = {"T.spent|now": 1.25, "*.spent|now": 0.5, "SF.*|part": 2.0, "S.spent|part": -0.75}


def test_a_role_shares_what_is_said_of_its_kin() -> None:
    scores = role_table(PARAMETERS).scores(["now", "part"])
    assert (scores["T.spent"], scores["S.spent"], scores["F.spent"], scores["F.initial"]) == (1.75, 1.75, 2.5, 2.0)
    assert scores["T.initial"] == scores["O"] == 0


def test_a_feature_that_was_never_seen_says_nothing() -> None:
    assert set(role_table(PARAMETERS).scores(["unheard"]).values()) == {0.0}


def test_a_feature_counts_as_often_as_it_is_told() -> None:
    assert role_table(PARAMETERS).scores(["now", "now"])["T.spent"] == 3.5
