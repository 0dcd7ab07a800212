"""Measures the time and peak memory of exporting a whole archive as CSV and as Parquet.

    python -m bench.export_speed --archive FILE.db [--format csv,parquet] [--runs 1] [--out bench/EXPORT.md]

Each export runs in its own process through the command line, into a folder that is deleted afterwards. The rows are
added to the table of the report. Build the archive with bench.fill_archive.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

import psutil
from sqlalchemy import func, select

from gouji.archive.sql_tables import DATA
from gouji.archive.store import open_store

OUT = Path(__file__).with_name("EXPORT.md")
PACKAGES = ("pandas", "pyarrow", "sqlalchemy")
HEAD = """# How fast an archive leaves

Made by `python -m bench.export_speed` from an archive of `python -m bench.fill_archive`: fictional reports, all seven tables, contacts masked.
Seconds are wall-clock and processor seconds (user + system) of the whole command `gouji export`; memory is the largest resident set of its process.
Wanted: 100,000 records in less than 120 s and 2,048 MB.

| day | machine | cores used | reports | rows | format | seconds | processor seconds | peak MB | files MB | rows/s |
|---|---|---|---|---|---|---|---|---|---|---|
"""


def measure(archive: str, form: str) -> tuple[float, float, float, float]:
    """(seconds, processor seconds, peak megabytes, megabytes written) of one export."""
    folder = tempfile.mkdtemp(prefix="gouji-export-", dir=Path(archive).parent if Path(archive).exists() else None)
    command = [sys.executable, "-m", "gouji", "export", "--archive", archive, "--out", folder]
    for each in form.split("+"):
        command += ["--format", each]
    try:
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        took, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        written = sum(file.stat().st_size for file in Path(folder).iterdir())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, processor, after.ru_maxrss / 1024, written / 1e6


def _counts(archive: str) -> tuple[int, int]:
    """Reports, and rows of all tables."""
    with open_store(archive) as store, store.engine.connect() as connection:
        counts = [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in DATA.values()]
    return counts[0], sum(counts)


def _machine() -> str:
    model = next(
        (line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")), platform.machine()
    )
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    memory = psutil.virtual_memory().total / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}, {packages}"


def _cpuinfo() -> list[str]:
    file = Path("/proc/cpuinfo")
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def main() -> int:
    """The command line."""
    asked = _parser().parse_args()
    reports, rows = _counts(asked.archive)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    if not asked.out.exists():
        asked.out.write_text(HEAD, encoding="utf-8")
    for form in asked.format.split(","):
        for _ in range(asked.runs):
            took, processor, peak, written = measure(asked.archive, form)
            line = f"| {date.today()} | {_machine()} | {cores} | {reports:,} | {rows:,} | {form} | {took:.1f} | {processor:.1f} | {peak:.0f} | {written:.0f} | {rows / took:,.0f} |"
            print(line)
            with asked.out.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.export_speed", description="Measures the export of a whole archive.")
    parser.add_argument("--archive", required=True, help="a SQLite file or a postgresql:// address")
    parser.add_argument(
        "--format", default="csv,parquet", help="formats, by commas; csv+parquet is both in one run (csv,parquet)"
    )
    parser.add_argument("--runs", type=int, default=1, help="how often (1)")
    parser.add_argument("--out", type=Path, default=OUT, help="the report that gets the rows (bench/EXPORT.md)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
