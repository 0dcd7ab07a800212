"""Compares the total of a unit's report with the reports of all its projects."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.archive.comparable_figures import comparable_figures
from gouji.archive.cross_finding import cross_finding
from gouji.archive.matching_names import name_key
from gouji.check.relations.tests import sum_test
from gouji.schemas.cross_report import Between, Filed

SUMMED_FIELDS = ("initial", "adjusted", "spent")


def unit_sum(group: list[Filed], lang: str) -> Iterator[Between]:
    """Findings for the reports of one unit and one year. There is a sum only if every project row has a report."""
    for whole in group:
        parts = _parts(whole, group)
        if parts:
            yield from _sums(whole, parts, lang)


def _parts(whole: Filed, group: list[Filed]) -> list[Filed]:
    """The reports of the projects that `whole` lists, one each; empty if one is missing or occurs twice."""
    lines = [name_key(row.name.value or "") for row in whole.report.budget if row.role == "subproject"]
    found = [[f for f in group if f is not whole and f.names.project_key == key] for key in lines]
    if len(lines) < 2 or None in lines or len(set(lines)) < len(lines) or any(len(f) != 1 for f in found):
        return []
    return [f[0] for f in found]


def _sums(whole: Filed, parts: list[Filed], lang: str) -> Iterator[Between]:
    mine, theirs = comparable_figures(whole), [comparable_figures(part) for part in parts]
    for column in SUMMED_FIELDS:
        if column not in mine or any(column not in part for part in theirs):
            continue
        row = [part[column] for part in theirs]
        if len({f.quantity.canonical_unit for f in (mine[column], *row)}) > 1:
            continue
        outcome = sum_test((1,) * len(row), None)([mine[column].quantity, *(f.quantity for f in row)])
        found = cross_finding("unit-sum", (mine[column], *row), outcome, lang)
        if found:
            yield found
