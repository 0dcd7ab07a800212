"""Reports the versions after a batch: which documents changed and how, which are older versions now, which files are
missing."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from gouji.archive.changes import last_change
from gouji.archive.count_superseded import count_superseded
from gouji.archive.filters import Filters
from gouji.archive.store import Store
from gouji.schemas.batch import Summary
from gouji.schemas.texts import text
from gouji.show.changes import MAX_SHOWN_LINES, print_changes

MAX_NAMED_DOCUMENTS = 20
"""Changed or missing documents that a summary names; the commands for it list all."""


def print_version_notes(store: Store, summary: Summary, console: Console, lang: str) -> None:
    """Prints the notes, or nothing if there are none."""
    if summary.renewed:
        console.print(text("ingest.renewed", lang, count=len(summary.renewed)), soft_wrap=True)
        first_paths = summary.renewed[:MAX_NAMED_DOCUMENTS]
        print_changes(
            (changed for path in first_paths for changed in last_change(store, path, lang)),
            console,
            lang,
            MAX_SHOWN_LINES,
        )
        _print_rest(summary.renewed, "ingest.renewed_more", console, lang)
    if count := count_superseded(store, Filters()):
        console.print(text("ingest.superseded", lang, count=count), soft_wrap=True)
    if summary.gone:
        console.print(text("ingest.gone", lang, count=len(summary.gone)), soft_wrap=True)
        for path in summary.gone[:MAX_NAMED_DOCUMENTS]:
            console.print(f"  {escape(path)}", soft_wrap=True)
        _print_rest(summary.gone, "ingest.gone_more", console, lang)


def _print_rest(paths: list[str], key: str, console: Console, lang: str) -> None:
    if len(paths) > MAX_NAMED_DOCUMENTS:
        console.print(f"  {text(key, lang, count=len(paths) - MAX_NAMED_DOCUMENTS)}", soft_wrap=True)
