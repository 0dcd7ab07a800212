"""Compares one project in two reports: the table and the narrative of a year, or two scans of one document."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from gouji.archive.comparable_figures import comparable_figures, row_figures
from gouji.archive.cross_finding import cross_finding
from gouji.archive.matching_names import name_key
from gouji.check.relations.tests import same_test
from gouji.schemas.cross_report import Between, Figure, Filed
from gouji.schemas.shown_source import shown_source
from gouji.schemas.texts import text

COMPARE = same_test()


def same_project(group: list[Filed], lang: str) -> Iterator[Between]:
    """Findings between the reports of one unit and one year on the same project."""
    for first, second in combinations(group, 2):
        if first.names.project_key is None or second.names.project_key is None:
            continue
        if first.names.project_key == second.names.project_key:
            both = (comparable_figures(first), comparable_figures(second))
            if first.names.form == second.names.form:
                yield from _scanned_twice(*both, lang)
            else:
                yield from _compared(*both, lang)
        else:
            yield from _row_and_report(first, second, lang)
            yield from _row_and_report(second, first, lang)


def _compared(mine: dict[str, Figure], theirs: dict[str, Figure], lang: str) -> Iterator[Between]:
    for name in mine.keys() & theirs.keys():
        a, b = mine[name], theirs[name]
        if a.quantity.canonical_unit == b.quantity.canonical_unit:
            found = cross_finding("same-project", (a, b), COMPARE([a.quantity, b.quantity]), lang)
            if found:
                yield found


def _row_and_report(whole: Filed, part: Filed, lang: str) -> Iterator[Between]:
    """A row of the unit's report against the report of that project."""
    for index, row in enumerate(whole.report.budget):
        if row.role == "subproject" and row.name.value and name_key(row.name.value) == part.names.project_key:
            yield from _compared(row_figures(whole, index), comparable_figures(part), lang)


def _scanned_twice(mine: dict[str, Figure], theirs: dict[str, Figure], lang: str) -> Iterator[Between]:
    """Two documents of one form, unit, project and year are one report. If they differ, one was misread or entered
    again."""
    shared = [
        (mine[n], theirs[n])
        for n in mine
        if n in theirs and mine[n].quantity.canonical_unit == theirs[n].quantity.canonical_unit
    ]
    if not shared:
        return
    outcomes = [(a, b, o) for a, b in shared if (o := COMPARE([a.quantity, b.quantity])) is not None]
    differ = [(a, b, o) for a, b, o in outcomes if not o.holds]
    claim, other = shared[0]
    values = {
        "other": shown_source(other.holder.report.document),
        "count": len(outcomes),
        "differ": "；".join(o.equation for _, _, o in differ),
    }
    first = differ[0] if differ else None
    yield Between(
        rule="same-document",
        claim=claim.holder,
        other=other.holder,
        status="unresolved" if differ else "consistent",
        severity="warning" if differ else "info",
        message=text(f"between.same_document_{'unresolved' if differ else 'consistent'}", lang, **values),
        equation=str(values["differ"]),
        figures=tuple(figure for a, b, _ in differ or outcomes for figure in (a, b)),
        observed=first[2].observed if first else None,
        expected=first[2].expected if first else None,
        tolerance=first[2].tolerance if first else None,
        suggestion=text("suggestion.look_both", lang) if differ else None,
    )
