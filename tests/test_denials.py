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


@pytest.mark.parametrize(
    ("text", "first", "second", "feature"),
    [
        ("抽检样品3,286批次，合格3,212批次，不合格74批次，合格率97.75%。", 1, 0, "stem=y-"),
        ("抽检样品3,286批次，合格3,212批次，不合格74批次，合格率97.75%。", 2, 1, "stem=ny"),
    ],
)
def test_what_a_rate_is_called_after(text: str, first: int, second: int, feature: str) -> None:
    every = contexts(passed(text))
    assert feature in pair_features(every, RatioCandidate(3, "part", first, second), None)


@pytest.mark.parametrize(("first", "second", "expected"), [(0, 2, True), (1, 2, False)])
def test_two_amounts_with_their_rate(first: int, second: int, expected: bool) -> None:
    every = contexts(passed("计划投资6.4亿元，到位6亿元，支付5.184亿元，为计划投资的81%，尚未支付1.216亿元。"))
    assert f"rated={expected}" in pair_features(every, RatioCandidate(4, "less", first, second), None)
