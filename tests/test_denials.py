"""Names that say the rest of what another name says, and the features that come of them."""

from __future__ import annotations

import pytest

from gouji.extract.statements.denials import denies
from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.ratio_candidates import RatioCandidate
from gouji.extract.statements.ratio_features import pair_features
from gouji.schemas.wordlists import read_records
from tests.reading import passed


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("不合格", "合格", True),
        ("合格", "不合格", False),
        ("未通过验收的", "通过验收", True),
        ("尚未完工", "已完工", True),
        ("退件", "批准", True),
        ("缺编", "年末实有", True),
        ("未来三年", "完成", False),
        ("批准", "受理", False),
        ("合格", "合格", False),
    ],
)
def test_denials(name: str, other: str, expected: bool) -> None:
    assert denies(name, other) == expected


def test_each_row_tells_opposites() -> None:
    for row in read_records("gouji.extract.statements", "opposite_words"):
        for word in row["done"].split():
            for rest in row["rest"].split():
                assert denies(rest, word), (rest, word)


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("抽检食品3,465批次，合格3,388批次，不合格77批次。", "rest=b"),
        ("检修水表380块，调换300块，另有80块报废。", "rest=-"),
    ],
)
def test_the_rest_of_two_counts(text: str, feature: str) -> None:
    every = contexts(passed(text))
    assert feature in pair_features(every, RatioCandidate(2, "less", 0, 1), None)
