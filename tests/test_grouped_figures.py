"""Amounts with thousands commas that no page can mean: a sign for a digit, a speck read as a zero before them."""

from __future__ import annotations

import pytest

from gouji.normalize.figures.malformed_figures import malformed_figures
from tests.reading import passed


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("合计21,60±,733.00元", "合计21,601,733.00元"),
        ("0293,810,000.00", "293,810,000.00"),
        ("支出0013,260.00元", "支出13,260.00元"),
    ],
)
def test_a_malformed_amount_is_mended(read: str, mended: str) -> None:
    (edit,) = malformed_figures(read)
    assert read[: edit.start] + edit.new + read[edit.end :] == mended
    assert edit.confidence < 0.9


@pytest.mark.parametrize(
    "right", ["温度20±2℃", "误差±0.5", "科目010,020", "1,000±200元", "0.50元", "编号0012,345", "10,013,260.00元"]
)
def test_tolerances_and_codes_stay(right: str) -> None:
    assert malformed_figures(right) == []
    assert passed(right)
