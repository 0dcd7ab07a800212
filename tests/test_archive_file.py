"""An archive as a file or an address: who may read it, what is left of a damaged one, and that no password is ever shown."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from gouji.archive.address import address_url, shown_url, without_secrets
from gouji.archive.connect import connect
from gouji.archive.find import Filters, find
from gouji.archive.migrate import upgrade
from gouji.archive.sql_tables import DATA, records
from gouji.archive.store import open_store
from gouji.cli import app
from gouji.schemas.errors import GoujiError
from tests.archived import put, report, write

NOBODY = 65534


@pytest.mark.parametrize(
    ("address", "host", "password", "shown"),
    [
        ("postgresql://u:a@b@host/db", "host", "a@b", "postgresql://u:***@host/db"),
        ("postgresql://u:a@@b@host:5433/db", "host", "a@@b", "postgresql://u:***@host:5433/db"),
        ("postgres://u:a/b@c@host/db", "host", "a/b@c", "postgresql://u:***@host/db"),
        ("postgresql://u:a?b@host/db", "host", "a?b", "postgresql://u:***@host/db"),
        ("postgresql://u:a:b#c@host/db", "host", "a:b#c", "postgresql://u:***@host/db"),
        ("postgresql://u:a%40b@host/db", "host", "a@b", "postgresql://u:***@host/db"),
        ("postgresql://u@host/db?password=secret&sslmode=require", "host", "secret", "postgresql://u:***@host/db"),
        ("postgresql+psycopg://u:secret@host/db", "host", "secret", "postgresql://u:***@host/db"),
        ("postgresql://host/db?application_name=a@b", "host", None, "postgresql://host/db"),
        ("postgresql:///db", None, None, "postgresql:///db"),
    ],
)
def test_the_last_at_ends_a_password(address: str, host: str | None, password: str | None, shown: str) -> None:
    url = address_url(address)
    assert (url.host, url.password, shown_url(url)) == (host, password, shown)
    assert url.database == "db"
    assert not password or password not in without_secrets(f"connection as u:{password} failed", url)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:geheim@s@127.0.0.1:1/x",
        "postgresql://u:geheim@127.0.0.1:port/x",
        "postgresql://u:geheim",
        "postgresql:/u:geheim@127.0.0.1/x",
        "host=127.0.0.1 port=1 password=geheim",
        "postgresql://u@127.0.0.1:1/x?password=geheim",
        "mysql://u:geheim@host/x",
    ],
)
@pytest.mark.parametrize("command", [["check"], ["export", "--format", "csv", "--out", "o"], ["ingest", "in"]])
def test_no_message_shows_a_password(address: str, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", [report()])
    result = CliRunner().invoke(app, [*command, "--archive", address, "--lang", "en"])
    assert result.exit_code == 2 and len(result.stderr.splitlines()) == 1
    assert "geheim" not in result.output and "s@127" not in result.output
    assert not any("geheim" in str(path) for path in tmp_path.rglob("*"))


@pytest.mark.skipif(os.name == "nt", reason="files have no mode there")
def test_an_archive_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with open_store(tmp_path / "new" / "a.db", create=True) as store:
            put(store, write(tmp_path, [report()]))
            made = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()}
    finally:
        os.umask(before)
    assert made == dict.fromkeys(["a.db", "a.db-wal", "a.db-shm"], 0o600)


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that another user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="gouji-shelf-"))
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(folder)


@dataclass(frozen=True)
class Said:
    """What a command came to."""

    code: int
    stdout: str
    stderr: str


def said(*command: str) -> Said:
    """A command in this process."""
    result = CliRunner().invoke(app, list(command))
    return Said(result.exit_code, result.stdout, result.stderr)


def as_nobody(*command: str) -> Said:
    """A command in the hands of a user whom modes bind, for root may write everywhere. In a copy of this process: another user
    need not be able to run this Python."""
    if os.geteuid():
        return said(*command)
    answer, tell = os.pipe()
    child = os.fork()
    if not child:
        try:
            signal.alarm(60)
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(tell, pickle.dumps(said(*command)))
        finally:
            os._exit(0)
    os.close(tell)
    with open(answer, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    assert told, "the other user's process died"
    found: Said = pickle.loads(told)
    return found


def _made(shelf: Path) -> Path:
    with open_store(shelf / "a.db", create=True) as store:
        put(store, write(shelf, [report(), report(unit="白石县文化馆", rate="93.00")]))
    return shelf / "a.db"


def _log_left(file: Path) -> None:
    """As a run that was killed leaves it: the last transaction stands in the log alone."""
    with open_store(file) as store:
        with store.writing() as connection:
            connection.execute(update(DATA["findings"]).values(message="只在日志里"))
        for end in ("", "-wal"):
            shutil.copy(f"{file}{end}", f"{file.parent}/copy{end}")
    (file.parent / "copy").rename(file)
    (file.parent / "copy-wal").rename(f"{file}-wal")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="users and modes of POSIX")
@pytest.mark.parametrize("folder_mode", [0o555, 0o755])
@pytest.mark.parametrize("left", [None, _log_left])
def test_what_may_only_be_read_can_be_checked_and_exported(
    shelf: Path, tmp_path: Path, folder_mode: int, left: Callable[[Path], None] | None
) -> None:
    file = _made(shelf)
    if left:
        left(file)
    for path in shelf.iterdir():
        path.chmod(0o444)
    shelf.chmod(folder_mode)
    before = {path.name: path.read_bytes() for path in shelf.iterdir()}
    _import_all(tmp_path)
    with tempfile.TemporaryDirectory() as out:
        Path(out).chmod(0o777)
        checked = as_nobody("check", "--archive", str(file))
        assert checked.code == 1 and "白石县文化馆" in checked.stdout, checked.stderr
        assert ("只在日志里" in checked.stdout) is bool(left)
        exported = as_nobody("export", "--archive", str(file), "--format", "csv,jsonl", "--out", f"{out}/o")
        assert exported.code == 0, exported.stderr
        assert len((Path(out) / "o/records.jsonl").read_text("utf-8").splitlines()) == 2
    for command in (["ingest", str(shelf)], ["check", "--rerun"]):
        refused = as_nobody(*command, "--archive", str(file), "--lang", "en")
        assert refused.code == 2 and "is read-only" in refused.stderr, refused.stderr
        assert len(refused.stderr.splitlines()) == 1
    assert {path.name: path.read_bytes() for path in shelf.iterdir()} == before


def _import_all(folder: Path) -> None:
    """Has everything loaded that the other user may not read from the disk."""
    file = _made(folder)
    assert said("ingest", str(folder), "--archive", str(file)).code == 0  # all was read before: nothing but looks
    said("check", "--rerun", "--archive", str(file))
    said("export", "--archive", str(file), "--format", "csv,jsonl", "--out", str(folder / "out"))


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _over(start: int, end: int | None, filling: bytes) -> Callable[[Path], None]:
    def deed(file: Path) -> None:
        whole = bytearray(file.read_bytes())
        span = range(len(whole))[start:end]
        whole[span.start : span.stop] = filling * len(span)
        file.write_bytes(whole)

    return deed


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(_cut, id="cut at half"),
        pytest.param(_over(4096, None, b"\xa5"), id="pages overwritten"),
        pytest.param(_over(100, 4096, b"\x00"), id="the first page empty"),
        pytest.param(_over(0, 100, b"\x00"), id="header overwritten"),
        pytest.param(_over(0, 16, b"x"), id="another header"),
        pytest.param(_over(0, 4096, b"\x00"), id="the first page gone"),
    ],
)
@pytest.mark.parametrize("command", [["check"], ["export", "--format", "csv", "--out", "o"], ["ingest", "in"]])
def test_a_damaged_archive_is_called_so(
    deed: Callable[[Path], None], command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    file = _made(tmp_path / "in").rename(tmp_path / "a.db")
    deed(file)
    before = file.read_bytes()
    result = CliRunner().invoke(app, [*command, "--archive", "a.db", "--lang", "zh"])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"gouji: {file}：档案库已损坏"), result.stderr
    assert len(result.stderr.splitlines()) == 1 and ".recover" in result.stderr
    assert file.read_bytes() == before


def test_a_record_that_is_no_json_any_more_is_damage(tmp_path: Path) -> None:
    file = _made(tmp_path)
    with open_store(file) as store:
        with store.writing() as connection:
            connection.execute(update(records).values(json='{"schema_version":"1", "repor'))
        assert len(list(find(store, Filters()))) == 1
        with pytest.raises(GoujiError) as caught:
            list(store.records())
    assert caught.value.key == "archive_damaged"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="users and modes of POSIX")
def test_an_older_archive_that_may_only_be_read_is_asked_as_a_copy(shelf: Path, tmp_path: Path) -> None:
    engine = connect(shelf / "a.db")
    with engine.execution_options(writes=True).begin() as connection:
        upgrade(connection, to="0001")
        connection.exec_driver_sql("INSERT INTO documents (sha256, state, attempts, found, compared) VALUES ('d', 'done', 1, '2024', 1)")
        connection.exec_driver_sql("INSERT INTO paths (path, sha256, seen) VALUES ('/x/旧库报告.pdf', 'd', '2024')")
        connection.exec_driver_sql("INSERT INTO reports (report_id, source, inconsistent) VALUES ('d', '旧库报告.pdf', 1)")
        values = "VALUES ('d', 1, 'balance', 'inconsistent', 'error', '不平')"
        connection.exec_driver_sql(f"INSERT INTO findings (report_id, row, rule, status, severity, message) {values}")
    engine.dispose()
    (shelf / "a.db").chmod(0o444)
    shelf.chmod(0o555)
    before = (shelf / "a.db").read_bytes()
    _import_all(tmp_path)
    checked = as_nobody("check", "--archive", str(shelf / "a.db"))
    assert checked.code == 1 and "旧库报告.pdf" in checked.stdout, checked
    assert (shelf / "a.db").read_bytes() == before and [path.name for path in shelf.iterdir()] == ["a.db"]
