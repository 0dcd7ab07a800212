"""Compares reports: two of one project, this year's with last year's, a unit's with those of its projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Join, Select, delete, insert, select, update

from gouji.archive.cross_finding_row import cross_finding_row
from gouji.archive.current_versions import current_versions
from gouji.archive.prior_year import prior_year
from gouji.archive.same_project import same_project
from gouji.archive.sql_tables import cross_findings, documents, names, records
from gouji.archive.store import Store
from gouji.archive.transition_lock import lock_transitions
from gouji.archive.unit_sum import unit_sum
from gouji.schemas.batch import Names, Tally
from gouji.schemas.cross_report import Between, Filed
from gouji.schemas.record import Report

DOCUMENTS_PER_STATEMENT = 500
"""Documents marked as compared with one statement."""


def compare_reports(store: Store, lang: str) -> Tally:
    """Compares the reports of every unit that has new ones and returns what it found.

    Each unit is one transaction: an interrupt loses the work on one unit, and the next run repeats it. A report whose
    unit or year was not read is compared with none, because an unknown value is not a passed check.
    """
    total = Tally()
    open_units = _open_units(store)
    for unit in sorted({unit for units in open_units.values() for unit in units}):
        reports = _reports_of(store, unit)
        found = (
            list(_compared(_filed(store, unit), lang)) if sum(not report.superseded for report in reports) > 1 else []
        )
        ready = [sha for sha in {r.sha256 for r in reports} if open_units.get(sha) == {unit}]
        if not _replace_findings(store, unit, found, reports, ready):
            continue
        for units in open_units.values():
            units.discard(unit)
        wrong = sum(f.status == "inconsistent" for f in found)
        total += Tally(0, len(found), wrong, sum(f.status == "unresolved" for f in found))
    return total


def _open_units(store: Store) -> dict[str, set[str]]:
    """The units of the reports of each document that is not compared yet. A file may hold reports of several units; it
    is compared when all of them are."""
    wanted = select(documents.c.sha256, names.c.unit_key).distinct().select_from(_documents_of_names())
    found: dict[str, set[str]] = defaultdict(set)
    with store.engine.connect() as connection:
        for sha256, unit in connection.execute(
            wanted.where(documents.c.compared.is_(False), names.c.unit_key.is_not(None))
        ):
            found[sha256].add(unit)
    return dict(found)


def _documents_of_names() -> Join:
    return names.join(documents, documents.c.sha256 == names.c.sha256)


def _reports_of(store: Store, unit: str) -> list[Any]:
    """The reports of a unit as this round sees them, with the columns that show a change. A report that arrives
    meanwhile belongs to the next round."""
    with store.engine.connect() as connection:
        return list(connection.execute(_report_states(unit)))


def _report_states(unit: str) -> Select[Any]:
    columns = (names.c.report_id, documents.c.sha256, documents.c.superseded, documents.c.finished)
    return (
        select(*columns).select_from(_documents_of_names()).where(names.c.unit_key == unit).order_by(names.c.report_id)
    )


def _filed(store: Store, unit: str) -> list[Filed]:
    """The reports of a unit that can have a counterpart. Superseded versions are left out."""
    wanted = (
        select(names, records.c.json)
        .join(records, records.c.report_id == names.c.report_id)
        .where(names.c.unit_key == unit)
    )
    with store.engine.connect() as connection:
        conditions = (names.c.fiscal_year.is_not(None), *current_versions(False, names.c.report_id))
        rows = connection.execute(wanted.where(*conditions).order_by(names.c.report_id)).all()
    return [
        Filed(r.report_id, Names(r.unit_key, r.project_key, r.fiscal_year, r.form), Report.model_validate_json(r.json))
        for r in rows
    ]


def _compared(filed: list[Filed], lang: str) -> Iterator[Between]:
    years: dict[int, list[Filed]] = defaultdict(list)
    for filed_report in filed:
        years[filed_report.names.fiscal_year or 0].append(filed_report)
    for year, group in sorted(years.items()):
        yield from same_project(group, lang)
        yield from unit_sum(group, lang)
        for this in group:
            for last in years.get(year - 1, []):
                if this.names.project_key and this.names.project_key == last.names.project_key:
                    yield from prior_year(this, last, lang)


def _replace_findings(store: Store, unit: str, found: list[Between], reports: list[Any], ready: list[str]) -> bool:
    """Replaces the findings of a unit, and marks the `ready` documents as compared. Returns False, and writes nothing, if a report changed or disappeared meanwhile:
    the run that changed it compares the unit again."""
    with store.writing() as connection:
        lock_transitions(connection)
        if not set(reports) <= set(connection.execute(_report_states(unit))):
            return False
        connection.execute(delete(cross_findings).where(cross_findings.c.unit_key == unit))
        if found:
            connection.execute(
                insert(cross_findings), [cross_finding_row(filed_report, unit) for filed_report in found]
            )
        for start in range(0, len(ready), DOCUMENTS_PER_STATEMENT):
            in_batch = documents.c.sha256.in_(ready[start : start + DOCUMENTS_PER_STATEMENT])
            connection.execute(update(documents).where(in_batch).values(compared=True))
    return True
