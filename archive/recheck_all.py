"""Checks all records of an archive again, each in its own transaction."""

from __future__ import annotations

from sqlalchemy import select, update

from gouji.archive.compare_reports import compare_reports
from gouji.archive.put_report import put_report
from gouji.archive.read_for_archive import report_entry
from gouji.archive.recheck import recheck
from gouji.archive.sql_tables import documents, records
from gouji.archive.store import Store
from gouji.schemas.record import Report


def recheck_all(store: Store, lang: str) -> int:
    """The number of reports that were checked. Afterwards the reports are compared with each other again."""
    count = 0
    for report_id, before in store.json_lines():
        report = recheck(Report.model_validate_json(before), lang)
        sha256 = report.document.sha256
        with store.writing() as connection:
            now = connection.scalar(select(records.c.json).where(records.c.report_id == report_id).with_for_update())
            if now != before:
                continue  # it was read again meanwhile, with the present rules
            put_report(connection, sha256, report_entry(report))
            connection.execute(update(documents).where(documents.c.sha256 == sha256).values(compared=False))
        count += 1
    compare_reports(store, lang)
    return count
