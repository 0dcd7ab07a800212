"""Worker processes that die, hang or grow, runs that are stopped or killed: one document fails, or none."""

from __future__ import annotations

import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psutil
import pytest
from sqlalchemy import select, update

from gouji.archive import worker as worker_module
from gouji.archive.ingest import IngestOptions
from gouji.archive.ledger import Ledger, LedgerEntry
from gouji.archive.progress import SilentProgress
from gouji.archive.sql_tables import documents
from gouji.archive.store import open_store
from gouji.archive.worker import Worker
from gouji.archive.worker_process import run_worker
from gouji.schemas.batch import Job, Settings, Settled, Summary
from tests.archived import batch, dump, report, write
from tests.environment import python_path

LONG = report(project="长卷项目") + "本项目按照实施方案开展各项工作，取得了较好的成效。\n" * 90000
GOUJI = [sys.executable, "-m", "gouji"]
ROOT = Path(__file__).parent.parent
STUCK = 600.0
"""Seconds after which a command hangs and is not merely slow."""


def texts(folder: Path, count: int, *more: str) -> Path:
    folder.mkdir()
    write(folder, [*more, *(report(project=f"{n}号项目") for n in range(count))])
    return folder


class Fate(SilentProgress):
    """What befalls the second document. No time passes for a worker but here, a second at each look, so that a busy machine changes nothing.

    The process is stopped before the document reaches it, so that it cannot be done with it meanwhile.
    """

    def __init__(self, deed: str) -> None:
        self._deed, self._now, self._step, self._give = deed, 0.0, 0.0, Worker.give

    def clock(self) -> float:
        """The time as a worker's parent sees it."""
        self._now += self._step
        return self._now

    def give(self, worker: Worker, job: Job) -> None:
        """In the place of Worker.give."""
        struck, reader = job.path.endswith("002.txt"), worker._process.pid or 0
        if struck and self._deed != "grows":
            os.kill(reader, signal.SIGSTOP)
        self._give(worker, job)
        if struck and self._deed == "killed":
            os.kill(reader, signal.SIGKILL)
        self._step = 1.0 if struck and self._deed == "hangs" else 0.0

    def document(self, done: Settled, fell: list[str]) -> None:
        """Time stands still again."""
        self._step = 0.0


@pytest.mark.parametrize(
    ("deed", "settings", "key"),
    [
        pytest.param("killed", {}, "worker_died", id="killed"),
        pytest.param("hangs", {"timeout": 3.0}, "timed_out", id="hangs"),
        pytest.param("hangs", {"longest": 3.0}, "took_too_long", id="takes too long"),
        pytest.param("grows", {"memory": 450}, "out_of_memory", id="grows"),
    ],
)
def test_one_document_fails_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str, settings: dict[str, Any], key: str
) -> None:
    folder = texts(tmp_path / "in", 3, report(), LONG if deed == "grows" else report(project="二号项目"))
    fate = Fate(deed)
    monkeypatch.setattr(worker_module, "monotonic", fate.clock)
    monkeypatch.setattr(Worker, "give", lambda worker, job: fate.give(worker, job))
    with open_store(tmp_path / "a.db", create=True) as store:
        summary = batch(store, folder, progress=fate, **settings)
        assert summary.read == 4 and len(summary.failures) == 1 and "002.txt" in summary.failures[0]
        with store.engine.connect() as connection:
            (row,) = connection.execute(select(documents).where(documents.c.state != "done")).mappings()
        assert row["state"] == "failed" and row["error_key"] == key and row["error"] == summary.failures[0] and row["attempts"] == 1


def die(jobs: Connection, settings: Settings) -> None:
    """Replaces run_worker: the process ends before it is ready."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_worker_that_dies_before_it_is_ready_is_not_the_documents_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start, targets = Worker._start, iter([die])
    monkeypatch.setattr(worker_module, "run_worker", die)

    def started_once(worker: Worker) -> None:
        monkeypatch.setattr(worker_module, "run_worker", next(targets, run_worker))
        start(worker)

    monkeypatch.setattr(Worker, "_start", started_once)
    with open_store(tmp_path / "a.db", create=True) as store:
        summary = batch(store, texts(tmp_path / "in", 2))
        assert summary.read == 2 and summary.failures == [] and next(targets, None) is None


def test_workers_are_replaced_after_some_pages(tmp_path: Path) -> None:
    seen: set[int] = set()

    class Watcher(SilentProgress):
        def document(self, done: Settled, fell: list[str]) -> None:
            seen.update(p.pid for p in psutil.Process().children() if "spawn_main" in " ".join(p.cmdline()))

    with open_store(tmp_path / "a.db", create=True) as store:
        assert batch(store, texts(tmp_path / "in", 4), progress=Watcher(), recycle=2).read == 4
    assert len(seen) == 2


class Interrupter(SilentProgress):
    """Ctrl-C after so many documents."""

    def __init__(self, after: int) -> None:
        self._left = after

    def document(self, done: Settled, fell: list[str]) -> None:
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupted_batch_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", 40)
    with open_store(tmp_path / "a.db", create=True) as store:
        first = batch(store, folder, wishes=IngestOptions(2), progress=Interrupter(3))
        assert first.stopped and 3 <= first.read < 40
        with store.engine.connect() as connection:
            assert set(connection.scalars(select(documents.c.owner))) == {None}
        second = batch(store, folder)
        assert not second.stopped and second.read + first.read == 40 and second.skipped == first.read
    with open_store(tmp_path / "b.db", create=True) as store:
        batch(store, folder)
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")


GATE = """
import multiprocessing, os, pathlib, time

read = pathlib.Path.read_bytes


def read_when_open(path):
    while path.name.startswith("held") and multiprocessing.parent_process() and os.path.exists(os.environ["GATE"]):
        time.sleep(0.05)
    return read(path)


pathlib.Path.read_bytes = read_when_open
"""
"""What a Python runs first: a worker waits before a document named held… as long as the gate, a file, is there."""


class Gate:
    """Workers of a command can be held at a document, so that it stands where the test wants it however fast or slow the machine is."""

    def __init__(self, folder: Path) -> None:
        self.hook = folder / "hook"
        self.hook.mkdir()
        (self.hook / "sitecustomize.py").write_text(GATE, encoding="utf-8")
        self.file = folder / "gate"
        self.file.touch()
        self.env = os.environ | {"GATE": str(self.file), "PYTHONPATH": python_path(self.hook)}


def held(folder: Path, count: int) -> None:
    """Gives the last `count` documents names at which workers wait."""
    for number, file in enumerate(sorted(folder.iterdir())[-count:]):
        file.rename(folder / f"held{number}.txt")


def started(folder: Path, archive: Path, *more: str, **how: object) -> subprocess.Popen[bytes]:
    command = [*GOUJI, "ingest", str(folder), "--archive", str(archive), "--workers", "2", "--lang", "en", *more]
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "start_new_session": True, **how}
    return subprocess.Popen(command, cwd=ROOT, **how)  # type: ignore[call-overload, no-any-return]


def done(archive: Path) -> int:
    with suppress(sqlite3.Error), sqlite3.connect(f"file:{archive}?mode=ro", uri=True) as connection:
        return int(connection.execute("SELECT count(*) FROM documents WHERE state = 'done'").fetchone()[0])
    return 0


def wait_for(condition: Callable[[], bool]) -> None:
    """A test that waits in vain ends after a while; a busy machine is given time."""
    end = time.monotonic() + STUCK
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_killed_with_kill_9(tmp_path: Path) -> None:
    folder, gate = texts(tmp_path / "in", 12), Gate(tmp_path)
    held(folder, 6)
    run = started(folder, tmp_path / "a.db", env=gate.env)
    wait_for(lambda: done(tmp_path / "a.db") == 6)
    readers = psutil.Process(run.pid).children(recursive=True)
    run.kill()
    run.communicate()
    wait_for(lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in readers))
    assert done(tmp_path / "a.db") == 6
    again = started(folder, tmp_path / "a.db")
    out, _ = again.communicate(timeout=STUCK)
    assert again.returncode == 0 and "6 read" in out.decode() and "6 skipped" in out.decode()
    with open_store(tmp_path / "b.db", create=True) as store:
        undisturbed = batch(store, folder, lang="en")
        assert (undisturbed.read, undisturbed.failures) == (12, [])
    broken, whole = dump(tmp_path / "a.db"), dump(tmp_path / "b.db")
    assert [table for table in whole if broken[table] != whole[table]] == [] and broken == whole
    with sqlite3.connect(tmp_path / "a.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_terminal_that_ends_all_processes_fails_no_document(tmp_path: Path) -> None:
    folder, gate = texts(tmp_path / "in", 9), Gate(tmp_path)
    held(folder, 6)
    run = started(folder, tmp_path / "a.db", env=gate.env)
    wait_for(lambda: done(tmp_path / "a.db") == 3)
    os.killpg(run.pid, signal.SIGTERM)
    out, err = run.communicate(timeout=STUCK)
    assert run.returncode == 130, err.decode()
    assert "stopped" in out.decode() and "✗" not in out.decode() and "Traceback" not in err.decode()
    with open_store(tmp_path / "a.db") as store, store.engine.connect() as connection:
        assert set(connection.execute(select(documents.c.owner, documents.c.error_key))) == {(None, None)}


def test_what_a_run_holds_is_given_back_whatever_it_knows_of(tmp_path: Path) -> None:
    """As when an interrupt comes between the claim of a document and the note of it."""
    folder = texts(tmp_path / "in", 3)
    with open_store(tmp_path / "a.db", create=True) as store:
        claim = Ledger.claim

        def interrupted(ledger: Ledger, sha256: str, as_seen: LedgerEntry | None, gone: bool) -> bool:
            assert claim(ledger, sha256, as_seen, gone)
            raise KeyboardInterrupt

        with patch.object(Ledger, "claim", interrupted):
            assert batch(store, folder).stopped
        with store.engine.connect() as connection:
            assert set(connection.execute(select(documents.c.owner, documents.c.error_key))) == {(None, None)}
        assert batch(store, folder).read == 3


def test_two_runs_at_once_share_the_work(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", 20)
    runs = [started(folder, tmp_path / "a.db") for _ in range(2)]
    outs = [run.communicate(timeout=STUCK)[0].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert sum(int(out.split(" read")[0].split()[-1]) for out in outs) == 20
    with open_store(tmp_path / "a.db") as store, store.engine.connect() as connection:
        assert connection.execute(select(documents.c.state, documents.c.attempts)).all() == [("done", 1)] * 20


def test_a_run_of_another_machine_is_left_alone_until_its_lease_ends(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", 2)
    with open_store(tmp_path / "a.db", create=True) as store:
        batch(store, folder)
        with store.writing() as connection:
            connection.execute(update(documents).values(state="waiting", owner="far 1 0.00", lease="9999"))
        summary = batch(store, folder)
        assert (summary.read, summary.elsewhere) == (0, 2)
        with store.writing() as connection:
            connection.execute(update(documents).values(lease="2000"))
        assert batch(store, folder).read == 2


def test_a_terminal_shows_how_far_it_is(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", 6)
    (folder / "bad.pdf").write_bytes(b"")
    ours, theirs = pty.openpty()
    run = started(folder, tmp_path / "a.db", stderr=theirs)
    os.close(theirs)
    shown = b""
    with suppress(OSError):
        while piece := os.read(ours, 65536):
            shown += piece
    out, _ = run.communicate()
    assert "6 read" in out.decode()
    seen = shown.decode()
    assert "7/7" in seen and "pages/s" in seen and "1 failed" in seen and "✗" in seen and "0:00:00" in seen


def test_summary_counts_what_is_between_reports(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", [report(year=2022, books="10.00万册"), report(books="12.50万册，比上年增长31%")])
    with open_store(tmp_path / "a.db", create=True) as store:
        summary: Summary = batch(store, tmp_path / "in")
    assert (summary.compared.relations, summary.compared.inconsistent) == (1, 1)
