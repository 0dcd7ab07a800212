"""The command `export`: writes the tables, the records and the problem list of an archive into a folder."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from gouji.archive.connect import is_file, shown_address
from gouji.archive.count_superseded import count_superseded
from gouji.archive.find import Filters
from gouji.archive.store import Store, open_store
from gouji.export.export import export
from gouji.export.formats import CHOICES, FORMATS, PROBLEM_LIST
from gouji.export.options import ExportOptions
from gouji.export.outcome import ExportOutcome
from gouji.export.problems import write_problems
from gouji.schemas.as_text import as_text
from gouji.schemas.errors import GoujiError
from gouji.schemas.texts import text
from gouji.show.console import console as plain_console
from gouji.show.error_message import print_error


def export_command(
    archive: str,
    formats: list[str],
    out: Path,
    filters: Filters,
    console: Console,
    options: ExportOptions,
    *,
    pictures: int,
) -> ExportOutcome:
    """Writes the files and prints their names. `formats` are some of `CHOICES`; `pictures` is the maximum number in the
    problem list."""
    wanted = set(CHOICES) - {"all"} if "all" in formats else set(formats)
    with open_store(archive) as store, store.explained_errors():
        outcome = write_files(store, wanted, out, filters, options, pictures)
        if not filters.all_versions and (count := count_superseded(store, filters)):
            outcome.notes.append(text("check.superseded", options.lang, count=count))
    for file in outcome.files:
        console.print(
            text("export.written", options.lang, path=as_text(str(file.path)), count=f"{file.rows:,}"),
            soft_wrap=True,
            markup=False,
        )
    for note in outcome.notes:
        console.print(note, style="yellow", soft_wrap=True)
    return outcome


def archive_files(address: str) -> list[Path]:
    """The file of an archive that is a file: input is never replaced."""
    return [Path(shown_address(address))] if is_file(address) else []


def write_files(
    store: Store, wanted: set[str], out: Path, filters: Filters, options: ExportOptions, pictures: int
) -> ExportOutcome:
    """Writes the files of the wanted formats into the folder `out`. A terminal shows the progress."""
    with plain_console(stderr=True).status("") as status:

        def report_progress(what: str, count: int) -> None:
            status.update(f"{what} {count:,}")

        outcome = ExportOutcome()
        if data := wanted & set(FORMATS):
            outcome = export(store, data, out, filters, options, report_progress)
        if PROBLEM_LIST in wanted:
            listed = write_problems(
                store, out, filters, options, max_pictures=pictures, report_progress=report_progress
            )
            outcome.files += listed.files
            outcome.notes += listed.notes
    _report_other_name(outcome, out, options.lang)
    return outcome


def _report_other_name(outcome: ExportOutcome, out: Path, lang: str) -> None:
    """Reports a problem list whose name differs from the expected one."""
    expected = out / text("problems.file", lang)
    for file in outcome.files:
        if file.format == PROBLEM_LIST and file.path != expected:
            print_error(GoujiError("kept_list", path=expected, written=file.path), lang)
