"""Compares two versions of a file, report by report."""

from __future__ import annotations

from dataclasses import replace

from gouji.archive.differences import Change, Differences, differences
from gouji.archive.matching_names import name_key
from gouji.schemas.page_ranges import page_ranges
from gouji.schemas.record import Report
from gouji.schemas.texts import text


def file_differences(old: list[Report], new: list[Report], lang: str) -> Differences | None:
    """What changed between the reports of both versions; None if one of them was never read. Reports are the same by
    the names of their projects, and otherwise by their places in the file.
    """
    if not old or not new:
        return None
    if len(old) == len(new) == 1:
        return differences(old[0], new[0], lang)
    whole, unmatched = Differences([], [], []), list(old)
    for number, report in enumerate(new):
        before = _counterpart(report, number, old, unmatched)
        if before is None:
            whole.changes.append(Change(_name(report, lang), None, _pages(report, lang)))
            continue
        unmatched.remove(before)
        found, name = differences(before, report, lang), _name(report, lang)
        whole.changes.extend(replace(change, subject=f"{name} {change.subject}") for change in found.changes)
        whole.came.extend(found.came)
        whole.went.extend(found.went)
    whole.changes.extend(Change(_name(report, lang), _pages(report, lang), None) for report in unmatched)
    return whole


def _counterpart(report: Report, number: int, old: list[Report], unmatched: list[Report]) -> Report | None:
    """The older version of the report."""
    key = _key(report)
    same = [each for each in unmatched if _key(each) == key]
    at_same_place = old[number] if number < len(old) and old[number] in same else None
    return at_same_place or next(iter(same), None)


def _key(report: Report) -> str | None:
    leaf = report.cover.project_name
    return name_key(leaf.value) if leaf and leaf.value else None


def _name(report: Report, lang: str) -> str:
    leaf = report.cover.project_name
    return (leaf and (leaf.value or leaf.text)) or _pages(report, lang)


def _pages(report: Report, lang: str) -> str:
    return text("changes.pages", lang, pages=page_ranges(page.number for page in report.document.pages))
