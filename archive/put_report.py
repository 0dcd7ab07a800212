"""Stores a record and its rows in the archive in place of the previous ones of the same document."""

from __future__ import annotations

from sqlalchemy import Connection, Table, delete, insert

from gouji.archive.sql_tables import DATA, cross_findings, names, records
from gouji.schemas.batch import Read


def put_report(connection: Connection, read: Read) -> None:
    """Deletes the old rows and inserts the new ones, in the caller's transaction."""
    clear_report(connection, read.sha256)
    _insert(connection, records, [{"report_id": read.sha256, "json": read.json}])
    for name, table in DATA.items():
        _insert(connection, table, read.rows.get(name, []))
    keys = read.names
    row = {"report_id": read.sha256, "unit_key": keys.unit_key, "project_key": keys.project_key}
    _insert(connection, names, [{**row, "fiscal_year": keys.fiscal_year, "form": keys.form}])


def clear_report(connection: Connection, report_id: str) -> None:
    """Removes a report: its record, its rows, and the findings between it and others."""
    for table in (*reversed(DATA.values()), records, names):
        connection.execute(delete(table).where(table.c.report_id == report_id))
    either = (cross_findings.c.report_id == report_id) | (cross_findings.c.other_report_id == report_id)
    connection.execute(delete(cross_findings).where(either))


def _insert(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
