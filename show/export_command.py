"""The command `export`: the tables, the records and the problem list of an archive go into a folder."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from archive.find import Filters
from archive.store import open_store
from export.export import FORMATS, export
from export.manner import Manner
from export.problems import write_problems
from export.written import Outcome
from schemas.texts import text
from show.console import console as plain_console

PROBLEMS = "problems"
CHOICES = (*FORMATS, PROBLEMS, "all")


def export_command(
    archive: str, formats: list[str], out: Path, filters: Filters, console: Console, manner: Manner, *, pictures: int
) -> Outcome:
    """Writes the files and prints their names. `formats` are some of `CHOICES`; `pictures` is how many the problem list may hold."""
    wanted = set(CHOICES) - {"all"} if "all" in formats else set(formats)
    progress = plain_console(stderr=True)
    with open_store(archive) as store, store.errors_told(), progress.status("") as status:

        def tell(what: str, count: int) -> None:
            status.update(f"{what} {count:,}")

        done = Outcome()
        if data := wanted & set(FORMATS):
            done = export(store, data, out, filters, manner, tell)
        if PROBLEMS in wanted:
            listed = write_problems(store, out, filters, manner, most=pictures, tell=tell)
            done.files += listed.files
            done.notes += listed.notes
    for file in done.files:
        console.print(text("export.written", manner.lang, path=file.path, count=f"{file.rows:,}"), soft_wrap=True)
    for note in done.notes:
        console.print(note, style="yellow", soft_wrap=True)
    return done
