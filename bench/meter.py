"""Measures a command from start to end, including all processes that it starts."""

from __future__ import annotations

import resource
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import psutil

EVERY = 0.2
"""Seconds between two looks at memory."""

MEGABYTE = 1 << 20


@dataclass(slots=True)
class Run:
    """The cost of a command: wall-clock and processor seconds, peak megabytes of all its processes and of the largest
    one.

    `held` is (second, megabytes of the largest process); `trouble` is its last output if it failed.
    """

    seconds: float = 0.0
    cpu: float = 0.0
    together: float = 0.0
    largest: float = 0.0
    held: list[tuple[float, float]] = field(default_factory=list)
    trouble: str = ""


def measured(command: Sequence[str], folder: Path, limit: float = 3600) -> Run:
    """Runs the command in `folder`; never raises for what the command does."""
    run, before, start = Run(), resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    with (folder / "words.log").open("w+", encoding="utf-8", errors="replace") as words:
        process = subprocess.Popen(command, stdout=words, stderr=words)
        looker = threading.Thread(target=_watch, args=(process, run, start), daemon=True)
        looker.start()
        try:
            code: int | None = process.wait(limit)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait() or None
        run.seconds = perf_counter() - start
        looker.join()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        run.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        words.seek(0)
        said = [line for line in words.read().splitlines() if line.strip()]
    if code != 0:
        run.trouble = (said or [f"exit code {code}"])[-1].strip()[:300]
    return run


def _watch(process: subprocess.Popen[bytes], run: Run, start: float) -> None:
    while process.poll() is None:
        sizes = _sizes(process.pid)
        if sizes:
            run.together, run.largest = max(run.together, sum(sizes)), max(run.largest, max(sizes))
            run.held.append((perf_counter() - start, max(sizes)))
        threading.Event().wait(EVERY)


def _sizes(pid: int) -> list[float]:
    """Megabytes of the process and of each below it."""
    try:
        whole = psutil.Process(pid)
        return [p.memory_info().rss / MEGABYTE for p in [whole, *whole.children(recursive=True)]]
    except psutil.Error:
        return []
