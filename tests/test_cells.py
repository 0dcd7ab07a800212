"""Cells that are one malformed figure: repaired where its form shows how, otherwise unchanged."""

from __future__ import annotations

import pytest

from gouji.normalize.figures.cell_figures import misread_cell, misread_typed_cell

CASES = [
    ("O.00", "0.00"),
    ("1O", "10"),
    ("2,150,40000元", "2,150,400.00元"),
    ("≤2,150,40000", "≤2,150,400.00"),
    ("1,23456", "1,234.56"),
    ("2.150,400.00元", "2,150,400.00元"),
    ("1.314.800.00", "1,314,800.00"),
    ("1154,41", "1154.41"),
    ("98,5%", None),
    ("38,79%", "38.79%"),
    ("93%0", "93%"),
    ("2.5%o", "2.5‰"),
    ("≤3.1%0", "≤3.1‰"),
    ("100°0", "100%"),
    ("≥95°", "≥95%"),
    ("≤o起", "≤0起"),
    ("≤627.85方元", "≤627.85万元"),
    # Well formed, or no figure: unchanged.
    ("1,234", None),
    ("12,345.60", None),
    ("12,345,678", None),
    ("1.234", None),
    ("93%", None),
    ("2024.3.18", None),
    ("1,2,3", None),
    ("0785-5550163", None),
    ("OK", None),
    ("O型", None),
    ("38,7", "38.7"),
    ("3,4", None),
    ("可持续影.响指标", "可持续影响指标"),
    ("一.目标", None),
    ("阿不都·热合曼", None),
    ("受天气影响工期顺延.已调整下年度计划", None),
    ("627.855元", None),
    ("O,00", "0.00"),
    ("98_4", "98.4"),
    ("131.09.", "131.09"),
    ("131.0.", None),
    ("4,777,910.164,126,203.21", None),
    ("11,0l", "11.01"),
    ("5996,3", "5996.3"),
    ("0.558元", None),
    ("627.85元", None),
    ("627.8元", None),
    ("6 件", None),
    ("", None),
]


@pytest.mark.parametrize(("read", "meant"), CASES)
def test_a_malformed_figure(read: str, meant: str | None) -> None:
    assert [edit.new for edit in misread_cell(read)] == ([meant] if meant else [])


@pytest.mark.parametrize("meant", [new for _, new in CASES if new])
def test_repairs_are_idempotent(meant: str) -> None:
    assert misread_cell(meant) == []


@pytest.mark.parametrize(
    ("read", "meant"),
    [("27 9,59", "279.59"), ("-1 2.5", "-12.5"), ("98.02 %", None), ("9 3.1%", "93.1%"), ("28 5", "285"), ("o", "0"), ("1 2 甲", None), ("2023 3.5", "20233.5"), ("11,0l", "11.01"), ("1.2 3.4", None), ("≥l591 7人", "≥15917人"), ("4 34, 60万元", "434.60万元")],
)
def test_a_cell_of_plain_text(read: str, meant: str | None) -> None:
    """There a single space separates no cells; several spaces do."""
    assert [edit.new for edit in misread_typed_cell(read)] == ([meant] if meant else [])
