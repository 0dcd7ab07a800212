"""The queries of an export: the rows of a table, sorted by report, as the writers need them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Dialect, Select, Text, cast, func, literal, null, select, type_coerce
from sqlalchemy.types import NullType

from gouji.archive.current_versions import current_versions, is_superseded
from gouji.archive.filters import Filters, of_reports
from gouji.archive.sql_tables import DATA, cross_findings, paths, records
from gouji.export.columns import tables

CONTACT_POINTER_PREFIX = "/cover/contact_"
"""The common beginning of the pointers to both contacts."""
SHARED_COLUMNS = (
    "rule",
    "status",
    "severity",
    "message",
    "equation",
    "observed",
    "expected",
    "tolerance",
    "suggestion",
)
"""Columns that findings inside a report and findings between reports share."""


def select_rows(table: str, filters: Filters, dialect: Dialect) -> list[Select[Any]]:
    """Queries that return, one after the other, the archive's columns of `tables()[table]` in order, each sorted by
    report and row. Figures come as stored: numbers of SQLite, text of PostgreSQL.

    Findings need two queries: those inside reports, then those between reports, which continue the row numbers of the
    claiming report.
    """
    data = DATA[table]
    columns = [_plain(data.c[column.name], column.kind, dialect) for column in tables()[table] if column.name in data.c]
    keys = [data.c[key.name] for key in data.primary_key]
    if table == "findings":
        columns.append(cast(null(), Text).label("other_report_id"))
    if table == "reports":
        columns.append(is_superseded(data.c.report_id).label("superseded"))
    inside = select(*columns).where(*_wanted(data.c.report_id, filters)).order_by(*keys)
    return [inside, _between(filters)] if table == "findings" else [inside]


def select_contacts(ids: list[str]) -> Select[Any]:
    """(report_id, contact person, phone) of these reports."""
    c = DATA["reports"].c
    return select(c.report_id, c.contact_person, c.contact_phone).where(c.report_id.in_(ids))


def select_paths(first: str, last: str) -> Select[Any]:
    """(sha256, path) of the documents from `first` to `last`. For each document the path where it was seen last comes
    first, and missing files come last."""
    c = paths.c
    return (
        select(c.sha256, c.path)
        .where(c.sha256.between(first, last))
        .order_by(c.sha256, c.gone.is_not(None), c.seen.desc(), c.path)
    )


def select_texts(first: str, last: str) -> Select[Any]:
    """(report_id, JSON) of the plain-text reports from `first` to `last`."""
    reports = DATA["reports"].c
    joined = select(records.c.report_id, records.c.json).join_from(
        records, DATA["reports"], reports.report_id == records.c.report_id
    )
    return joined.where(records.c.report_id.between(first, last), reports.kind == "text")


def select_doubted_contacts() -> Select[Any]:
    """(report_id, pointers, observed, excerpt) of the findings about contacts that were not read with certainty. They
    hold a contact without a value as it was read."""
    c = DATA["findings"].c
    rules = ("doubtful-reading", "unreadable")
    return select(c.report_id, c.pointers, c.observed, c.excerpt).where(
        c.rule.in_(rules), c.pointers.contains(CONTACT_POINTER_PREFIX)
    )


def wanted_reports(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions of the filters on a report."""
    c = DATA["reports"].c
    return [*of_reports(filters, c), *current_versions(filters.all_versions, c.report_id)]


def _wanted(report_id: ColumnElement[Any], filters: Filters) -> list[ColumnElement[bool]]:
    report_conditions = list(of_reports(filters, DATA["reports"].c))
    chosen = [report_id.in_(select(DATA["reports"].c.report_id).where(*report_conditions))] if report_conditions else []
    return [*current_versions(filters.all_versions, report_id), *chosen]


def _plain(column: ColumnElement[Any], kind: str, dialect: Dialect) -> ColumnElement[Any]:
    if kind not in ("number", "share"):
        return column
    exact = type_coerce(column, NullType()) if dialect.name == "sqlite" else cast(func.trim_scale(column), Text)
    return exact.label(column.key)


def _between(filters: Filters) -> Select[Any]:
    c, inner = cross_findings.c, DATA["findings"].c
    before = select(func.count()).where(inner.report_id == c.report_id).scalar_subquery()
    order = (c.rule, c.other_report_id, c.field, c.other_field, c.message)
    selected: dict[str, ColumnElement[Any]] = {name: c[name] for name in SHARED_COLUMNS} | {
        "report_id": c.report_id,
        "row": (before + func.row_number().over(partition_by=c.report_id, order_by=order)).label("row"),
        "pointers": func.coalesce(c.field, literal("")).label("pointers"),
        "other_report_id": c.other_report_id,
    }
    columns = [
        selected.get(column.name, _typed_null(column.kind).label(column.name))
        for column in tables()["findings"]
        if column.from_archive
    ]
    wanted = (*_wanted(c.report_id, filters), *current_versions(filters.all_versions, c.other_report_id))
    return select(*columns).where(*wanted).order_by("report_id", "row")


def _typed_null(kind: str) -> ColumnElement[Any]:
    """No value, of the type that the other query has in this column."""
    return cast(null(), DATA["findings"].c.page.type if kind == "integer" else Text)
