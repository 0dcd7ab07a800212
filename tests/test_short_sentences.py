"""Short sentences with counts under a form, which have no heading above them."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

FORM = """2023年度村卫生室修缮项目自评简表
项目单位：榆树乡卫生院
资金来源        年初预算    全年支出    执行率
县级财政        45.00       43.20       96.00%
合计            45.00       43.20       96.00%
"""


@pytest.mark.parametrize(
    ("line", "subjects"),
    [
        ("全年修缮诊室16间，添置诊床24张。", {"修缮诊室", "添置诊床"}),
        ("注：诊室16间，诊床24张。", set()),
        ("诊室16间、诊床24张", set()),
    ],
)
def test_a_short_sentence_is_told(tmp_path: Path, line: str, subjects: set[str]) -> None:
    path = tmp_path / "form.txt"
    path.write_text(FORM + line + "\n", encoding="utf-8")
    assert {fact.subject.text for fact in gouji.read(path, lang="zh")[0].facts} == subjects
