"""Totals of points behind or before groups whose full marks make up 100."""

from __future__ import annotations

import pytest

from gouji.extract.statements.complete_scores import complete_scores
from gouji.extract.statements.figure_context import contexts
from tests.reading import passed


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("决策20分，得19分；过程20分，得18分；产出40分，得36分；效益20分，得17分。总分92分。", ["92"]),
        ("决策20分，得19分；过程20分，得18分；产出40分，得36分；效益20分，得17分。总分90分。", []),
        ("产出40分，得36分；效益20分，得17分；过程20分，得18分。总分92分。", []),  # one group is missing
        ("自评合计92分：¶决策（20分）得19分；¶过程（20分）得18分；¶产出（40分）得36分；¶效益（20分）得17分。", ["92"]),
        ("决策20分，得19分；过程20分，得18分；产出40分，得36分；效益20分，得17分，另加分2分。总分92分。", []),
        ("决策20分，得19分；过程20分，得18分；产出40分，得36分；效益20分，得17分。满分100分。", []),
    ],
)
def test_totals(said: str, wrong: list[str]) -> None:
    every = contexts(passed(*said.split("¶")))
    assert [every[m.claimed.result].figure.found.quantity.number for m in complete_scores(every)] == wrong
