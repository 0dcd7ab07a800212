"""What `ingest` makes of a place at which there is nothing to read: a sentence, exit code 2, and no archive for a slip of the pen."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.archive.empty_places import empty_places
from gouji.cli import app
from tests.archived import report, write


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with reports, one without, one with other files, and a link to nothing."""
    for name in ("good", "empty", "other/below", "bad"):
        (tmp_path / name).mkdir(parents=True)
    write(tmp_path / "good", [report()])
    (tmp_path / "bad" / "x.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "other" / "below" / "letter.docx").write_bytes(b"PK")
    (tmp_path / "dangling.pdf").symlink_to(tmp_path / "nowhere.pdf")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ingest(*places: str, lang: str = "en"):
    return CliRunner().invoke(app, ["ingest", *places, "--archive", "new/dir/x.db", "--workers", "1", "--lang", lang])


@pytest.mark.parametrize(
    ("places", "told"),
    [
        (["nope"], ["nope: file not found"]),
        (["nope", "nada.pdf"], ["nope: file not found", "nada.pdf: file not found"]),
        (["dangling.pdf"], ["dangling.pdf: file not found"]),
        (["empty"], ["empty: the folder contains no readable files"]),
        (["other"], ["other: the folder contains no readable files"]),
        (["nope", "empty"], ["nope: file not found", "empty: the folder contains no readable files"]),
    ],
)
def test_nothing_to_read_makes_no_archive(here: Path, places: list[str], told: list[str]) -> None:
    result = ingest(*places)
    assert result.exit_code == 2 and result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == len(told)
    assert all(line.startswith(f"gouji: {here}/{words}") for line, words in zip(lines, told, strict=True))
    assert not (here / "new").exists()


@pytest.mark.parametrize(
    ("places", "code", "read", "named"),
    [
        (["good"], 0, 1, ""),
        (["good", "bad"], 0, 1, "x.pdf"),
        (["bad"], 2, 0, "x.pdf"),
        (["good", "nope"], 2, 1, "nope: file not found"),
        (["nope", "good"], 2, 1, "nope: file not found"),
        (["good", "empty"], 2, 1, "empty: the folder contains no readable files"),
    ],
)
def test_the_rest_is_read_and_the_code_tells(here: Path, places: list[str], code: int, read: int, named: str) -> None:
    result = ingest(*places)
    assert result.exit_code == code, result.output
    assert f"{read} read" in result.stdout and named in result.output
    assert ingest("good").exit_code == 0  # done before: nothing failed


def test_a_typo_leaves_an_archive_as_it_is(here: Path) -> None:
    assert ingest("good").exit_code == 0
    before = (here / "new/dir/x.db").read_bytes()
    result = ingest("nope", lang="zh")
    assert result.exit_code == 2 and len(result.stderr.splitlines()) == 1 and "文件不存在" in result.stderr
    assert (here / "new/dir/x.db").read_bytes() == before


def test_a_large_folder_is_not_walked_to_its_end(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def two(_places: object):
        from gouji.schemas.batch import Seen

        yield Seen("a.pdf")
        raise AssertionError("looked on behind the first document")

    monkeypatch.setattr("gouji.archive.empty_places.discover", two)
    assert empty_places(["good"]) == []
