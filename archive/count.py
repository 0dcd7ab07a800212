"""Counts the findings of an archive by status."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Select, func, select

from gouji.archive.current_versions import current_versions
from gouji.archive.filters import Filters, of_findings, of_reports
from gouji.archive.sql_tables import DATA, cross_findings
from gouji.archive.store import Store

STATUSES = ("consistent", "inconsistent", "misread", "unresolved")


def count(store: Store, filters: Filters) -> dict[str, int]:
    """The number of findings by status, inside reports and between reports, whatever status `filters` asks for."""
    found: Counter[str] = Counter()
    with store.engine.connect() as connection:
        if filters.rule is None and filters.severity is None:
            totals = connection.execute(_of_whole_reports(filters)).one()
            found.update({status: int(total) for status, total in zip(STATUSES, totals, strict=True) if total})
        else:
            found.update({status: number for status, number in connection.execute(_inside(filters))})
        found.update({status: number for status, number in connection.execute(_between(filters))})
    return dict(found)


def _of_whole_reports(filters: Filters) -> Select[Any]:
    """Each report row holds its findings counted by status, so nothing else has to be read."""
    reports = DATA["reports"].c
    return select(*(func.sum(reports[status]) for status in STATUSES)).where(
        *of_reports(filters, reports), *current_versions(filters.all_versions, reports.report_id)
    )


def _inside(filters: Filters) -> Select[Any]:
    """Reads the index of findings alone. The reports are a list beside it, so that no row is fetched."""
    inner, reports = DATA["findings"].c, DATA["reports"].c
    wanted = select(inner.status, func.count()).where(*of_findings(filters, inner, status=False)).group_by(inner.status)
    wanted = wanted.where(*current_versions(filters.all_versions, inner.report_id))
    heads = list(of_reports(filters, reports))
    return wanted.where(inner.report_id.in_(select(reports.report_id).where(*heads))) if heads else wanted


def _between(filters: Filters) -> Select[Any]:
    c = cross_findings.c
    wanted = select(c.status, func.count()).where(*of_reports(filters, c), *of_findings(filters, c, status=False))
    wanted = wanted.where(*current_versions(filters.all_versions, c.report_id, c.other_report_id))
    return wanted.group_by(c.status)
