"""Prints what changed between the versions of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.markup import escape

from gouji.archive.changes import VersionChange
from gouji.archive.differences import Change
from gouji.check.rule_name import rule_name
from gouji.schemas.record import Finding
from gouji.schemas.retold import retold
from gouji.schemas.texts import text
from gouji.show.summary import STATUS_SYMBOLS

MAX_SHOWN_LINES = 30
"""Lines per report in a summary; the command `changes` prints all."""


def print_changes(found: Iterable[VersionChange], console: Console, lang: str, max_lines: int | None = None) -> int:
    """Prints a block of lines for each change of version, at most `most` lines each. Returns the number of blocks."""
    count = 0
    for changed in found:
        count += 1
        ids = {"before": changed.before[:12], "after": changed.after[:12], "when": changed.when[:10]}
        console.print(
            f"[bold]{escape(changed.path)}[/]  [dim]{text('changes.versions', lang, **ids)}[/]", soft_wrap=True
        )
        lines = list(_lines(changed, lang))
        for line in lines[:max_lines]:
            console.print(f"  {line}", soft_wrap=True)
        if max_lines is not None and len(lines) > max_lines:
            console.print(f"  {text('changes.more', lang, count=len(lines) - max_lines)}", soft_wrap=True)
    return count


def _lines(changed: VersionChange, lang: str) -> Iterator[str]:
    found = changed.found
    if found is None:
        yield text("changes.unread", lang)
        return
    yield from (_value(change, lang) for change in found.changes)
    yield from (_finding(finding, "came", lang) for finding in found.came)
    yield from (_finding(finding, "went", lang) for finding in found.went)
    if not (found.changes or found.came or found.went):
        yield text("changes.none", lang)


def _value(change: Change, lang: str) -> str:
    before, after = (
        text("changes.absent", lang) if value is None else value for value in (change.before, change.after)
    )
    return escape(f"{change.subject} {before} → {after}")


def _finding(finding: Finding, kind: str, lang: str) -> str:
    mark, style = STATUS_SYMBOLS[finding.status]
    rule = rule_name(finding.rule, lang)
    message = retold(finding.message, lang, finding.rule)
    return f"{text(f'changes.{kind}', lang)}[{style}]{mark} {escape(rule)}[/]  {escape(message)}"
