"""Kills an ingest with kill -9 at random moments and runs it again: is every document stored once, as if nothing had
happened?

    python -m bench.archive_kill [--times 50] [--documents 60] [--seed 1] [--export]

Half of the kills hit the run alone (its workers must end by themselves), half hit all its processes at once. Starting
takes most of the time of a small batch, so two kills of three come while documents are being read, after the first one
is done.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.archive_inputs import texts

ROOT = Path(__file__).parent.parent
UNEQUAL = {"found", "started", "finished", "seconds", "attempts", "seen", "id", "owner", "lease", "version_num"}
"""Columns that tell of the run and not of the documents."""


def started(folder: Path, archive: Path) -> subprocess.Popen[bytes]:
    """`gouji ingest` with two workers, in a group of its own."""
    command = [
        sys.executable,
        "-m",
        "gouji",
        "ingest",
        str(folder),
        "--archive",
        str(archive),
        "--workers",
        "2",
        "--lang",
        "zh",
    ]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def dump(archive: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, without what tells of the run."""
    with sqlite3.connect(archive) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for table in tables:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in UNEQUAL]
            if columns:
                found[table] = sorted(connection.execute(f"SELECT {', '.join(columns)} FROM {table}"), key=repr)
    return found


def exported(archive: Path, out: Path, wanted: bool) -> dict[str, bytes]:
    """What `gouji export` writes as CSV, by file; nothing where it is not wanted."""
    if not wanted:
        return {}
    command = [sys.executable, "-m", "gouji", "export", "--archive", str(archive), "--format", "csv", "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return {path.name: path.read_bytes() for path in out.iterdir() if path.suffix == ".csv"}


def trial(folder: Path, place: Path, after: float, everybody: bool, reading: bool) -> tuple[int, str]:
    """How many documents were done when it was killed `after` seconds, and what is wrong after the second run ("" if
    nothing).

    The seconds count from the start or, with `reading`, from the first document on.
    """
    archive = place / "a.db"
    run = started(folder, archive)
    while reading and not _state(archive, look=True)[0] and run.poll() is None:
        time.sleep(0.02)
    time.sleep(after)
    os.killpg(run.pid, signal.SIGKILL) if everybody else run.kill()
    run.wait()
    done, torn = _state(archive)
    code = started(folder, archive).wait()
    after_all, broken = _state(archive)
    count = len(list(folder.iterdir()))
    wrong = (
        torn
        or broken
        or (f"exit code {code}" if code else "")
        or (f"{after_all} of {count} done" if after_all != count else "")
    )
    return done, wrong


def _state(archive: Path, look: bool = False) -> tuple[int, str]:
    """Documents that are done, and what SQLite has to say against the file; only a `look` asks it nothing."""
    if not archive.exists():
        return 0, ""
    with sqlite3.connect(archive) as connection:
        ((health,),) = [("ok",)] if look else connection.execute("PRAGMA integrity_check")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "documents" not in tables:
            return 0, "" if health == "ok" else health
        (done,) = connection.execute("SELECT count(*) FROM documents WHERE state = 'done'").fetchone()
        (torn,) = connection.execute(
            "SELECT count(*) FROM documents d WHERE (d.state = 'done') <> EXISTS (SELECT 1 FROM records r WHERE r.report_id = d.sha256)"
        ).fetchone()
    return done, (f"{torn} half written" if torn else "") if health == "ok" else health


def main() -> int:
    """Exit code 1 where a trial left anything wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--export", action="store_true", help="compare the CSV files of gouji export too")
    options = parser.parse_args()
    dice, wrong, states = random.Random(options.seed), 0, Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        texts(place / "in", options.documents, lines=10)
        began = time.monotonic()
        run = started(place / "in", place / "undisturbed.db")
        while not _state(place / "undisturbed.db", look=True)[0]:
            time.sleep(0.02)
        first = time.monotonic() - began
        run.wait()
        whole = time.monotonic() - began
        expected, sheets = (
            dump(place / "undisturbed.db"),
            exported(place / "undisturbed.db", place / "csv", options.export),
        )
        print(
            f"undisturbed: {whole:.1f} s, the first document after {first:.1f} s, {len(sheets)} CSV files", flush=True
        )
        for number in range(options.times):
            here = place / f"{number}"
            here.mkdir()
            reading = bool(number % 3)
            after = dice.uniform(0.0, whole - first) if reading else dice.uniform(0.2, whole)
            done, what = trial(place / "in", here, after, bool(number % 2), reading)
            if not what and dump(here / "a.db") != expected:
                what = "another archive than that of the undisturbed run"
            if not what and exported(here / "a.db", here / "csv", options.export) != sheets:
                what = "another export than that of the undisturbed run"
            wrong += bool(what)
            states["before the first" if not done else "between" if done < options.documents else "after the last"] += 1
            print(
                f"{number + 1:3} killed {after:5.2f} s after the {'first' if reading else 'start'} with {done:3} done: {what or 'as undisturbed'}",
                flush=True,
            )
    print(f"{options.times} kills ({dict(states)}), {wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
