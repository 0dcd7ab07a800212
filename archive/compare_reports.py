"""Reports are held against each other: two of one project, this year's against last year's, a unit's against its projects'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, delete, insert, select, update

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
"""Documents that are ticked off with one statement."""


def compare_reports(store: Store, lang: str) -> Tally:
    """Compares the reports of every unit that has new ones, a transaction for each unit: an interrupt loses one unit's work,
    and the next run does it. Reports whose unit or year was not read are compared with none: unknown is not passed."""
    whole = Tally()
    for unit in _units(store):
        here = _here(store, unit)
        found = list(_compared(_filed(store, unit), lang)) if sum(not told.superseded for told in here) > 1 else []
        if not _put(store, unit, found, here):
            continue
        wrong = sum(f.status == "inconsistent" for f in found)
        whole += Tally(0, len(found), wrong, sum(f.status == "unresolved" for f in found))
    return whole


def _units(store: Store) -> list[str]:
    fresh = documents.c.compared.is_(False)
    wanted = select(names.c.unit_key).distinct().join(documents, documents.c.sha256 == names.c.report_id)
    with store.engine.connect() as connection:
        return sorted(connection.scalars(wanted.where(fresh, names.c.unit_key.is_not(None))))


def _here(store: Store, unit: str) -> list[Any]:
    """The reports that this round can see, each with what would change it: one that comes meanwhile is of the next."""
    with store.engine.connect() as connection:
        return list(connection.execute(_seen(unit)))


def _seen(unit: str) -> Select[Any]:
    joined = names.join(documents, documents.c.sha256 == names.c.report_id)
    columns = (names.c.report_id, documents.c.superseded, documents.c.finished)
    return select(*columns).select_from(joined).where(names.c.unit_key == unit).order_by(names.c.report_id)


def _filed(store: Store, unit: str) -> list[Filed]:
    """The reports of a unit that can have a counterpart: none that a newer version has taken the place of."""
    wanted = (
        select(names, records.c.json)
        .join(records, records.c.report_id == names.c.report_id)
        .where(names.c.unit_key == unit)
    )
    with store.engine.connect() as connection:
        counting = (names.c.fiscal_year.is_not(None), *current_versions(False, names.c.report_id))
        rows = connection.execute(wanted.where(*counting).order_by(names.c.report_id)).all()
    return [
        Filed(r.report_id, Names(r.unit_key, r.project_key, r.fiscal_year, r.form), Report.model_validate_json(r.json))
        for r in rows
    ]


def _compared(filed: list[Filed], lang: str) -> Iterator[Between]:
    years: dict[int, list[Filed]] = defaultdict(list)
    for each in filed:
        years[each.names.fiscal_year or 0].append(each)
    for year, group in sorted(years.items()):
        yield from same_project(group, lang)
        yield from unit_sum(group, lang)
        for this in group:
            for last in years.get(year - 1, []):
                if this.names.project_key and this.names.project_key == last.names.project_key:
                    yield from prior_year(this, last, lang)


def _put(store: Store, unit: str, found: list[Between], here: list[Any]) -> bool:
    """False, and nothing written, where a report changed or went meanwhile: whoever did that compares the unit anew."""
    ids = [told.report_id for told in here]
    with store.writing() as connection:
        lock_transitions(connection)
        if not set(here) <= set(connection.execute(_seen(unit))):
            return False
        connection.execute(delete(cross_findings).where(cross_findings.c.unit_key == unit))
        if found:
            connection.execute(insert(cross_findings), [cross_finding_row(each, unit) for each in found])
        for start in range(0, len(ids), DOCUMENTS_PER_STATEMENT):
            mine = documents.c.sha256.in_(ids[start : start + DOCUMENTS_PER_STATEMENT])
            connection.execute(update(documents).where(mine).values(compared=True))
    return True
