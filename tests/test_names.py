"""File names of any bytes: a person reads them, a record holds them, and the file is found again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import gouji
from gouji.archive.as_path import as_path
from gouji.schemas.as_text import as_text

REPORT = "一、概况\n1.甲养护经费。预算费用100万元，实际使用90万元，使用率90%。\n自评得分98分。\n"
NAMES = [
    ("自评报告.txt".encode("gb18030"), "自评报告.txt"),
    ("2023年度（一）.txt".encode("gb18030"), "2023年度（一）.txt"),
    ("自评报告.txt".encode(), "自评报告.txt"),
    (b"plain.txt", "plain.txt"),
    (b"odd\xff\xff.txt", "odd\\xff\\xff.txt"),
    ("桥梁养护".encode("gb18030") + b"-1.txt", "桥梁养护-1.txt"),
]


@pytest.mark.parametrize(("raw", "shown"), NAMES)
def test_a_name_of_any_bytes_is_shown_readable(raw: bytes, shown: str) -> None:
    assert as_text(os.fsdecode(raw)) == shown
    assert as_text("/某县/" + os.fsdecode(raw)) == "/某县/" + shown


def test_half_a_pair_is_written_out() -> None:
    assert as_text("a\ud800b") == "a\\ud800b"


@pytest.mark.parametrize(("raw", "shown"), NAMES)
def test_the_record_holds_the_readable_name_and_the_file_is_found_by_it(tmp_path: Path, raw: bytes, shown: str) -> None:
    folder = tmp_path / os.fsdecode("财政局".encode("gb18030"))
    folder.mkdir()
    file = folder / os.fsdecode(raw)
    file.write_text(REPORT, encoding="utf-8")
    (record,) = gouji.read(file, lang="zh")
    assert record.document.source == shown
    assert shown in record.model_dump_json() or "\\\\xff" in record.model_dump_json()
    if "\\x" not in shown:
        assert as_path(as_text(str(file))) == file
