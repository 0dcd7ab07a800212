"""The scale of grades that a report prints, and the grade that its score earns on it."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.extract.prose.grade_bands import grade_bands
from gouji.schemas.traced import Traced


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("本县规定95分以上为优秀，85—95分为良好。", [("优秀", "95"), ("良好", "85")]),
        (
            "90分（含）以上为优，80（含）—90分为良，60-80分为中，60分以下为差。",
            [("优", "90"), ("良", "80"), ("中", "60"), ("差", None)],
        ),
        ("等级：优（90分及以上）、良（80-89分）。", [("优", "90"), ("良", "80")]),
        ("优（得分≥90分）、良（80分≤得分<90分）、差（得分<60分）。", [("优", "90"), ("良", "80"), ("差", None)]),
        ("自评得分95分，等级为优。", []),
        ("优秀率90%以上，良好率80%以上。", []),
        ("95分以上为优，90分以上为优，80分以上为良。", []),  # two ways: which one holds, nobody knows
    ],
)
def test_the_scale_as_it_is_printed(words: str, wanted: list[tuple[str, str | None]]) -> None:
    found = grade_bands([Traced.plain(words)])
    assert [(b.grade.value, b.least.value.number if b.least and b.least.value else None) for b in found] == wanted


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("自评得分91.5分，等级为良好（95分以上为优秀，85—95分为良好）。", "consistent"),
        ("自评得分91.5分，等级为优秀（95分以上为优秀，85—95分为良好）。", "inconsistent"),
        ("自评得分91.5分，等级为优秀。", "consistent"),
        ("工程质量等级为合格。自评得分95.8分。", None),
    ],
)
def test_a_grade_is_held_against_the_own_scale(words: str, status: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"一、项目资金\n全年预算420.00万元。\n二、自评结论\n{words}\n", encoding="utf-8")
    (report,) = gouji.read(path, lang="zh")
    assert next((f.status for f in report.findings if f.rule == "grade-band"), None) == status
