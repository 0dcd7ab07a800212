"""The command `ingest`: a batch is read into an archive, and its summary printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from archive.discover import SUFFIXES
from archive.ingest import Wishes, ingest
from archive.machine import cores, machine_memory
from archive.progress import Lines, Moving, Progress
from archive.store import open_store
from schemas.batch import Settings, Summary
from schemas.texts import text

INTERRUPTED = 130
STDIN = "-"
SHARE = 0.8
"""Of the machine's memory, what all workers together may hold where no limit is given."""


def ingest_command(
    places: list[str], archive: str, settings: Settings, wishes: Wishes, console: Console | None = None
) -> tuple[Summary, int]:
    """The summary and the exit code: 0 also where documents failed, 130 where the batch was interrupted."""
    out = console or Console(highlight=False)
    progress = _progress(settings.lang, None if STDIN in places else places)
    with open_store(archive, create=True) as store, store.errors_told():
        try:
            summary = ingest(_named(places), store, settings, wishes, progress)
        finally:
            if isinstance(progress, Moving):
                progress.stop()
    print_summary(summary, out, settings.lang)
    return summary, INTERRUPTED if summary.stopped else 0


def defaults(workers: int | None, memory: int | None, ray: str | None) -> tuple[int, int | None, int]:
    """(workers, megabytes each, threads each) where the user names none: for this machine, or 0, None and 1 for a cluster,
    whose machines tell what they have."""
    if ray:
        return workers or 0, memory, 1
    count = workers or cores()
    each = round(machine_memory() * SHARE / count) if memory is None else memory
    return count, each, cores() if count == 1 else 1


def _named(places: list[str]) -> Iterator[str]:
    for place in places:
        if place == STDIN:
            yield from _listed()
        else:
            yield place


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
    if summary.others:
        console.print(text("ingest.others", lang, count=summary.others, suffixes=" ".join(SUFFIXES)), soft_wrap=True)
    for sentence in summary.failures:
        console.print(f"✗ {escape(sentence)}", soft_wrap=True)


def models_path(models: Path | None) -> Path | None:
    """The folder of models as other processes find it."""
    return None if models is None else models.absolute()
