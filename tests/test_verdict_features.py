"""What speaks for a claim that fails being an error."""

from __future__ import annotations

import pytest

from gouji.extract.statements.agreement import computed
from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.figure_features import Claimed, Form
from gouji.extract.statements.verdict_features import claim_features
from tests.reading import passed


@pytest.mark.parametrize(
    ("said", "form", "places", "feature"),
    [
        ("接诊7,680人次，比上年的6,400人次增长12%。", "up", (2, 0, 1), "exact=True"),
        ("接诊7,683人次，比上年的6,400人次增长12%。", "up", (2, 0, 1), "exact=False"),
        ("投诉63件，比去年的90件下降70%。", "down", (2, 0, 1), "other-way=True"),
        ("投诉63件，比去年的90件下降60%。", "down", (2, 0, 1), "other-way=False"),
        ("计划200场，完成150场，未完成的占75%。", "part", (2, 1, 0), "other-way=False"),
        ("计划200场，完成150场，完成25%。", "part", (2, 1, 0), "other-way=True"),
        ("投诉63件，比去年的90件增长30%。", "up", (2, 0, 1), "against=True"),
        ("计划200场。完成150场，完成70%。", "part", (2, 1, 0), "beside=first"),
        ("计划200场，完成150场，完成70%。", "part", (2, 1, 0), "beside=both"),
        ("培训90人，其中甲50人、乙42人。", "sum", (0, 1, 2), "sum=over:1.03"),
        ("培训90人，其中甲50人、乙32人。", "sum", (0, 1, 2), "sum=under:1.1"),
    ],
)
def test_features(said: str, form: Form, places: tuple[int, ...], feature: str) -> None:
    every = contexts(passed(said))
    claim = Claimed(places[0], form, places[1:])
    expected = computed(form, [every[i].figure.found.quantity for i in claim.operands])
    assert feature in list(claim_features(every, claim, expected))
