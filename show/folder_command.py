"""The command `gouji FOLDER`: reads a folder and puts the problem list and the tables beside the reports."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from gouji.archive.count import count
from gouji.archive.discover import RESULTS_MARKER, SUFFIXES
from gouji.archive.empty_places import empty_places
from gouji.archive.find import Filters
from gouji.archive.ingest import IngestOptions, ingest
from gouji.archive.progress import BarProgress
from gouji.archive.store import Store, open_store
from gouji.export.formats import PROBLEM_LIST
from gouji.export.options import ExportOptions
from gouji.export.outcome import ExportOutcome
from gouji.schemas.as_text import as_text
from gouji.schemas.batch import Settings, Summary
from gouji.schemas.errors import GoujiError
from gouji.schemas.texts import LANGUAGES, text
from gouji.show.console import console as plain_console
from gouji.show.error_message import print_error
from gouji.show.export_command import write_files
from gouji.show.export_guard import ExportGuard
from gouji.show.ingest_command import FAILED_EXIT_CODE, INTERRUPTED_EXIT_CODE, batch_progress, print_empty_places
from gouji.show.version_notes import print_version_notes

ARCHIVE_NAME = "gouji.db"
TABLE_FORMATS = ("csv", "xlsx")
MAX_PICTURES = 500
CONTRADICTIONS_EXIT_CODE = 1


@dataclass(frozen=True, slots=True)
class FolderOptions:
    """Options besides reading: another folder for the results (`out`), unmasked contacts, replacing files that are not
    gouji's (`force`)."""

    out: Path | None = None
    contacts: bool = False
    force: bool = False


def folder_command(
    folder: Path,
    settings: Settings,
    options: IngestOptions,
    folder_options: FolderOptions,
    console: Console | None = None,
) -> int:
    """Reads new and changed documents of the folder and everything below it, writes the results and prints a summary.

    Returns the exit code: 0 no contradiction, 1 some, 2 if a document or a page of one could not be read, 130 if it was
    interrupted. GoujiError if the folder cannot be read or the results cannot be written.
    """
    lang = settings.lang
    if folder.is_file():
        raise GoujiError("file_alone", path=folder)
    if empty := empty_places([str(folder)]):
        print_empty_places(empty, lang)
        return FAILED_EXIT_CODE
    place = _results_folder(folder, folder_options.out, lang)
    progress = batch_progress(lang, [str(folder)])
    with open_store(str(place / ARCHIVE_NAME), create=True) as store, store.explained_errors():
        try:
            summary = ingest([str(folder)], store, settings, options, progress)
        finally:
            if isinstance(progress, BarProgress):
                progress.stop()
        if summary.stopped:
            print(text("folder.stopped", lang, read=summary.read))
            return INTERRUPTED_EXIT_CODE
        outcome = _write_results(store, place, folder_options, lang)
        numbers, out = count(store, Filters()), console or plain_console()
        unread_pages = sum(count(store, Filters(rule="page-unreadable")).values())
        _print_result(out, as_text(str(folder)), place, summary, numbers | {"lost": unread_pages}, outcome, lang)
        print_version_notes(store, summary, out, lang)
    return _code(len(summary.failures) + len(summary.lost) + unread_pages, numbers.get("inconsistent", 0))


def _code(unread: int, wrong: int) -> int:
    """As in `check`: what was not read may contain contradictions too."""
    return FAILED_EXIT_CODE if unread else CONTRADICTIONS_EXIT_CODE if wrong else 0


def _results_folder(folder: Path, out: Path | None, lang: str) -> Path:
    """The folder of the results: the requested one, or one inside the folder that is read. If that is not writable, one
    in the working directory, and a message says so. It is marked, so that no run takes it for input."""
    if out is not None:
        return _create_marked(out)
    inside = [folder / text("folder.results", each) for each in (lang, *LANGUAGES)]
    place = next((path for path in inside if os.path.exists(path / RESULTS_MARKER)), inside[0])
    try:
        return _create_marked(place)
    except GoujiError as err:
        if err.key != "cannot_write":
            raise
        name = as_text(folder.absolute().name)
        place = _create_marked(Path.cwd() / "-".join(filter(None, [name, text("folder.results", lang)])))
        print_error(GoujiError("folder_read_only", path=folder, place=place), lang)
        return place


def _create_marked(place: Path) -> Path:
    """The folder, created and marked. A folder that contains reports is never marked, because then nobody would read
    them any more."""
    if os.path.isdir(place) and not os.path.exists(place / RESULTS_MARKER) and not empty_places([str(place)]):
        raise GoujiError("results_over_reports", path=place)
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            (place / RESULTS_MARKER).touch()
    except OSError as err:
        raise GoujiError("cannot_write", path=place, reason=err.strerror or err) from err
    return place


def _write_results(store: Store, place: Path, folder_options: FolderOptions, lang: str) -> ExportOutcome:
    guard = ExportGuard([place / ARCHIVE_NAME], force=folder_options.force)
    export_options = ExportOptions(folder_options.contacts, lang, lang, guard)
    listed = write_files(store, {PROBLEM_LIST}, place, Filters(), export_options, MAX_PICTURES)
    tables = write_files(
        store, set(TABLE_FORMATS), place / text("folder.tables", lang), Filters(), export_options, MAX_PICTURES
    )
    return ExportOutcome(listed.files + tables.files, listed.notes + tables.notes)


def _print_result(
    console: Console,
    folder: str,
    place: Path,
    summary: Summary,
    numbers: dict[str, int],
    outcome: ExportOutcome,
    lang: str,
) -> None:
    """Prints the result of the folder in a few lines that a person reads to the end."""
    known = summary.read + summary.skipped + len(summary.failures) + summary.elsewhere
    facts = {
        "folder": folder,
        "documents": f"{known:,}",
        "reports": f"{summary.read + summary.skipped:,}",
        "read": f"{summary.read:,}",
        "failed": f"{len(summary.failures):,}",
        "tables": text("folder.tables", lang),
        **{status: f"{numbers.get(status, 0):,}" for status in ("consistent", "inconsistent", "misread", "unresolved")},
    }
    for key in ("documents", "findings"):
        console.print(text(f"folder.{key}", lang, **facts), soft_wrap=True, markup=False)
    if numbers.get("lost"):
        console.print(text("folder.lost", lang, count=f"{numbers['lost']:,}"), soft_wrap=True, markup=False)
    if summary.elsewhere:
        console.print(text("ingest.elsewhere", lang, count=summary.elsewhere), soft_wrap=True)
    if summary.others:
        console.print(
            text("ingest.others", lang, count=summary.others, suffixes=" ".join(SUFFIXES)), soft_wrap=True, markup=False
        )
    if summary.failures:
        console.print(text("folder.failed", lang, **facts), soft_wrap=True, markup=False)
    for sentence in (*summary.failures, *summary.lost):
        console.print(f"  ✗ {escape(sentence)}", soft_wrap=True)
    console.print(text("folder.place", lang, path=as_text(str(place))), soft_wrap=True, markup=False)
    console.print(text("folder.files", lang, list=outcome.files[0].path.name, **facts), soft_wrap=True, markup=False)
    for note in outcome.notes:
        console.print(note, style="yellow", soft_wrap=True, markup=False)
