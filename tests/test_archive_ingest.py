"""A batch: what is read, what is skipped without a look, what is tried again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

import gouji
from gouji.archive.ingest import IngestOptions
from gouji.archive.sql_tables import DATA, documents
from gouji.archive.store import Store, open_store
from gouji.cli import app
from gouji.schemas.batch import Summary
from gouji.schemas.errors import GoujiError, MissingComponent
from tests.archived import batch, report, write
from tests.postgres import postgres, postgres_server  # noqa: F401


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path):
    address = str(tmp_path / "a.db") if request.param == "sqlite" else request.getfixturevalue("postgres")
    with open_store(address, create=True) as opened:
        yield opened


@pytest.fixture
def lite(tmp_path: Path):
    with open_store(tmp_path / "a.db", create=True) as opened:
        yield opened


def told(summary: Summary) -> tuple[int, int, int]:
    return summary.read, summary.skipped, len(summary.failures)


def projects(store: Store) -> list[str | None]:
    with store.engine.connect() as connection:
        return sorted(connection.scalars(select(DATA["reports"].c.project_name)), key=str)


def some(folder: Path, count: int = 3) -> list[Path]:
    folder.mkdir(exist_ok=True)
    return write(folder, [report(project=f"{n}号项目") for n in "甲乙丙丁戊己庚辛"[:count]])


def test_a_batch_and_the_same_again(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    files = some(folder)
    shutil.copy(files[0], folder / "copy.txt")
    first = batch(store, folder, wishes=IngestOptions(2))
    assert told(first) == (3, 1, 0) and first.pages == 3
    assert first.tally.figures > 3 and first.tally.relations >= 3
    with store.engine.connect() as connection:
        assert len(connection.execute(select(documents.c.sha256)).all()) == 3
        row = connection.execute(select(documents).limit(1)).mappings().one()
    assert row["state"] == "done" and row["attempts"] == 1 and row["owner"] is None
    assert row["program"] == gouji.__version__ and row["finished"] >= row["started"]
    assert any(len(store.paths(sha)) == 2 for sha, _ in store.json_lines())

    def opened(_path: str) -> str:
        raise AssertionError("a file that did not change was opened")

    monkeypatch.setattr("gouji.archive.job_queue.digest", opened)
    assert told(batch(store, folder)) == (0, 4, 0)
    monkeypatch.undo()

    # Written anew with the same size and the same time set back: still seen.
    before = files[1].stat()
    files[1].write_text(report(project="己号项目"), encoding="utf-8")
    os.utime(files[1], ns=(before.st_atime_ns, before.st_mtime_ns))
    files[2].rename(folder / "renamed.txt")
    assert files[1].stat().st_size == before.st_size
    assert told(batch(store, folder)) == (1, 3, 0)
    assert projects(store) == ["丙号项目", "乙号项目", "己号项目", "甲号项目"]


def test_other_versions_are_read_anew_only_when_asked(lite: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some(tmp_path / "in", 2)
    batch(lite, tmp_path / "in")
    assert told(batch(lite, tmp_path / "in", wishes=IngestOptions(1, refresh=True))) == (0, 2, 0)
    monkeypatch.setattr(gouji, "__version__", "9.9.9")
    assert told(batch(lite, tmp_path / "in")) == (0, 2, 0)
    assert told(batch(lite, tmp_path / "in", wishes=IngestOptions(1, refresh=True))) == (2, 0, 0)
    with lite.engine.connect() as connection:
        assert set(connection.scalars(select(documents.c.program))) == {"9.9.9"}
        assert set(connection.scalars(select(documents.c.attempts))) == {2}
    assert len(projects(lite)) == 2


def test_what_failed_is_named_again_and_tried_when_asked(lite: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/bad.pdf").write_bytes(b"%PDF-1.7")
    first = batch(lite, tmp_path / "in")
    assert told(first) == (0, 0, 1)
    (tmp_path / "in/bad.pdf").rename(tmp_path / "in/again.pdf")
    second = batch(lite, tmp_path / "in")
    assert told(second) == (0, 0, 1)
    assert "again.pdf" in second.failures[0] and "PDF" in second.failures[0]
    with lite.engine.connect() as connection:
        assert connection.scalar(select(documents.c.attempts)) == 1
    assert told(batch(lite, tmp_path / "in", wishes=IngestOptions(1, retry_failed=True))) == (0, 0, 1)
    monkeypatch.setattr(gouji, "__version__", "9.9.9")
    batch(lite, tmp_path / "in")
    with lite.engine.connect() as connection:
        assert connection.scalar(select(documents.c.attempts)) == 3


def test_names_from_standard_input(tmp_path: Path) -> None:
    files = some(tmp_path / "in")
    command = ["ingest", "-", str(files[2]), "--archive", str(tmp_path / "a.db"), "--workers", "1", "--lang", "en"]
    result = CliRunner().invoke(app, command, input=f"{files[0]}\n\n{files[1]}\r\n{tmp_path}/none.pdf\n")
    assert result.exit_code == 0, result.output
    assert "3 read (3 pages" in result.stdout and "1 failed" in result.stdout
    assert f"✗ {tmp_path}/none.pdf: file not found; check the path" in result.stdout
    assert sum(line.startswith("✓") for line in result.stderr.splitlines()) == 3


def test_what_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    for address in (str(tmp_path), "postgresql://u@127.0.0.1:1/x", "mysql://u/x"):
        result = CliRunner().invoke(app, ["ingest", str(tmp_path), "--archive", address, "--lang", "en"])
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1 and result.stderr.startswith("gouji: ")


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    some(tmp_path / "in", 1)
    with open_store(tmp_path / "a.db", create=True) as store:
        with store.writing() as connection:
            connection.exec_driver_sql("DROP TABLE records")
        with pytest.raises(GoujiError) as caught, store.explained_errors():
            batch(store, tmp_path / "in")
    assert caught.value.key == "archive_unusable" and "records" in str(caught.value.values["reason"])


def test_an_installation_that_cannot_read_stops_the_batch(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    some(tmp_path / "in", 1)
    with open_store(tmp_path / "a.db", create=True) as store:
        with pytest.raises(MissingComponent):
            batch(store, tmp_path / "in", models=tmp_path / "models")
        with store.engine.connect() as connection:
            assert connection.scalars(select(documents.c.owner)).all() in ([], [None])
