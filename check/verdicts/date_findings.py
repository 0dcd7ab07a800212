"""Findings about dates: their order, and dates with one unreadable character."""

from __future__ import annotations

import regex

from gouji.check.own.own_orders import own_orders
from gouji.check.own.unchecked_findings import unchecked_findings
from gouji.check.readings.candidates import candidates
from gouji.check.relations.dates import DateRelation, date_relations, order_relation
from gouji.check.relations.rule_sorts import failing_severity, unresolved_severity
from gouji.check.unread_parts import with_lost
from gouji.check.verdicts.findings import (
    lost_message,
    misread_message,
    odds_for_record,
    readings_for_record,
    readings_message,
    suggestion_to_look,
    with_note,
)
from gouji.check.verdicts.repair import repair, rewrite
from gouji.check.verdicts.verdict import CandidateSource, Verdict, verdicts
from gouji.normalize.figures.dates import parse_date
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Correction, Event, Finding, Report, Severity
from gouji.schemas.texts import has_text, text
from gouji.schemas.wordlists import read_rows


def date_findings(
    report: Report, places: dict[int, str], lang: str, candidates_of: CandidateSource = candidates
) -> list[Finding]:
    """Findings of the damaged dates, which may be read by what the order allows, then of the order of all readable
    dates.
    """
    damaged = [
        _damaged_date_finding(event, report, places, lang) for event in report.events if event.date.value is None
    ]
    orders = list(own_orders(report))
    own = [each for each in orders if isinstance(each, DateRelation)]
    dated = {
        id(r): (d, r)
        for d in (*date_relations(report.cover, report.events, report.spent_until), *own)
        for r in with_lost([order_relation(d)], report)
    }
    out = []
    for verdict in verdicts([r for _, r in dated.values()], candidates_of):
        out.append(_order_finding(dated[id(verdict.relation)][0], verdict, places, lang))
        if verdict.status == "misread":
            repair(verdict, report, lang)
    return damaged + out + unchecked_findings(orders, places, lang)


def _readable(relation: DateRelation) -> bool:
    return all(value is not None and value[:4].isdigit() for value in (relation.early.value, relation.late.value))


def _order_finding(dates: DateRelation, verdict: Verdict, places: dict[int, str], lang: str) -> Finding:
    early, late = dates.early.value or "", dates.late.value or ""
    far = _off_season(dates, early, late) if verdict.status == "consistent" else None
    severity: Severity = (
        failing_severity(verdict.relation)
        if verdict.status == "inconsistent"
        else "info"
        if verdict.status == "consistent" and not far
        else unresolved_severity(verdict.relation)
    )
    outcome = verdict.outcome
    return Finding(
        rule=dates.rule,
        status=verdict.status,
        severity=severity,
        message=with_note(_message(dates, verdict, far, lang), verdict, lang),
        equation=outcome.equation,
        observed=outcome.observed,
        expected=outcome.expected,
        tolerance=None,
        fields=[places[id(leaf)] for leaf in verdict.relation.leaves if id(leaf) in places],
        suggestion=suggestion_to_look(verdict.relation.leaves[0], lang) if verdict.status == "unresolved" else None,
        odds=odds_for_record(verdict),
        readings=readings_for_record(verdict, places),
    )


def _off_season(dates: DateRelation, early: str, late: str) -> str | None:
    """Whether a report is dated in the last days of its year (`early`), or more than a year behind it (`late`)."""
    if not dates.strict:
        return None
    years = int(late[:4]) - int(early[:4])
    return "early" if years == 0 and not late.endswith("-12-31") else "late" if years > 1 else None


def _message(dates: DateRelation, verdict: Verdict, far: str | None, lang: str) -> str:
    if verdict.status == "misread":
        return misread_message(verdict, lang)
    state = far or verdict.status
    sort = "year" if dates.strict else "until" if dates.rule == "fiscal-year" else "date"
    key = f"{sort}_{'order_' if state == 'unresolved' and sort == 'date' else ''}{state}"
    values = {
        "early": dates.early.value or "",
        "late": dates.late.value or "",
        "early_kind": _kind(dates.early_kind, lang),
        "late_kind": _kind(dates.late_kind, lang),
    }
    return (
        text(f"finding.{key}", lang, subject=dates.subject, **values)
        + readings_message(verdict, lang)
        + lost_message(verdict, lang)
    )


def _kind(kind: str, lang: str) -> str:
    """The kind of an event, or the name of a field of the cover."""
    return text(f"field.{kind}", lang) if has_text(f"field.{kind}") else kind


def _damaged_date_finding(event: Event, report: Report, places: dict[int, str], lang: str) -> Finding:
    """Reads a date with one unreadable character by its shape, if the calendar and the order of events leave one
    possibility.
    """
    before = event.date.text
    options = [o for o in _options(event.date, _year(event, report)) if _fits(event, o[2], report)]
    best = max(options, key=lambda o: o[3], default=None)
    clear = best is not None and best[3] >= 0.5 and sum(o[3] for o in options) - best[3] <= best[3] / 4
    if best is None or not clear:
        return _date_finding(
            event,
            places,
            "unresolved",
            text("finding.date_unresolved", lang, subject=event.subject.text, before=before),
        )
    sign, digit, value, sure = best
    reason = text("reason.date_sign", lang, sign=sign, digit=digit)
    after = before.replace(sign, digit, 1)
    report.corrections.append(
        Correction(
            page=event.date.page,
            bbox=event.date.bbox,
            boxes=event.date.boxes,
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
    """The year of the event before it, else the budget year; None if neither is known."""
    before = [e.date.value for e in report.events[: report.events.index(event)] if e.date.value]
    year = before[-1] if before else report.cover.fiscal_year.value if report.cover.fiscal_year else None
    return int(year[:4]) if year else None


def _options(leaf: TextLeaf, year: int | None) -> list[tuple[str, str, str, float]]:
    """(character, digit, date, probability) for each digit that the one damaged character may have been."""
    bare = regex.sub(r"\s", "", leaf.text)
    out = []
    for sign, digit, probability in read_rows(__package__, "lookalikes"):
        if bare.count(sign) == 1 and (value := parse_date(bare.replace(sign, digit), year)):
            out.append((sign, digit, value, float(probability)))
    return out


def _fits(event: Event, value: str, report: Report) -> bool:
    """Whether the order relative to the other dates of the same matter allows `value`."""
    other = event.model_copy(update={"date": event.date.model_copy(update={"value": value})})
    others = [other if e is event else e for e in report.events]
    same = [r for r in date_relations(report.cover, others) if other.date in (r.early, r.late) and _readable(r)]
    return all(r.holds(r.early.value or "", r.late.value or "") for r in same)
