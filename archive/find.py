"""Findings of an archive by year, unit, rule, status, severity: those inside reports, and those between reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, String, case, cast, func, literal, null, select

from archive.store import Store
from archive.tables import DATA, cross_findings

FAILED = ("inconsistent", "misread", "unresolved")
SHOWN = ("rule", "status", "severity", "message", "suggestion")
OTHER = ("other_report_id", "other_source", "other_page", "other_line")
NOWHERE = (*(literal("", String).label(name) for name in OTHER[:2]), *(cast(null(), BigInteger).label(name) for name in OTHER[2:]))
"""In the place of OTHER for a finding inside one report."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is wanted. None is everything; `unit` is a part of the unit's name."""

    year: int | None = None
    unit: str | None = None
    rule: str | None = None
    status: str | None = None
    severity: str | None = None


def find(store: Store, filters: Filters, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """Rows with report_id, source, department, project_name, fiscal_year, page, line, rule, status, severity, message, suggestion;
    where the finding lies between two reports, also other_report_id, other_source, other_page and other_line.

    Without a status those that failed come: contradictions first, then what is doubtful.
    """
    both = _inside(filters).union_all(_between(filters)).subquery()
    c = both.c
    statuses = case({status: place for place, status in enumerate(FAILED)}, value=c.status, else_=len(FAILED))
    wanted = select(both).order_by(statuses, c.fiscal_year, c.department, c.report_id, c.other_report_id, c.row).limit(limit)
    with store.engine.connect() as connection:
        for row in connection.execution_options(yield_per=1000).execute(wanted).mappings():
            yield {name: value for name, value in row.items() if name != "row"}


def count(store: Store, filters: Filters) -> dict[str, int]:
    """How many findings there are of each status, whatever status `filters` ask for."""
    every = Filters(filters.year, filters.unit, filters.rule, "", filters.severity)
    both = _inside(every).union_all(_between(every)).subquery()
    wanted = select(both.c.status, func.count()).group_by(both.c.status)
    with store.engine.connect() as connection:
        return {status: number for status, number in connection.execute(wanted)}


def _inside(filters: Filters) -> Select[Any]:
    reports, inner = DATA["reports"].c, DATA["findings"].c
    heads = (reports.report_id, reports.source, reports.department, reports.project_name, reports.fiscal_year)
    columns: tuple[Any, ...] = (*heads, inner.page, inner.line, *(inner[name] for name in SHOWN), *NOWHERE, inner.row)
    joined = DATA["findings"].join(DATA["reports"], inner.report_id == reports.report_id)
    return select(*columns).select_from(joined).where(*_where(filters, reports, inner))


def _between(filters: Filters) -> Select[Any]:
    reports, inner = DATA["reports"].c, cross_findings.c
    heads = (reports.report_id, reports.source, inner.department, inner.project_name, inner.fiscal_year)
    other = (inner[name] for name in OTHER)
    columns = (*heads, inner.page, inner.line, *(inner[name] for name in SHOWN), *other, inner.id.label("row"))
    joined = cross_findings.join(DATA["reports"], inner.report_id == reports.report_id)
    return select(*columns).select_from(joined).where(*_where(filters, inner, inner))


def _where(filters: Filters, head: Any, inner: Any) -> Iterator[ColumnElement[bool]]:
    if filters.year is not None:
        yield head.fiscal_year == filters.year
    if filters.unit:
        yield head.department.contains(filters.unit, autoescape=True)
    if filters.rule:
        yield inner.rule == filters.rule
    if filters.severity:
        yield inner.severity == filters.severity
    if filters.status:
        yield inner.status == filters.status
    elif filters.status is None:
        yield inner.status.in_(FAILED)
