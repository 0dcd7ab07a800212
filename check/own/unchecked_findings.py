"""Findings of the user's relations that ask for figures which a report does not have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gouji.check.own.own_relations import Unchecked
from gouji.schemas.record import Finding
from gouji.schemas.texts import text


def unchecked_findings(unchecked: Iterable[Any], places: dict[int, str], lang: str) -> list[Finding]:
    """One unresolved finding for each relation that is `required` and could not be checked; it says what is missing."""
    return [_finding(each, places, lang) for each in unchecked if isinstance(each, Unchecked) and each.rule.required]


def _finding(each: Unchecked, places: dict[int, str], lang: str) -> Finding:
    rule = each.rule
    told = [text(f"finding.own_{m.why}", lang, path=m.path.written) for m in each.missing]
    message = text("finding.own_unchecked", lang, missing=text("finding.own_and", lang).join(dict.fromkeys(told)))
    if rule.note is not None:
        message = text("finding.own_note", lang, message=message, note=rule.note.told(lang))
    return Finding(
        rule=rule.id,
        status="unresolved",
        severity="info" if rule.severity == "info" else "warning",
        message=message,
        equation="",
        observed=None,
        expected=None,
        tolerance=None,
        fields=[places[id(found.leaf)] for found in each.found if id(found.leaf) in places],
    )
