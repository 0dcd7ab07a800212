"""The commands `forget` and `archive info|changes|verify|backup` and their output."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from gouji.archive.backup import backup
from gouji.archive.changes import changes
from gouji.archive.forget import Forgotten, forget
from gouji.archive.info import Info, info
from gouji.archive.store import open_store
from gouji.archive.verify import verify
from gouji.schemas.texts import text
from gouji.show.changes import print_changes
from gouji.show.console import console

DAMAGED_EXIT_CODE = 2
MAX_SHOWN_DEFECTS = 50
"""The number of defects that `verify` prints."""


def forget_command(archive: str, wanted: list[str], out: Console, lang: str) -> None:
    """Removes the documents and prints one line per name."""
    with open_store(archive) as store, store.explained_errors():
        for done in forget(store, wanted, lang):
            out.print(escape(_forgotten(done, lang)), soft_wrap=True)


def _forgotten(done: Forgotten, lang: str) -> str:
    messages = [text("forget.done", lang, name=done.name, count=len(done.documents))] if done.documents else []
    messages += [text("forget.elsewhere", lang, name=done.name, path=path) for path in done.elsewhere]
    return "  ".join(messages) or text("forget.path", lang, name=done.name)


def info_command(archive: str, lang: str) -> None:
    """Prints the content of the archive, one line per number that is worth printing."""
    with open_store(archive) as store, store.explained_errors():
        found = info(store)
    out = console()
    for line in _info_lines(found, lang):
        out.print(escape(line), soft_wrap=True)


def _info_lines(found: Info, lang: str) -> list[str]:
    years = "  ".join(
        f"{text('info.no_year', lang) if year is None else year} {count}" for year, count in found.years.items()
    )
    programs = "  ".join(f"gouji {program} {count}" for program, count in found.programs.items())
    plain = ("address", "documents", "reports", "superseded", "failed", "waiting", "pages", "units", "schema")
    values = {name: str(getattr(found, name)) for name in plain}
    values |= {
        "years": years,
        "size": f"{found.size / (1 << 20):.1f} MB",
        "programs": programs,
        "gone": str(len(found.gone)),
    }
    order = (
        "address",
        "documents",
        "reports",
        "superseded",
        "gone",
        "failed",
        "waiting",
        "pages",
        "years",
        "units",
        "size",
        "schema",
    )
    lines = [f"{text(f'info.{name}', lang)}  {values[name]}" for name in (*order, "programs") if values[name]]
    lines += [f"  {text('info.gone_file', lang, path=path)}" for path in found.gone]
    return lines + ([text("info.open_to_others", lang)] if found.open_to_others else [])


def changes_command(archive: str, place: str | None, lang: str) -> None:
    """Prints what changed between versions, or that nothing did."""
    out = console()
    with open_store(archive) as store, store.explained_errors():
        if not print_changes(changes(store, place, lang), out, lang):
            out.print(text("changes.one_version", lang), soft_wrap=True)


def verify_command(archive: str, lang: str) -> int:
    """Prints the defects, or that there are none. Returns exit code 2 if there are any."""
    out, counted = console(), 0
    with open_store(archive) as store, store.explained_errors(), console(stderr=True).status("") as status:

        def tell(count: int) -> None:
            nonlocal counted
            counted = count
            status.update(text("verify.looking", lang, count=f"{count:,}"))

        wrong = verify(store, lang, tell)
        shown = list(islice(wrong, MAX_SHOWN_DEFECTS))
        more = sum(1 for _ in wrong)
    for sentence in shown:
        out.print(f"✗ {escape(sentence)}", soft_wrap=True)
    total = len(shown) + more
    key = "verify.broken" if total else "verify.whole"
    out.print(text(key, lang, count=total, records=f"{counted:,}"), soft_wrap=True)
    return DAMAGED_EXIT_CODE if total else 0


def backup_command(archive: str, target: Path | None, lang: str, *, force: bool) -> None:
    """Makes the copy and prints its path."""
    copy = backup(archive, target, force=force)
    line = text("backup.done", lang, path=copy, size=f"{copy.stat().st_size / (1 << 20):.1f}")
    console().print(escape(line), soft_wrap=True)
