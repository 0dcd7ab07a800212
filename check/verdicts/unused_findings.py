"""Findings for the figures that were read and stand in no field of the record: one for each place."""

from __future__ import annotations

from gouji.schemas.record import Finding, Report, Unused
from gouji.schemas.texts import text

MAX_FIGURES_LENGTH = 48
"""So many characters of the figures are told; the record has them all."""


def unused_findings(report: Report, lang: str) -> list[Finding]:
    """Returns one finding for each column, row, group of cells and run of lines; none of them accuses anybody."""
    return [_finding(each, index, lang) for index, each in enumerate(report.unused)]


def _finding(each: Unused, index: int, lang: str) -> Finding:
    kind = each.kind if each.name or each.kind == "lines" else "nameless"
    values = {"count": each.count, "figures": _shortened(each.text)}
    if kind not in ("lines", "nameless"):
        values["name"] = each.name
    look = text("suggestion.look", lang, page=each.page) if each.page else None
    return Finding(
        rule="figures-unused",
        status="unresolved",
        severity="info",
        message=text(f"finding.unused_{kind}", lang, **values),
        equation="",
        observed=None,
        expected=None,
        tolerance=None,
        fields=[f"/unused/{index}"],
        suggestion=look or (text("suggestion.look_line", lang, line=each.line) if each.line else None),
    )


def _shortened(figures: str) -> str:
    """The figures up to the last whole one that has room."""
    if len(figures) <= MAX_FIGURES_LENGTH:
        return figures
    return figures[:MAX_FIGURES_LENGTH].rpartition("、")[0] + "…"
