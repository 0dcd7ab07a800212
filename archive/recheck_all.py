"""All records of an archive are checked again, each in its own transaction."""

from __future__ import annotations

from sqlalchemy import update

from archive.across import across
from archive.put_report import put_report
from archive.read_one import ready
from archive.recheck import recheck
from archive.store import Store
from archive.tables import documents


def recheck_all(store: Store, lang: str) -> int:
    """How many reports were checked. Then reports are held against each other again."""
    count = 0
    for report_id, report in store.records():
        read = ready(recheck(report, lang))
        with store.writing() as connection:
            put_report(connection, read)
            connection.execute(update(documents).where(documents.c.sha256 == report_id).values(compared=False))
        count += 1
    across(store, lang)
    return count
