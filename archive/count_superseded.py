"""Counts the superseded reports of an archive."""

from __future__ import annotations

from sqlalchemy import func, select

from gouji.archive.current_versions import is_superseded
from gouji.archive.filters import Filters, of_reports
from gouji.archive.sql_tables import DATA
from gouji.archive.store import Store


def count_superseded(store: Store, filters: Filters) -> int:
    """The number of superseded reports that the filters select."""
    reports = DATA["reports"].c
    wanted = (
        select(func.count())
        .select_from(DATA["reports"])
        .where(is_superseded(reports.report_id), *of_reports(filters, reports))
    )
    with store.engine.connect() as connection:
        return connection.execute(wanted).scalar_one()
