"""Conditions that keep the current version of each report. Superseded versions are stored but left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, select

from gouji.archive.sql_tables import documents


def is_superseded(report_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the report with this id is an older version."""
    return report_id.in_(select(documents.c.sha256).where(documents.c.superseded.is_(True)))


def current_versions(all_versions: bool, *ids: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
    """Conditions that leave out older versions among the reports of `ids`, unless all versions are wanted."""
    if not all_versions:
        yield from (~is_superseded(report_id) for report_id in ids)
