"""Stores the records of a document and their rows in the archive in place of its previous ones."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Table, delete, insert, select

from gouji.archive.sql_tables import DATA, cross_findings, names, records
from gouji.schemas.batch import ReadReport


def put_reports(connection: Connection, sha256: str, reports: Iterable[ReadReport]) -> None:
    """Replaces all reports of the document in the caller's transaction."""
    clear_document(connection, sha256)
    for report in reports:
        _put(connection, sha256, report)


def put_report(connection: Connection, sha256: str, report: ReadReport) -> None:
    """Replaces one report of the document in the caller's transaction."""
    clear_report(connection, report.report_id)
    _put(connection, sha256, report)


def clear_document(connection: Connection, sha256: str) -> None:
    """Removes all reports of a document."""
    for report_id in connection.scalars(
        select(DATA["reports"].c.report_id).where(DATA["reports"].c.document_sha256 == sha256)
    ).all():
        clear_report(connection, report_id)


def _put(connection: Connection, sha256: str, report: ReadReport) -> None:
    _insert(connection, records, [{"report_id": report.report_id, "sha256": sha256, "json": report.json}])
    for name, table in DATA.items():
        _insert(connection, table, report.rows.get(name, []))
    keys = report.names
    row = {"report_id": report.report_id, "unit_key": keys.unit_key, "project_key": keys.project_key}
    _insert(connection, names, [{**row, "sha256": sha256, "fiscal_year": keys.fiscal_year, "form": keys.form}])


def clear_report(connection: Connection, report_id: str) -> None:
    """Removes a report: its record, its rows, and the findings between it and others."""
    either = (cross_findings.c.report_id == report_id) | (cross_findings.c.other_report_id == report_id)
    connection.execute(delete(cross_findings).where(either))
    for table in (*reversed(DATA.values()), names, records):
        connection.execute(delete(table).where(table.c.report_id == report_id))


def _insert(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
