"""Conditions that keep the current version of each report. Superseded versions are stored but left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, select

from gouji.archive.sql_tables import documents, names


def is_superseded(report_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the report with this id is an older version."""
    older = names.join(documents, documents.c.sha256 == names.c.sha256)
    return report_id.in_(select(names.c.report_id).select_from(older).where(documents.c.superseded.is_(True)))


def current_versions(all_versions: bool, *ids: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
    """Conditions that leave out older versions among the reports of `ids`, unless all versions are wanted."""
    if not all_versions:
        yield from (~is_superseded(report_id) for report_id in ids)
