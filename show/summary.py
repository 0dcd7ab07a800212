"""What a person sees without reading JSON: the budget, what ties out, what does not, what is doubtful."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from schemas.leaf import QuantityLeaf
from schemas.record import BudgetRow, Finding, Report
from schemas.texts import text

COLUMNS = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate")
MARKS = {"inconsistent": ("✗", "bold red"), "unresolved": ("?", "yellow"), "misread": ("↻", "cyan"), "consistent": ("✓", "green")}
ORDER = ("inconsistent", "misread", "unresolved")


def summary(record: Report, console: Console, lang: str) -> None:
    """Prints the summary of one record."""
    console.rule(escape(record.document.source))
    _cover(record, console, lang)
    if record.budget:
        console.print(_budget(record.budget, lang))
    if record.evaluation.score:
        console.print(f"{text('field.score', lang)}  [bold]{escape(_shown(record.evaluation.score))}[/]")
    _counts(record, console, lang)
    for status in ORDER:
        for found in record.findings:
            if found.status == status:
                _finding(found, console, lang)
    _corrections(record, console, lang)


def _cover(record: Report, console: Console, lang: str) -> None:
    for name in ("project_name", "department", "fiscal_year", "report_date"):
        leaf = getattr(record.cover, name)
        if leaf:
            value = escape(leaf.value) if leaf.value else f"[yellow]? {escape(leaf.text)}[/]"
            console.print(f"{text(f'field.{name}', lang)}  {value}")


def _budget(rows: list[BudgetRow], lang: str) -> Table:
    """The lines of money; a unit that all amounts share stands once, over the table."""
    used = [c for c in COLUMNS if any(getattr(r, c) for r in rows)]
    leaves = [leaf for row in rows for c in used if c != "execution_rate" and (leaf := getattr(row, c))]
    units = {leaf.value.unit for leaf in leaves if leaf.value}
    unit = units.pop() if len(units) == 1 else ""
    table = Table(
        show_edge=False,
        pad_edge=False,
        padding=(0, 0),
        title=text("summary.unit", lang, unit=unit) if unit else None,
        title_justify="right",
    )
    table.add_column(text("summary.line", lang), overflow="fold", min_width=8)
    for column in used:
        table.add_column(text(f"field.{column}", lang), justify="right", overflow="fold")
    for row in rows:
        style = "bold" if row.role == "total" else "dim" if row.role == "source" else ""
        cells = [escape(_shown(getattr(row, c)).removesuffix(unit)) for c in used]
        table.add_row(escape(row.name.value or row.name.text), *cells, style=style)
    return table


def _shown(leaf: QuantityLeaf | None) -> str:
    if leaf is None:
        return ""
    if leaf.value is None:
        return "?"
    return leaf.value.number + leaf.value.unit


def _counts(record: Report, console: Console, lang: str) -> None:
    numbers = {status: sum(f.status == status for f in record.findings) for status in MARKS}
    parts = [f"[{MARKS[s][1]}]{MARKS[s][0]} {text(f'status.{s}', lang)} {numbers[s]}[/]" for s in ("consistent", *ORDER)]
    console.print("  ".join(parts))


def _finding(found: Finding, console: Console, lang: str) -> None:
    mark, style = MARKS[found.status]
    console.print(f"[{style}]{mark} {escape(text(f'rules.{found.rule}', lang))}[/]  {escape(found.message)}")
    if found.suggestion:
        console.print(f"    [dim]{escape(found.suggestion)}[/]")


def _corrections(record: Report, console: Console, lang: str) -> None:
    if not record.corrections:
        return
    pairs = [f"{c.before}→{c.after or '∅'}" for c in record.corrections[:12]]
    more = "" if len(record.corrections) <= 12 else " …"
    console.print(text("summary.corrections", lang, count=len(record.corrections)) + "  " + escape("  ".join(pairs)) + more, style="dim")


def findings(record: Report, console: Console, lang: str) -> None:
    """Prints the findings of one record: what does not tie out first, what does last."""
    console.rule(escape(record.document.source))
    _counts(record, console, lang)
    for status in (*ORDER, "consistent"):
        for found in record.findings:
            if found.status == status:
                _finding(found, console, lang)
