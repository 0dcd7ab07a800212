"""Filters on the findings of an archive, as SQL conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement


@dataclass(frozen=True, slots=True)
class Filters:
    """None selects everything. `unit` is a part of the unit's name. Without a status, the failed findings are meant.
    Older versions of a report are left out unless `all_versions`."""

    year: int | None = None
    unit: str | None = None
    rule: str | None = None
    status: str | None = None
    severity: str | None = None
    all_versions: bool = False


def of_reports(filters: Filters, c: Any) -> Iterator[ColumnElement[bool]]:
    """Conditions on the report that a finding belongs to."""
    if filters.year is not None:
        yield c.fiscal_year == filters.year
    if filters.unit:
        yield c.department.contains(filters.unit, autoescape=True)


def of_findings(filters: Filters, c: Any, *, status: bool = True) -> Iterator[ColumnElement[bool]]:
    """Conditions on the finding itself."""
    if filters.rule:
        yield c.rule == filters.rule
    if filters.severity:
        yield c.severity == filters.severity
    if status and filters.status:
        yield c.status == filters.status
