"""Finds findings of an archive by year, unit, rule, status and severity, inside reports and between reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, String, cast, literal, literal_column, null, select

from gouji.archive.count import count
from gouji.archive.current_versions import current_versions, is_superseded
from gouji.archive.filters import Filters, of_findings, of_reports
from gouji.archive.sql_tables import DATA, cross_findings
from gouji.archive.store import Store

__all__ = ["FAILED", "Filters", "count", "find"]

FAILED = ("inconsistent", "misread", "unresolved")
SHOWN = ("rule", "status", "severity", "message", "suggestion")
OTHER_REPORT_FIELDS = ("other_report_id", "other_source", "other_page", "other_line")
NO_OTHER_REPORT = (
    *(literal("", String).label(name) for name in OTHER_REPORT_FIELDS[:2]),
    *(cast(null(), BigInteger).label(name) for name in OTHER_REPORT_FIELDS[2:]),
)
"""Replaces OTHER_REPORT_FIELDS for a finding inside one report."""
MAX_SORTED_FINDINGS = 20_000
"""If one status has more findings than this, walking through the reports in order is faster than sorting the findings.
"""
Found = dict[str, Any]


def find(store: Store, filters: Filters, limit: int | None = None) -> Iterator[Found]:
    """Rows with report_id, superseded, source, part, first_page, last_page, department, project_name, fiscal_year, page, line, rule, status,
    severity, message, suggestion. A finding between two reports also has other_report_id, other_source, other_page and
    other_line.

    Without a status, the failed findings are returned: contradictions first, then doubtful ones, each by year, unit and
    report.
    """
    numbers = count(store, filters)
    left = sum(numbers.values()) if limit is None else limit
    for status in (filters.status,) if filters.status else FAILED:
        wanted = min(left, numbers.get(status, 0))
        if wanted:
            left -= wanted
            yield from _of_status(store, replace(filters, status=status), wanted, numbers[status] > MAX_SORTED_FINDINGS)


def _of_status(store: Store, filters: Filters, limit: int, walk_reports: bool) -> Iterator[Found]:
    """The first `limit` findings of one status, of both kinds in one order."""
    with store.engine.connect() as connection:
        streamed = connection.execution_options(yield_per=1000)
        inside = streamed.execute(_inside(filters, limit, walk_reports)).mappings()
        between = connection.execute(_between(filters).limit(limit)).mappings().all()
        for row in islice(merge(inside, between, key=_place), limit):
            yield {name: value for name, value in row.items() if name != "row"}


def _place(row: Any) -> tuple[Any, ...]:
    year, unit = row["fiscal_year"], row["department"]
    return (
        year is not None,
        year or 0,
        unit is not None,
        unit or "",
        row["report_id"],
        row["other_report_id"],
        row["row"],
    )


def _inside(filters: Filters, limit: int, walk_reports: bool) -> Select[Any]:
    """Selects the keys of the first findings in order, then the columns to show, so that no wide row is sorted."""
    reports, inner = DATA["reports"].c, DATA["findings"].c
    order = (
        reports.fiscal_year.asc().nulls_first(),
        reports.department.asc().nulls_first(),
        reports.report_id,
        inner.row,
    )
    # As an expression the report id cannot use an index: the database then walks through the reports in order and
    # looks up their findings.
    walk = walk_reports or filters.year is not None or bool(filters.unit)
    same = inner.report_id == (reports.report_id.concat("") if walk else reports.report_id)
    keys = select(inner.report_id, inner.row).join_from(DATA["reports"], DATA["findings"], same)
    keys = keys.where(
        *of_reports(filters, reports),
        *_of_findings(filters, inner),
        *current_versions(filters.all_versions, reports.report_id),
    )
    first = keys.order_by(*order).limit(limit).subquery()
    heads = (*_place_in_file(), reports.department, reports.project_name, reports.fiscal_year)
    columns: tuple[Any, ...] = (
        *heads,
        inner.page,
        inner.line,
        *(inner[name] for name in SHOWN),
        *NO_OTHER_REPORT,
        inner.row,
        _superseded(),
    )
    whole = select(*columns).join_from(
        first, DATA["findings"], (inner.report_id == first.c.report_id) & (inner.row == first.c.row)
    )
    return whole.join(DATA["reports"], reports.report_id == inner.report_id).order_by(*order)


def _place_in_file() -> tuple[ColumnElement[Any], ...]:
    """The report, its file, and its pages if the file holds several reports."""
    c = DATA["reports"].c
    return c.report_id, c.source, c.part, c.first_page, c.last_page


def _superseded() -> ColumnElement[bool]:
    return is_superseded(DATA["reports"].c.report_id).label("superseded")


def _of_findings(filters: Filters, inner: Any) -> Iterator[ColumnElement[bool]]:
    yield from of_findings(filters, inner)
    if filters.status != "consistent":
        yield inner.status != literal_column("'consistent'")  # the condition of the partial indexes of failed findings


def _between(filters: Filters) -> Select[Any]:
    reports, c = DATA["reports"].c, cross_findings.c
    heads = (*_place_in_file(), c.department, c.project_name, c.fiscal_year)
    columns = (
        *heads,
        c.page,
        c.line,
        *(c[name] for name in SHOWN),
        *(c[name] for name in OTHER_REPORT_FIELDS),
        c.id.label("row"),
        _superseded(),
    )
    joined = cross_findings.join(DATA["reports"], c.report_id == reports.report_id)
    wanted = select(*columns).select_from(joined).where(*of_reports(filters, c), *of_findings(filters, c))
    wanted = wanted.where(*current_versions(filters.all_versions, c.report_id, c.other_report_id))
    nulls = (c.fiscal_year.asc().nulls_first(), c.department.asc().nulls_first())
    return wanted.order_by(*nulls, c.report_id, c.other_report_id, c.id)
