"""The command `check --archive`: the filtered findings of an archive."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from gouji.archive.count_superseded import count_superseded
from gouji.archive.find import Filters, count, find
from gouji.archive.recheck_all import recheck_all
from gouji.archive.store import Store, open_store
from gouji.check.rule_name import rule_name
from gouji.schemas.page_ranges import page_ranges
from gouji.schemas.retold import retold
from gouji.schemas.texts import text
from gouji.show.require_rule import require_rule
from gouji.show.summary import STATUS_SYMBOLS


def check_archive(archive: str, filters: Filters, console: Console, lang: str, *, limit: int, rerun: bool) -> int:
    """Prints the findings and returns the exit code: 1 if the filters select a contradiction, else 0. GoujiError("no_such_rule")
    for a rule that nobody knows.

    At most `limit` are printed (0: all). With `rerun`, the checks run again first, on the records without the scans.
    """
    with open_store(archive) as store, store.explained_errors():
        require_rule(filters.rule, store)
        if rerun:
            console.print(text("check.rerun", lang, count=recheck_all(store, lang)), soft_wrap=True)
        numbers = count(store, filters)
        _print(store, filters, console, lang, limit, numbers)
    wanted = filters.status in (None, "inconsistent")
    return int(wanted and numbers.get("inconsistent", 0) > 0)


def _print(store: Store, filters: Filters, console: Console, lang: str, limit: int, numbers: dict[str, int]) -> None:
    report, printed = None, 0
    for row in find(store, filters, limit or None):
        if row["report_id"] != report:
            report = row["report_id"]
            superseded_note = f"  [yellow]{text('check.older', lang)}[/]" if row["superseded"] else ""
            console.print(f"[bold]{escape(_head(row))}[/]{superseded_note}", soft_wrap=True)
        console.print(_line(row, lang), soft_wrap=True)
        printed += 1
    unprinted = sum(n for status, n in numbers.items() if _shown(status, filters)) - printed
    parts = [
        f"[{STATUS_SYMBOLS[s][1]}]{STATUS_SYMBOLS[s][0]} {text(f'status.{s}', lang)} {numbers.get(s, 0):,}[/]"
        for s in STATUS_SYMBOLS
    ]
    console.print("  ".join(parts), soft_wrap=True)
    if not filters.all_versions and (count := count_superseded(store, filters)):
        console.print(text("check.superseded", lang, count=count), soft_wrap=True)
    if unprinted > 0:
        console.print(text("check.more", lang, count=f"{unprinted:,}"), soft_wrap=True)


def _shown(status: str, filters: Filters) -> bool:
    return status == filters.status if filters.status else status != "consistent"


def _head(row: dict[str, Any]) -> str:
    pages = page_ranges(range(row["first_page"], row["last_page"] + 1)) if row["part"] else ""
    source = f"{row['source']} p{pages}" if pages else row["source"]
    known = (row["fiscal_year"], row["department"], row["project_name"], source)
    return "  ".join(str(part) for part in known if part)


def _line(row: dict[str, Any], lang: str) -> str:
    mark, style = STATUS_SYMBOLS[row["status"]]
    rule = rule_name(row["rule"], lang)
    place, other_place = _place(row["page"], row["line"]), _place(row["other_page"], row["other_line"])
    place = f"{place}↔ {other_place}" if other_place else place
    after = f"  [dim]{escape(retold(row['suggestion'], lang, row['rule']))}[/]" if row["suggestion"] else ""
    return f"  [{style}]{mark} {escape(rule)}[/]  {place}{escape(retold(row['message'], lang, row['rule']))}{after}"


def _place(page: int | None, line: int | None) -> str:
    return f"p{page} " if page else f"L{line} " if line else ""
