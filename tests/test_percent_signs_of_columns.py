"""A percent sign that was read as a digit, told by the other rates of its column; and figures that are no rates."""

from __future__ import annotations

from dataclasses import replace

import pytest

import gouji
from gouji.schemas.pages import Document
from tests.tables import document, grid

HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"


def actual_of(target: str, actual: str, *, certain: bool) -> str | None:
    rows = [
        HEAD,
        "产出指标 | 质量指标 | 管网完好率 | ≥90% | 93.6% | 10 | 10",
        "产出指标 | 质量指标 | 抽检合格率 | ≥95% | 97.25% | 10 | 10",
        f"效益指标 | 生态效益 | 用水效率 | {target} | {actual} | 10 | 10",
    ]
    made: Document = document([grid(rows)])
    if certain:
        for page in made.pages:
            for cell in (cell for table in page.tables for cell in table.cells):
                for line in cell.lines:
                    line.glyphs = [replace(glyph, prob=1.0) for glyph in line.glyphs]
    report = gouji.understand(made, lang="zh")
    leaf = next(row.actual for row in report.indicators if row.name.text == "用水效率")
    return leaf.text if leaf is not None else None


@pytest.mark.parametrize(
    ("target", "actual", "certain", "expected"),
    [
        ("≥90%", "91.245", False, "91.24%"),
        ("≥90%", "91.245", True, "91.245"),  # nothing of a digital page is misread
        ("≥0.61", "0.625", False, "0.625"),  # a coefficient beside its bound
        ("≥0.61", "0.625", True, "0.625"),
    ],
)
def test_a_last_digit_is_a_percent_sign_only_of_a_rate_that_was_read_from_ink(
    target: str, actual: str, certain: bool, expected: str
) -> None:
    assert actual_of(target, actual, certain=certain) == expected
