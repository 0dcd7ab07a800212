"""Findings about a file that could not be read completely: a person must look at the file itself."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.schemas.pages import Document, Page
from gouji.schemas.record import Finding
from gouji.schemas.texts import text

MAX_LINES = 12
"""Damaged lines that the message lists."""
MAX_REORDERED_FIGURES = 20
"""Figures displayed in another order that get a finding of their own; one more finding counts the rest."""


def reading_limits(document: Document | None, lang: str) -> list[Finding]:
    """Findings for each page with bytes that are no text or with left-out frames, and for each figure that is displayed
    differently from how it is stored.
    """
    return [
        found
        for index, page in enumerate(document.pages if document else ())
        for found in _page_findings(page, index, lang)
    ]


def _page_findings(page: Page, index: int, lang: str) -> Iterator[Finding]:
    if page.damage and page.damage.lost:
        lines = sorted(page.damage.lost)
        places = text("finding.comma", lang).join(
            text("finding.lost_line", lang, line=n, count=page.damage.lost[n]) for n in lines[:MAX_LINES]
        )
        more = text("finding.lost_more", lang, count=len(lines) - MAX_LINES) if len(lines) > MAX_LINES else ""
        values = {
            "encoding": page.damage.encoding.upper(),
            "count": sum(page.damage.lost.values()),
            "places": places + more,
        }
        yield _finding(
            "damaged-text",
            text("finding.lost", lang, **values),
            index,
            text("suggestion.look_line", lang, line=lines[0]),
        )
    reordered = page.damage.turned if page.damage else ()
    for line, stored, shown in reordered[:MAX_REORDERED_FIGURES]:
        message = text("finding.turned", lang, line=line, text=stored, shown=shown)
        yield _finding("turned-figure", message, index, text("suggestion.look_line", lang, line=line))
    if len(reordered) > MAX_REORDERED_FIGURES:
        message = text("finding.turned_more", lang, count=len(reordered) - MAX_REORDERED_FIGURES)
        yield _finding(
            "turned-figure",
            message,
            index,
            text("suggestion.look_line", lang, line=reordered[MAX_REORDERED_FIGURES][0]),
        )
    if page.frames > 1:
        yield _finding(
            "frames-left-out", text("finding.frames", lang, count=page.frames), index, text("suggestion.frames", lang)
        )


def _finding(rule: str, message: str, index: int, suggestion: str) -> Finding:
    return Finding(
        rule=rule,
        status="unresolved",
        severity="warning",
        message=message,
        equation="",
        observed=None,
        expected=None,
        tolerance=None,
        fields=[f"/document/pages/{index}"],
        suggestion=suggestion,
    )
