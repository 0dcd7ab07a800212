"""`gouji FOLDER`: a folder in, the problem list and the tables beside the reports; and what an export may replace."""

from __future__ import annotations

import json
import os
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from gouji.archive.discover import RESULTS_MARKER, discover
from gouji.cli import app
from gouji.schemas.errors import GoujiError
from gouji.show.folder_command import _code, _results_folder
from gouji.show.run import _with_folder
from tests.archived import report
from tests.test_extract_files import nobody

GOOD = report()
WRONG = "一、概况\n1.甲养护经费。预算费用100万元，实际使用90万元，使用率95%。\n自评得分98分。\n"


def gouji(*args: str | Path) -> tuple[int, list[str], str]:
    result = CliRunner().invoke(app, [*map(str, args), "--lang", "zh"])
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout.splitlines(), result.stderr


def put(path: Path, words: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return path


def names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


def test_a_folder_leaves_its_results_beside_the_reports_and_is_read_once(tmp_path: Path) -> None:
    put(tmp_path / "县/甲/错.txt", WRONG)
    put(tmp_path / "县/notes.docx", "other")
    code, told, _ = gouji("folder", tmp_path / "县")
    place = tmp_path / "县/勾稽结果"
    assert code == 1
    assert "共 1 份文件，读出 1 份（其中本次新读 1 份），读不了 0 份" in told[0]
    assert told[1].startswith("数据矛盾 1 条") and any("1 个其他类型" in line for line in told) and any(str(place) in line for line in told)
    assert names(place) == {"问题清单.xlsx", "数据表", "gouji.db", RESULTS_MARKER}
    assert {"gouji.xlsx", "budget.csv", "findings.csv"} <= names(place / "数据表")
    put(tmp_path / "县/empty.pdf", "")
    put(tmp_path / "县/好.txt", GOOD)
    code, told, _ = gouji("folder", tmp_path / "县")
    assert code == 2
    assert "共 3 份文件，读出 2 份（其中本次新读 1 份），读不了 1 份" in told[0]
    assert any(line.startswith("  ✗") and "empty.pdf" in line and "空文件" in line for line in told)
    assert names(place) == {"问题清单.xlsx", "数据表", "gouji.db", RESULTS_MARKER}


def test_a_list_that_somebody_works_in_is_kept(tmp_path: Path) -> None:
    put(tmp_path / "好.txt", GOOD)
    assert gouji("folder", tmp_path)[0] == 0
    path = tmp_path / "勾稽结果/问题清单.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A1"] = "已核实"
    book.save(path)
    worked = path.read_bytes()
    code, told, err = gouji("folder", tmp_path)
    assert code == 0 and path.read_bytes() == worked
    assert (path.parent / "问题清单-2.xlsx").is_file() and any("问题清单-2.xlsx" in line for line in told)
    assert "问题清单-2.xlsx" in err and "--force" in err
    assert gouji("folder", tmp_path, "--force")[0] == 0 and path.read_bytes() != worked


def test_results_are_never_read_and_an_empty_folder_gets_none(tmp_path: Path) -> None:
    put(tmp_path / "a/勾稽结果/x.txt", GOOD)
    put(tmp_path / "a/勾稽结果" / RESULTS_MARKER, "")
    put(tmp_path / "a/y.txt", GOOD)
    assert [Path(seen.path).name for seen in discover([str(tmp_path)])] == ["y.txt"]
    (tmp_path / "empty").mkdir()
    code, told, err = gouji("folder", tmp_path / "empty")
    assert (code, told) == (2, []) and len(err.splitlines()) == 1
    assert names(tmp_path / "empty") == set()


def test_a_folder_that_may_not_be_written_has_its_results_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    folder, here = tmp_path / "只读", tmp_path / "here"
    folder.mkdir()
    here.mkdir()
    for path in (*list(tmp_path.parents)[:3], tmp_path, folder):
        path.chmod(path.stat().st_mode | 0o055)
    folder.chmod(0o555)
    here.chmod(0o777)
    monkeypatch.chdir(here)
    with nobody():
        assert _results_folder(folder, None, "zh") == here / "只读-勾稽结果"
    assert str(here / "只读-勾稽结果") in capsys.readouterr().err
    assert _results_folder(folder, tmp_path / "wished", "zh") == tmp_path / "wished"
    (tmp_path / "file").write_text("")
    with pytest.raises(GoujiError, match="cannot_write"):
        _results_folder(folder, tmp_path / "file", "zh")


@pytest.mark.parametrize("out", [".", "..", "勾稽结果"])
def test_results_never_lie_over_reports(tmp_path: Path, out: str) -> None:
    """A folder of results is not read: one with reports in it must not become one."""
    folder = tmp_path / "in"
    put(folder / "好.txt", GOOD)
    put(folder / "勾稽结果/旧.txt", GOOD)
    code, told, err = gouji("folder", folder, "--out", folder / out)
    assert (code, told) == (2, []) and "有报告" in err and len(err.splitlines()) == 1
    assert not list(tmp_path.rglob(RESULTS_MARKER))
    assert len(list(discover([str(folder)]))) == 2


@pytest.mark.parametrize(("unread", "wrong", "code"), [(0, 0, 0), (0, 3, 1), (1, 0, 2), (2, 3, 2)])
def test_the_code_tells_what_came_of_the_folder(unread: int, wrong: int, code: int) -> None:
    assert _code(unread, wrong) == code


class Program:
    commands = {"extract": None, "folder": None}  # noqa: RUF012


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["scans"], ["folder", "scans"]),
        (["./extract"], ["folder", "./extract"]),
        (["extract"], ["extract"]),
        (["--lang", "en", "scans"], ["folder", "--lang", "en", "scans"]),
        (["gone/below"], ["folder", "gone/below"]),
        (["extrct"], ["extrct"]),
        (["--version"], ["--version"]),
        (["-h"], ["-h"]),
        ([], []),
    ],
)
def test_a_folder_in_the_place_of_a_command(args: list[str], expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scans").mkdir()
    (tmp_path / "extract").mkdir()
    (tmp_path / "a.pdf").touch()
    monkeypatch.chdir(tmp_path)
    assert _with_folder(Program, args) == expected
    with pytest.raises(GoujiError, match="file_alone"):
        _with_folder(Program, ["a.pdf"])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    put(folder / "in/错.txt", WRONG)
    assert gouji("ingest", folder / "in", "--archive", folder / "a.db")[0] == 0
    return folder / "a.db"


def exported(archive: Path, out: Path, form: str, *more: str) -> tuple[int, str]:
    code, _, err = gouji("export", "--archive", archive, "--format", form, "--out", out, *more)
    return code, err


def test_an_export_replaces_what_exports_wrote_and_nothing_else(archive: Path, tmp_path: Path) -> None:
    assert exported(archive, tmp_path, "csv,xlsx") == (0, "")
    assert exported(archive, tmp_path, "parquet,jsonl") == (0, "")
    assert exported(archive, tmp_path, "csv,xlsx") == (0, "")
    mine = put(tmp_path / "budget.csv", "my own table")
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    code, err = exported(archive, tmp_path, "csv")
    assert code == 2 and "budget.csv" in err and "--force" in err and len(err.splitlines()) == 1
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before
    assert exported(archive, tmp_path, "csv", "--force") == (0, "")
    assert mine.read_text(encoding="utf-8-sig").startswith("report_id")


@pytest.mark.parametrize("name", ["data_dictionary.csv", "datapackage.json", "records.jsonl"])
def test_a_file_of_an_exports_name_that_is_not_gouji_stays(archive: Path, tmp_path: Path, name: str) -> None:
    mine = put(tmp_path / name, '{"name": "mine"}')
    assert exported(archive, tmp_path, "jsonl")[0] == 2
    assert mine.read_text() == '{"name": "mine"}' and names(tmp_path) == {name}


def test_an_export_of_an_older_version_is_known_by_its_sizes(archive: Path, tmp_path: Path) -> None:
    assert exported(archive, tmp_path, "csv") == (0, "")
    package = tmp_path / "datapackage.json"
    told = json.loads(package.read_text())
    del told["gouji"]["written"]
    package.write_text(json.dumps(told))
    assert exported(archive, tmp_path, "csv") == (0, "")


def test_the_archive_is_never_replaced_by_its_export(archive: Path, tmp_path: Path) -> None:
    os.link(archive, tmp_path / "budget.csv")
    code, err = exported(archive, tmp_path, "csv", "--force")
    assert code == 2 and "原件" in err and names(tmp_path) == {"budget.csv"}


def test_no_archive_is_made_of_a_document(tmp_path: Path) -> None:
    document, empty = put(tmp_path / "a.txt", WRONG), put(tmp_path / "b.txt", "")
    for archive in (document, empty):
        code, _, err = gouji("ingest", document, "--archive", archive)
        assert code == 2 and "原件" in err
    assert document.read_text(encoding="utf-8") == WRONG and empty.read_bytes() == b""
