"""Wholes that are less than the sum of the parts that their words list."""

from __future__ import annotations

import pytest

from gouji.extract.statements.exceeded import exceeded
from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.misprinted import Considered
from tests.reading import passed

LISTED = "上半年累计支付736.40万元，其中设备612.47万元、设计98.20万元、监理108.00万元。"


@pytest.mark.parametrize(
    ("before", "expected"), [("全年预算900.00万元。", 1), ("全年支付818.67万元。", 0), ("全年预算818.67元。", 1)]
)
def test_parts_of_another_whole_exceed_nothing(before: str, expected: int) -> None:
    every = contexts(passed(before + LISTED))
    claim = Claimed(1, "sum", (2, 3, 4))
    assert len(list(exceeded(every, [[Considered([claim], [0.1, 0.9])]], 2))) == expected
