"""The command `export`: the tables, the records and the problem list of an archive go into a folder."""

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
    manner: ExportOptions,
    *,
    pictures: int,
) -> ExportOutcome:
    """Writes the files and prints their names. `formats` are some of `CHOICES`; `pictures` is how many the problem list may hold."""
    wanted = set(CHOICES) - {"all"} if "all" in formats else set(formats)
    with open_store(archive) as store, store.explained_errors():
        done = written_files(store, wanted, out, filters, manner, pictures)
        if not filters.all_versions and (count := count_superseded(store, filters)):
            done.notes.append(text("check.superseded", manner.lang, count=count))
    for file in done.files:
        console.print(
            text("export.written", manner.lang, path=as_text(str(file.path)), count=f"{file.rows:,}"),
            soft_wrap=True,
            markup=False,
        )
    for note in done.notes:
        console.print(note, style="yellow", soft_wrap=True)
    return done


def archive_files(address: str) -> list[Path]:
    """The file of an archive that is one: what is read is never replaced."""
    return [Path(shown_address(address))] if is_file(address) else []


def written_files(
    store: Store, wanted: set[str], out: Path, filters: Filters, manner: ExportOptions, pictures: int
) -> ExportOutcome:
    """The files of the wanted formats, written into the folder `out`; how far it is, is told on a terminal."""
    with plain_console(stderr=True).status("") as status:

        def tell(what: str, count: int) -> None:
            status.update(f"{what} {count:,}")

        done = ExportOutcome()
        if data := wanted & set(FORMATS):
            done = export(store, data, out, filters, manner, tell)
        if PROBLEM_LIST in wanted:
            listed = write_problems(store, out, filters, manner, max_pictures=pictures, report_progress=tell)
            done.files += listed.files
            done.notes += listed.notes
    _tell_numbered(done, out, manner.lang)
    return done


def _tell_numbered(done: ExportOutcome, out: Path, lang: str) -> None:
    """A problem list that lies under another name than a person expects is always told."""
    wished = out / text("problems.file", lang)
    for file in done.files:
        if file.format == PROBLEM_LIST and file.path != wished:
            print_error(GoujiError("kept_list", path=wished, written=file.path), lang)
