"""How many reports of an archive are older versions."""

from __future__ import annotations

from sqlalchemy import func, select

from archive.current import is_superseded
from archive.filters import Filters, of_reports
from archive.store import Store
from archive.tables import DATA


def older(store: Store, filters: Filters) -> int:
    """Superseded reports among those that the filters let through."""
    reports = DATA["reports"].c
    wanted = select(func.count()).select_from(DATA["reports"]).where(is_superseded(reports.report_id), *of_reports(filters, reports))
    with store.engine.connect() as connection:
        return connection.execute(wanted).scalar_one()
