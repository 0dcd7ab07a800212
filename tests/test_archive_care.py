"""An archive as a whole: what is in it, whether it is whole, a copy of it while it is in use."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from typer.testing import CliRunner

from gouji.archive.backup import backup
from gouji.archive.connect import connect
from gouji.archive.info import info
from gouji.archive.migrate import upgrade
from gouji.archive.sql_tables import DATA, documents, names, paths, records
from gouji.archive.store import Store, open_store
from gouji.archive.verify import verify
from gouji.cli import app
from gouji.schemas.errors import GoujiError
from tests.archived import dump, put, report, write
from tests.postgres import postgres, postgres_server  # noqa: F401
from tests.versions import BROKEN, Folder


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path):
    address = str(tmp_path / "a.db") if request.param == "sqlite" else request.getfixturevalue("postgres")
    with open_store(address, create=True) as opened:
        yield opened


def test_what_an_archive_holds(store: Store, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    folder = Folder(tmp_path / "in", store)
    folder.step({"a.txt": "A", "bad.txt": BROKEN})
    folder.step({"a.txt": "B", "c.txt": "C"})
    put(store, write(tmp_path, [report(unit="白石县文化馆", year=2021)]))
    folder.step({"c.txt": None})
    told = info(store)
    assert (told.documents, told.reports, told.superseded, told.failed, told.waiting) == (5, 3, 1, 1, 0)
    assert told.gone == [str(tmp_path / "in/c.txt")] and told.years == {2021: 1, 2023: 2}
    assert (told.units, told.pages, told.schema) == (2, 3, "0003") and told.size > 10_000
    assert sum(told.programs.values()) == 5
    for lang, words in (("zh", ["旧版本  1", "已不在原处  1", "2021 1  2023 2"]), ("en", ["superseded versions  1", "files no longer there  1"])):
        result = CliRunner().invoke(app, ["archive", "info", store.address, "--lang", lang])
        assert result.exit_code == 0 and all(word in result.stdout for word in [*words, "c.txt"])


@pytest.mark.skipif(os.name == "nt", reason="files have no mode there")
def test_an_archive_that_others_may_open_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        assert not info(store).open_to_others
        (tmp_path / "a.db").chmod(0o644)
        assert info(store).open_to_others
    assert "chmod 600" in CliRunner().invoke(app, ["archive", "info", str(tmp_path / "a.db")]).stdout


def _change(table: object, **values: object) -> Callable[[Store], None]:
    def deed(store: Store) -> None:
        with store.writing() as connection:
            connection.execute(update(table).values(**values))  # type: ignore[arg-type]

    return deed


def _drop(table: object) -> Callable[[Store], None]:
    def deed(store: Store) -> None:
        with store.writing() as connection:
            connection.execute(delete(table))  # type: ignore[arg-type]

    return deed


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        pytest.param(lambda _: None, [], id="whole"),
        pytest.param(_change(DATA["budget"], spent_yuan=1), ["its rows in budget"], id="a figure"),
        pytest.param(_change(DATA["reports"], department="别处"), ["its rows in reports"], id="a name"),
        pytest.param(_drop(DATA["facts"]), ["its rows in facts"], id="rows"),
        pytest.param(_change(names, fiscal_year=1999), ["its rows in names"], id="what it is compared by"),
        pytest.param(_change(records, json="{"), ["cannot be parsed"], id="no JSON"),
        pytest.param(_drop(records), ["but has no record"], id="no record"),
        pytest.param(_change(documents, state="failed"), ["is registered as failed"], id="the ledger"),
    ],
)
def test_what_is_not_whole_is_told(store: Store, deed: Callable[[Store], None], told: list[str], tmp_path: Path) -> None:
    put(store, write(tmp_path, [report()]))
    deed(store)
    found = list(verify(store, "en"))
    assert len(found) == len(told) and all(words in sentence for words, sentence in zip(told, found, strict=True)), found
    result = CliRunner().invoke(app, ["archive", "verify", store.address, "--lang", "en"])
    assert result.exit_code == (2 if told else 0) and all(words in result.stdout for words in told)
    assert ("intact: 1 records" in result.stdout) is not bool(told)


def test_a_record_of_another_file_is_told(store: Store, tmp_path: Path) -> None:
    put(store, write(tmp_path, [report(), report(year=2021)]))
    (first, one), (second, two) = store.json_lines()
    with store.writing() as connection:
        for report_id, told in ((first, two), (second, one)):
            connection.execute(update(records).where(records.c.report_id == report_id).values(json=told))
    assert sum("the record belongs to another file" in sentence for sentence in verify(store, "en")) == 2


def test_a_reference_to_nothing_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        put(store, write(tmp_path, [report()]))
    with sqlite3.connect(tmp_path / "a.db") as behind:
        behind.execute("INSERT INTO paths (path, sha256, seen) VALUES ('/x', 'none', '2024')")
    with open_store(tmp_path / "a.db") as store:
        assert any("paths row" in sentence for sentence in verify(store, "en"))


def test_pages_that_do_not_fit_are_told(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with open_store(file, create=True) as store:
        put(store, write(tmp_path, [report()]))
    with sqlite3.connect(file) as behind:
        behind.execute("PRAGMA writable_schema = ON")
        behind.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'ix_paths_sha256') WHERE name = 'ix_documents_state'"
        )
    result = CliRunner().invoke(app, ["archive", "verify", str(file), "--lang", "en"])
    assert result.exit_code == 2, result.output


def test_a_copy_is_whole_and_its_owners_alone(tmp_path: Path) -> None:
    files = write(tmp_path, [report(), report(year=2021)])
    with open_store(tmp_path / "a.db", create=True) as store:
        put(store, files)
        before = dump(store.address)
        with store.engine.connect() as reader, store.writing() as writer:  # in use: a reader, and a writer who has not committed
            reader.exec_driver_sql("SELECT count(*) FROM records").one()
            writer.execute(update(paths).values(error="half"))
            copy = backup(store.address, tmp_path / "copies" / "b.db", force=False)
    assert dump(copy) == before
    with open_store(copy) as store:
        assert list(verify(store, "zh")) == []
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in copy.parent.iterdir() if not path.name.startswith("b.db")] == []


def test_a_copy_taken_while_a_batch_is_written(tmp_path: Path) -> None:
    files = write(tmp_path, [report(project=f"{n}号项目") for n in "甲乙丙丁戊己庚辛壬癸"])
    with open_store(tmp_path / "a.db", create=True) as store:
        writing = threading.Thread(target=lambda: [put(store, [file]) for file in files])
        writing.start()
        number = 0
        while writing.is_alive():
            number += 1
            backup(store.address, tmp_path / f"{number}.db", force=False)
        writing.join()
    assert number > 1
    for count in range(1, number + 1):
        with open_store(tmp_path / f"{count}.db") as copy:
            assert list(verify(copy, "zh")) == []


def test_a_copy_replaces_nothing_unasked(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True):
        pass
    there = tmp_path / "b.db"
    there.write_text("mine", encoding="utf-8")
    for target, key in ((there, "backup_exists"), (tmp_path / "a.db", "backup_itself")):
        with pytest.raises(GoujiError) as caught:
            backup(str(tmp_path / "a.db"), target, force=False)
        assert caught.value.key == key and there.read_text(encoding="utf-8") == "mine"
    result = CliRunner().invoke(app, ["archive", "backup", str(tmp_path / "a.db"), str(there), "--force", "--lang", "en"])
    assert result.exit_code == 0 and f"backed up to {there}" in result.stdout
    named = backup(str(tmp_path / "a.db"), None, force=False)
    assert named.parent == tmp_path and named.name.startswith("a-2") and named.suffix == ".db"


def test_an_older_archive_is_copied_as_it_is(tmp_path: Path) -> None:
    engine = connect(tmp_path / "a.db")
    with engine.execution_options(writes=True).begin() as connection:
        upgrade(connection, to="0001")
    engine.dispose()
    backup(str(tmp_path / "a.db"), tmp_path / "b.db", force=False)
    for name in "ab":
        with sqlite3.connect(tmp_path / f"{name}.db") as looking:
            assert looking.execute("SELECT version_num FROM gouji_version").fetchone() == ("0001",)


def _other(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE letters (id INTEGER)")


def _half(file: Path) -> None:
    with open_store(file, create=True) as store:
        put(store, write(file.parent, [report()]))
    os.truncate(file, file.stat().st_size // 2)


@pytest.mark.parametrize(("make", "key"), [(lambda _: None, "archive_missing"), (_other, "not_an_archive"), (_half, "archive_damaged")])
def test_what_cannot_be_copied(make: Callable[[Path], None], key: str, tmp_path: Path) -> None:
    make(tmp_path / "a.db")
    with pytest.raises(GoujiError) as caught:
        backup(str(tmp_path / "a.db"), tmp_path / "new" / "b.db", force=False)
    assert caught.value.key == key
    assert not (tmp_path / "new").exists() or list((tmp_path / "new").iterdir()) == []


def test_a_server_has_its_own_way(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["archive", "backup", "postgresql://u:geheim@h/db", "--lang", "en"])
    assert result.exit_code == 2 and "pg_dump" in result.stderr and "geheim" not in result.stderr
