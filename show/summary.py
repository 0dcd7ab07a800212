"""Prints the summary of a record: the budget, what ties out, what does not, what is doubtful."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from gouji.check.pointers import leaves
from gouji.check.rule_name import rule_name
from gouji.schemas.record import Finding, Report
from gouji.schemas.retold import retold
from gouji.schemas.shown_source import shown_source
from gouji.schemas.texts import text
from gouji.show.budget_view import budget_view
from gouji.show.figure_text import figure_text

MAX_TITLE_COLUMNS = 80
"""Width of the title line of a record, also without a terminal."""
STATUS_SYMBOLS = {
    "inconsistent": ("✗", "bold red"),
    "unresolved": ("?", "yellow"),
    "misread": ("↻", "cyan"),
    "consistent": ("✓", "green"),
}
DOUBT, MAX_DOUBTS = "doubtful-reading", 10
"""So many doubtful readings are shown, the least sure ones; the rest are counted."""
UNUSED, MAX_UNUSED = "figures-unused", 3
"""So many places of figures in no field are shown; the rest are counted."""
FAILED_STATUSES = ("inconsistent", "misread", "unresolved")


def summary(record: Report, console: Console, lang: str) -> None:
    """Prints the summary of one record."""
    _title(record, console)
    _cover(record, console, lang)
    if record.budget:
        for part in budget_view(record.budget, console.width, lang):
            console.print(part, soft_wrap=isinstance(part, Text))
    if record.evaluation.score:
        console.print(
            f"{text('field.score', lang)}  [bold]{escape(figure_text(record.evaluation.score))}[/]", soft_wrap=True
        )
    _counts(record, console, lang)
    doubts = _doubts(record)
    for status in FAILED_STATUSES:
        for found in record.findings:
            if found.status == status and found.rule not in (DOUBT, UNUSED):
                _finding(found, console, lang)
    unused = [found for found in record.findings if found.rule == UNUSED]
    for found in unused[:MAX_UNUSED]:
        _finding(found, console, lang)
    if len(unused) > MAX_UNUSED:
        rest = escape(text("summary.more_unused", lang, count=len(unused) - MAX_UNUSED))
        console.print(f"[yellow]? {rest}[/]", soft_wrap=True)
    for found in doubts[:MAX_DOUBTS]:
        _finding(found, console, lang)
    if more := len(doubts) - MAX_DOUBTS if len(doubts) > MAX_DOUBTS else 0:
        console.print(f"[yellow]? {escape(text('summary.more_doubts', lang, count=more))}[/]", soft_wrap=True)
    _corrections(record, console, lang)


def _doubts(record: Report) -> list[Finding]:
    """The doubtful readings, the least sure first."""
    sure = {pointer: leaf.confidence for pointer, leaf in leaves(record)}
    found = [each for each in record.findings if each.rule == DOUBT]
    return sorted(found, key=lambda each: min((sure.get(field, 1.0) for field in each.fields), default=1.0))


def _title(record: Report, console: Console) -> None:
    name = shown_source(record.document)
    rest = max(2, min(MAX_TITLE_COLUMNS, console.width) - cell_len(name) - 4)
    console.print(f"[green]──[/] {escape(name)} [green]{'─' * rest}[/]", soft_wrap=True)


def _cover(record: Report, console: Console, lang: str) -> None:
    for name in ("project_name", "department", "fiscal_year", "report_date"):
        leaf = getattr(record.cover, name)
        if leaf:
            value = escape(leaf.value) if leaf.value else f"[yellow]? {escape(leaf.text)}[/]"
            console.print(f"{text(f'field.{name}', lang)}  {value}", soft_wrap=True)


def _counts(record: Report, console: Console, lang: str) -> None:
    numbers = {status: sum(f.status == status for f in record.findings) for status in STATUS_SYMBOLS}
    parts = [
        f"[{STATUS_SYMBOLS[s][1]}]{STATUS_SYMBOLS[s][0]} {text(f'status.{s}', lang)} {numbers[s]:,}[/]"
        for s in ("consistent", *FAILED_STATUSES)
    ]
    console.print("  ".join(parts), soft_wrap=True)


def _finding(found: Finding, console: Console, lang: str) -> None:
    mark, style = STATUS_SYMBOLS[found.status]
    rule, message = rule_name(found.rule, lang), retold(found.message, lang, found.rule)
    console.print(f"[{style}]{mark} {escape(rule)}[/]  {escape(message)}", soft_wrap=True)
    if found.suggestion:
        console.print(f"    [dim]{escape(retold(found.suggestion, lang, found.rule))}[/]", soft_wrap=True)


def _corrections(record: Report, console: Console, lang: str) -> None:
    if not record.corrections:
        return
    pairs = [f"{c.before}→{c.after or '∅'}" for c in record.corrections[:12]]
    more = "" if len(record.corrections) <= 12 else " …"
    console.print(
        text("summary.corrections", lang, count=len(record.corrections)) + "  " + escape("  ".join(pairs)) + more,
        style="dim",
        soft_wrap=True,
    )


def findings(record: Report, console: Console, lang: str) -> None:
    """Prints the findings of one record: failed ones first, consistent ones last."""
    _title(record, console)
    _counts(record, console, lang)
    for status in (*FAILED_STATUSES, "consistent"):
        for found in record.findings:
            if found.status == status:
                _finding(found, console, lang)
