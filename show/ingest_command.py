"""The command `ingest`: a batch is read into an archive, and its summary printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil
from rich.console import Console
from rich.markup import escape

from archive.ingest import Wishes, ingest
from archive.progress import Lines, Moving, Progress
from archive.store import open_store
from schemas.batch import Settings, Summary
from schemas.texts import text

INTERRUPTED = 130
SHARE = 0.8
"""Of the machine's memory, what all workers together may hold where no limit is given."""


def ingest_command(
    places: list[str], archive: str, settings: Settings, wishes: Wishes, console: Console | None = None
) -> tuple[Summary, int]:
    """The summary and the exit code: 0 also where documents failed, 130 where the batch was interrupted."""
    out = console or Console(highlight=False)
    progress = _progress(settings.lang, None if places == ["-"] else places)
    with open_store(archive, create=True) as store:
        try:
            summary = ingest(_named(places), store, settings, wishes, progress)
        finally:
            if isinstance(progress, Moving):
                progress.stop()
    print_summary(summary, out, settings.lang)
    return summary, INTERRUPTED if summary.stopped else 0


def defaults(workers: int | None, memory: int | None, ray: str | None) -> tuple[int, int, int]:
    """(workers, megabytes each, threads each) for this machine where the user names none."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    count = workers or (0 if ray else cores)
    each = psutil.virtual_memory().total / (1 << 20) * SHARE / max(count, 1)
    return count, round(each) if memory is None and not ray else memory or 0, cores if count == 1 else 1


def _named(places: list[str]) -> Iterable[str]:
    return _listed() if places == ["-"] else places


def _listed() -> Iterator[str]:
    """Paths from standard input, one a line, taken as they come."""
    for line in sys.stdin.buffer:
        if name := line.rstrip(b"\r\n"):
            yield os.fsdecode(name)


def _progress(lang: str, places: list[str] | None) -> Progress:
    console = Console(stderr=True)
    return Moving(lang, places, console) if console.is_terminal else Lines(lang)


def print_summary(summary: Summary, console: Console, lang: str) -> None:
    """What the batch came to, the failures by name."""
    whole = summary.tally + summary.compared
    numbers = {
        "read": summary.read,
        "skipped": summary.skipped,
        "failed": len(summary.failures),
        "pages": summary.pages,
        "seconds": f"{summary.seconds:.1f}",
    }
    console.print(text("ingest.stopped" if summary.stopped else "ingest.summary", lang, **numbers), soft_wrap=True)
    counts = {"figures": whole.figures, "relations": whole.relations, "inconsistent": whole.inconsistent, "doubtful": whole.doubtful}
    console.print(text("ingest.found", lang, **counts), soft_wrap=True)
    if summary.elsewhere:
        console.print(text("ingest.elsewhere", lang, count=summary.elsewhere), soft_wrap=True)
    for sentence in summary.failures:
        console.print(f"✗ {escape(sentence)}", soft_wrap=True)


def models_path(models: Path | None) -> Path | None:
    """The folder of models as other processes find it."""
    return None if models is None else models.absolute()
