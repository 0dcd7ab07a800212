"""Fits the weights of the report's own date and year."""

from __future__ import annotations

from collections.abc import Iterable

from bench.statements.labelled import Labelled
from bench.statements.softmax import Groups, fit_groups
from gouji.extract.statements.own_dates import date_candidates, year_candidates


def fit_dates(texts: Iterable[Labelled], penalty: float) -> dict[str, float]:
    """Feature → weight of the dates that may be the report's own."""
    groups = Groups()
    for text in texts:
        printed = text.truth["cover"].get("report_date")
        found = date_candidates(text.lines)
        right = [c.value == printed for c in found]
        groups.add(
            [(["none"], not any(right), 0.0), *((c.features, r, 0.0) for c, r in zip(found, right, strict=True))]
        )
    return fit_groups(groups, penalty)


def fit_years(texts: Iterable[Labelled], penalty: float) -> dict[str, float]:
    """Feature → weight of the years that may be the one that the report is about."""
    groups = Groups()
    for text in texts:
        cover = text.truth["cover"]
        found = year_candidates(text.lines, cover.get("report_date"))
        right = [c.value == cover.get("fiscal_year") for c in found]
        groups.add(
            [(["none"], not any(right), 0.0), *((c.features, r, 0.0) for c, r in zip(found, right, strict=True))]
        )
    return fit_groups(groups, penalty)
