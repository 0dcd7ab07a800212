"""What of a file could not be read though the rest was: a person must look at the file itself."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.schemas.pages import Document, Page
from gouji.schemas.record import Finding
from gouji.schemas.texts import text

MOST_LINES, MOST_TURNED = 12, 20
"""So many lines are named, and so many figures have a finding of their own."""


def reading_limits(document: Document | None, lang: str) -> list[Finding]:
    """A finding for each page with bytes that are no text, or with frames that were left out, and for each figure that is shown otherwise
    than it is stored."""
    return [found for index, page in enumerate(document.pages if document else ()) for found in _of(page, index, lang)]


def _of(page: Page, index: int, lang: str) -> Iterator[Finding]:
    if page.damage and page.damage.lost:
        lines = sorted(page.damage.lost)
        places = text("finding.comma", lang).join(
            text("finding.lost_line", lang, line=n, count=page.damage.lost[n]) for n in lines[:MOST_LINES]
        )
        more = text("finding.lost_more", lang, count=len(lines) - MOST_LINES) if len(lines) > MOST_LINES else ""
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
    turned = page.damage.turned if page.damage else ()
    for line, stored, shown in turned[:MOST_TURNED]:
        message = text("finding.turned", lang, line=line, text=stored, shown=shown)
        yield _finding("turned-figure", message, index, text("suggestion.look_line", lang, line=line))
    if len(turned) > MOST_TURNED:
        message = text("finding.turned_more", lang, count=len(turned) - MOST_TURNED)
        yield _finding("turned-figure", message, index, text("suggestion.look_line", lang, line=turned[MOST_TURNED][0]))
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
