"""The command `ingest`: reads a batch into an archive and prints its summary."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from gouji.archive.connect import is_file, shown_address
from gouji.archive.discover import SUFFIXES
from gouji.archive.empty_places import empty_places
from gouji.archive.ingest import IngestOptions, ingest
from gouji.archive.machine import cores, machine_memory
from gouji.archive.progress import BarProgress, LineProgress, Progress
from gouji.archive.store import open_store
from gouji.schemas.as_text import as_text
from gouji.schemas.batch import Seen, Settings, Summary
from gouji.schemas.errors import GoujiError
from gouji.schemas.texts import text
from gouji.show.console import console as plain_console
from gouji.show.error_message import print_error
from gouji.show.output_files import Outputs
from gouji.show.version_notes import print_version_notes

INTERRUPTED_EXIT_CODE = 130
FAILED_EXIT_CODE = 2
STDIN = "-"
MEMORY_SHARE = 0.8
"""Share of the machine's memory for all workers together if no limit is given."""


def ingest_command(
    places: list[str], archive: str, settings: Settings, options: IngestOptions, console: Console | None = None
) -> tuple[Summary, int]:
    """The summary and the exit code: 0 even if some documents failed, 2 if a place does not exist, has no documents,
    or nothing could be read at all, 130 if the batch was interrupted. No archive is created if there is nothing to
    read."""
    out = console or plain_console()
    _keep_documents(places, archive)
    empty = empty_places(place for place in places if place != STDIN)
    missing = {seen.path for seen in empty if seen.problem == "not_found"}
    if len(missing) == len({*map(os.path.abspath, places)}) or (
        len(empty) == len(places) and not _archive_exists(archive)
    ):
        print_empty_places(empty, settings.lang)
        return Summary(), FAILED_EXIT_CODE
    progress = batch_progress(settings.lang, None if STDIN in places else places)
    with open_store(archive, create=True) as store, store.explained_errors():
        try:
            summary = ingest(_all_places(places), store, settings, options, progress)
        finally:
            if isinstance(progress, BarProgress):
                progress.stop()
        print_summary(summary, out, settings.lang)
        print_version_notes(store, summary, out, settings.lang)
    print_empty_places([seen for seen in empty if seen.path not in missing], settings.lang)
    return summary, INTERRUPTED_EXIT_CODE if summary.stopped else FAILED_EXIT_CODE if empty or _all_failed(
        summary
    ) else 0


def _keep_documents(places: list[str], archive: str) -> None:
    """GoujiError if the archive would overwrite a file that is to be read: an empty file is not yet an archive."""
    file = Path(shown_address(archive)) if is_file(archive) else None
    if file and (Outputs(map(Path, places)).is_input(file) or (file.suffix.lower() in SUFFIXES and _is_empty(file))):
        raise GoujiError("is_an_input", path=file)


def _is_empty(file: Path) -> bool:
    try:
        return file.is_file() and not file.stat().st_size
    except OSError:
        return False


def print_empty_places(empty: list[Seen], lang: str) -> None:
    """Prints a line on standard error for each place that has nothing to read."""
    for seen in empty:
        print_error(GoujiError(seen.problem, path=as_text(seen.path), suffixes=" ".join(SUFFIXES)), lang)


def _archive_exists(archive: str) -> bool:
    return not is_file(archive) or Path(shown_address(archive)).exists()


def _all_failed(summary: Summary) -> bool:
    """Whether documents failed and no other was read, now or before."""
    return bool(summary.failures) and not (summary.read or summary.skipped or summary.elsewhere)


def defaults(workers: int | None, memory: int | None, ray: str | None) -> tuple[int, int | None, int]:
    """(workers, megabytes each, threads each) if the user gives none: for this machine, or 0, None and 1 for a cluster,
    whose machines know their resources."""
    if ray:
        return workers or 0, memory, 1
    count = workers or cores()
    megabytes = round(machine_memory() * MEMORY_SHARE / count) if memory is None else memory
    return count, megabytes, cores() if count == 1 else 1


def _all_places(places: list[str]) -> Iterator[str]:
    for place in places:
        if place == STDIN:
            yield from _listed()
        else:
            yield place


def _listed() -> Iterator[str]:
    """Paths from standard input, one per line, taken as they come."""
    for line in sys.stdin.buffer:
        if name := line.rstrip(b"\r\n"):
            yield os.fsdecode(name)


def batch_progress(lang: str, places: list[str] | None) -> Progress:
    """The progress of a batch: a bar on a terminal, otherwise one line per document."""
    console = plain_console(stderr=True)
    return BarProgress(lang, places, console) if console.is_terminal else LineProgress(lang)


def print_summary(summary: Summary, console: Console, lang: str) -> None:
    """Prints the result of the batch, with the failures by name."""
    total = summary.tally + summary.compared
    numbers = {
        "read": summary.read,
        "skipped": summary.skipped,
        "failed": len(summary.failures),
        "pages": summary.pages,
        "seconds": f"{summary.seconds:.1f}",
    }
    console.print(text("ingest.stopped" if summary.stopped else "ingest.summary", lang, **numbers), soft_wrap=True)
    if summary.reports > summary.read:
        console.print(text("ingest.reports", lang, reports=summary.reports), soft_wrap=True)
    counts = {name: f"{getattr(total, name):,}" for name in ("figures", "relations", "inconsistent", "doubtful")}
    console.print(text("ingest.found", lang, **counts), soft_wrap=True)
    if total.unreadable:
        console.print(text("ingest.unreadable", lang, count=total.unreadable), soft_wrap=True)
    if summary.elsewhere:
        console.print(text("ingest.elsewhere", lang, count=summary.elsewhere), soft_wrap=True)
    if summary.others:
        console.print(text("ingest.others", lang, count=summary.others, suffixes=" ".join(SUFFIXES)), soft_wrap=True)
    for sentence in (*summary.failures, *summary.lost):
        console.print(f"✗ {escape(sentence)}", soft_wrap=True)


def models_path(models: Path | None) -> Path | None:
    """The folder of models as an absolute path for other processes."""
    return None if models is None else models.absolute()
