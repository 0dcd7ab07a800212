"""The command line as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.cli import app
from gouji.schemas.record import Report

DIRTY = Path(__file__).parent / "data/dirty_report.txt"
WRONG = "一、概况\n1.甲养护经费。预算费用100万元，实际使用90万元，使用率95%。\n自评得分98分。\n"
run = CliRunner()


def extract(*args: str | Path) -> tuple[int, str, str]:
    result = run.invoke(app, ["extract", *map(str, args), "--lang", "zh"])
    return result.exit_code, result.stdout, result.stderr


def test_one_file_goes_to_standard_output() -> None:
    code, out, _ = extract(DIRTY)
    assert code == 0
    assert Report.model_validate_json(out).cover.report_date is not None


def test_several_files_go_to_a_folder(tmp_path: Path) -> None:
    other = tmp_path / "in/dirty_report.txt"
    other.parent.mkdir()
    other.write_bytes(DIRTY.read_bytes())
    code, _, _ = extract(DIRTY, other, "--out", tmp_path / "out")
    assert code == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["dirty_report-2.json", "dirty_report.json"]


def test_several_files_need_a_folder() -> None:
    code, out, err = extract(DIRTY, DIRTY)
    assert (code, out) == (2, "")
    assert "--out" in err


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty.pdf", b"", "空文件"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj", "损坏"),
        ("junk.bin", bytes(range(256)) * 20, "不是"),
        ("cut.png", b"\x89PNG\r\n\x1a\n\x00\x00", "损坏"),
        ("blank.txt", b" \n\n ", "没有文字"),
        ("missing.pdf", None, "不存在"),
    ],
)
def test_a_bad_file_costs_one_line_and_nothing_else(tmp_path: Path, name: str, data: bytes | None, word: str) -> None:
    bad = tmp_path / name
    if data is not None:
        bad.write_bytes(data)
    code, _, err = extract(bad, DIRTY, "--out", tmp_path / "out")
    assert code == 2
    lines = err.strip().splitlines()
    assert len(lines) == 1
    assert str(bad) in lines[0]
    assert word in lines[0]
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["dirty_report.json"]


def test_gbk_text_is_read(tmp_path: Path) -> None:
    file = tmp_path / "gbk.txt"
    file.write_bytes(WRONG.encode("gb18030"))
    code, out, _ = extract(file)
    assert code == 0
    assert json.loads(out)["budget"][0]["name"]["value"] == "甲养护经费"


def test_text_of_no_known_form_says_what_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("各位同事：\n下周一上午开会，请准时参加。\n", encoding="utf-8")
    code, out, _ = extract(file)
    record = json.loads(out)
    assert code == 0
    assert record["budget"] == []
    assert {f["rule"] for f in record["findings"]} >= {"missing"}


def test_summary_in_both_languages(tmp_path: Path) -> None:
    file = tmp_path / "wrong.txt"
    file.write_text(WRONG, encoding="utf-8")
    for lang, word in (("zh", "数据矛盾 1"), ("en", "contradiction 1")):
        result = run.invoke(app, ["extract", str(file), "--summary", "--lang", lang])
        assert result.exit_code == 0
        assert word in result.stdout


@pytest.mark.parametrize(("text", "code"), [(WRONG, 1), (WRONG.replace("95%", "90%"), 0)])
def test_check_tells_by_its_exit_code(tmp_path: Path, text: str, code: int) -> None:
    file = tmp_path / "r.txt"
    file.write_text(text, encoding="utf-8")
    assert extract(file, "--out", tmp_path)[0] == 0
    assert run.invoke(app, ["check", str(tmp_path / "r.json")]).exit_code == code


def test_check_of_something_else_fails_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    file.write_text("{}", encoding="utf-8")
    result = run.invoke(app, ["check", str(file), "--lang", "en"])
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_schema_is_json() -> None:
    assert json.loads(run.invoke(app, ["schema"]).stdout)["title"] == "Report"


def test_nothing_heavy_is_loaded_for_help() -> None:
    code = "import sys, gouji.cli; sys.exit(any(m in sys.modules for m in ('paddleocr', 'cv2', 'pandas')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent.parent).returncode == 0
