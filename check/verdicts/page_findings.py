"""Findings about pages that are unreadable, damaged or missing, and about blank pages between others."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.schemas.record import Finding, PageRecord, Report, Severity
from gouji.schemas.texts import text


def lost_findings(report: Report, lang: str) -> list[Finding]:
    """The findings of each page, in the order of the pages."""
    pages = report.document.pages
    out = [
        found
        for index, page in enumerate(pages)
        for found in _page(pages, index, page, report.document.missing_after, lang)
    ]
    return out


def _page(pages: list[PageRecord], index: int, page: PageRecord, missing: list[int], lang: str) -> Iterator[Finding]:
    number = page.number
    if page.kind == "unreadable":
        yield _finding(
            "page-unreadable",
            "error",
            index,
            text("finding.page_lost", lang, page=number),
            text("suggestion.rescan", lang, page=number),
        )
    elif page.damage is not None:
        yield _finding(
            "page-unreadable",
            "warning",
            index,
            text("finding.page_damaged", lang, page=number),
            text("suggestion.rescan", lang, page=number),
        )
    elif (
        page.kind == "blank"
        and 0 < index < len(pages) - 1
        and _is_read(pages[index - 1])
        and _is_read(pages[index + 1])
    ):
        yield _finding(
            "page-blank",
            "info",
            index,
            text("finding.page_blank", lang, page=number),
            text("suggestion.look", lang, page=number),
        )
    if number in missing:
        message = text("finding.page_missing", lang, page=number)
        yield _finding("page-missing", "warning", index, message, text("suggestion.rescan_missing", lang, page=number))


def _is_read(page: PageRecord) -> bool:
    return page.kind in ("scanned", "digital")


def _finding(rule: str, severity: Severity, index: int, message: str, suggestion: str) -> Finding:
    return Finding(
        rule=rule,
        status="unresolved",
        severity=severity,
        message=message,
        equation="",
        observed=None,
        expected=None,
        tolerance=None,
        fields=[f"/document/pages/{index}"],
        suggestion=suggestion,
    )
