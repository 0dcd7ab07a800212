"""Findings about dates: their order, and dates in which one sign cannot be read."""

from __future__ import annotations

import regex

from check.dates import DateRelation, date_relations
from check.repair import rewrite
from normalize.dates import parse_date
from schemas.record import Correction, Event, Finding, Report, Status, TextLeaf
from schemas.texts import text
from schemas.wordlists import read_rows


def date_findings(report: Report, places: dict[int, str], lang: str) -> list[Finding]:
    """First the damaged dates (which may be read by what the order allows), then the order of all that can be read."""
    damaged = [_damaged(event, report, places, lang) for event in report.events if event.date.value is None]
    return damaged + [_ordered(relation, places, lang) for relation in date_relations(report.cover, report.events) if _readable(relation)]


def _readable(relation: DateRelation) -> bool:
    return relation.early.value is not None and relation.late.value is not None


def _ordered(relation: DateRelation, places: dict[int, str], lang: str) -> Finding:
    early, late = relation.early.value or "", relation.late.value or ""
    holds = relation.holds(early, late)
    far = relation.rule == "fiscal-year" and holds and int(late[:4]) > int(early[:4]) + 1
    status: Status = "consistent" if holds else "inconsistent"
    key = f"year_{'late' if far else status}" if relation.rule == "fiscal-year" else f"date_{status}"
    values = {"subject": relation.subject, "early": early, "late": late, "early_kind": relation.early_kind, "late_kind": relation.late_kind}
    leaves = (relation.early, relation.late) if relation.rule == "fiscal-year" else (relation.late, relation.early)
    return Finding(
        rule=relation.rule,
        status=status,
        severity="error" if not holds else "warning" if far else "info",
        message=text(f"finding.{key}", lang, **values),
        equation=f"{early} {'<' if relation.strict else '≤'} {late}",
        observed=late,
        expected=f"{'>' if relation.strict else '>='} {early}",
        tolerance=None,
        fields=[places[id(leaf)] for leaf in leaves if id(leaf) in places],
    )


def _damaged(event: Event, report: Report, places: dict[int, str], lang: str) -> Finding:
    """A date with one unreadable sign: read by its shape where the calendar and the order of events leave one way."""
    before = event.date.text
    options = [o for o in _options(event.date, _year(event, report)) if _fits(event, o[2], report)]
    best = max(options, key=lambda o: o[3], default=None)
    clear = best is not None and best[3] >= 0.5 and sum(o[3] for o in options) - best[3] <= best[3] / 4
    if best is None or not clear:
        return _date_finding(event, places, "unresolved", text("finding.date_unresolved", lang, subject=event.subject.text, before=before))
    sign, digit, value, sure = best
    reason = text("reason.date_sign", lang, sign=sign, digit=digit)
    after = before.replace(sign, digit, 1)
    report.corrections.append(
        Correction(
            page=event.date.page,
            bbox=event.date.bbox,
            line=event.date.line,
            before=before,
            after=after,
            kind="date",
            reason=reason,
            confidence=sure,
        )
    )
    rewrite(report, event.date.page, before, after)
    event.date.value, event.date.text, event.date.confidence = value, after, sure
    message = text("finding.date_misread", lang, subject=event.subject.text, before=before, after=after)
    return _date_finding(event, places, "misread", message)


def _date_finding(event: Event, places: dict[int, str], status: str, message: str) -> Finding:
    return Finding.model_validate(
        {
            "rule": "date-order",
            "status": status,
            "severity": "warning",
            "message": message,
            "equation": event.date.text,
            "observed": event.date.raw,
            "expected": event.date.value,
            "tolerance": None,
            "fields": [places[id(event.date)]],
        }
    )


def _year(event: Event, report: Report) -> int | None:
    """The year of the event told before it, else the budget year."""
    before = [e.date.value for e in report.events[: report.events.index(event)] if e.date.value]
    year = before[-1] if before else report.cover.fiscal_year.value if report.cover.fiscal_year else None
    return int(year[:4]) if year else None


def _options(leaf: TextLeaf, year: int | None) -> list[tuple[str, str, str, float]]:
    """(sign, digit, date, probability) for each digit that the one damaged sign may have been."""
    bare = regex.sub(r"\s", "", leaf.text)
    out = []
    for sign, digit, probability in read_rows("check", "lookalikes"):
        if bare.count(sign) == 1 and (value := parse_date(bare.replace(sign, digit), year)):
            out.append((sign, digit, value, float(probability)))
    return out


def _fits(event: Event, value: str, report: Report) -> bool:
    """Whether the order with the other dates of the same matter allows `value`."""
    other = event.model_copy(update={"date": event.date.model_copy(update={"value": value})})
    others = [other if e is event else e for e in report.events]
    same = [r for r in date_relations(report.cover, others) if other.date in (r.early, r.late) and _readable(r)]
    return all(r.holds(r.early.value or "", r.late.value or "") for r in same)
