"""Turns a relation between two reports into a finding, or into None if it could not be checked."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.check.relations.relation import Outcome
from gouji.schemas.cross_report import Between, Figure
from gouji.schemas.record import Severity, Status
from gouji.schemas.shown_source import shown_source
from gouji.schemas.texts import has_text, text


def cross_finding(rule: str, figures: Sequence[Figure], outcome: Outcome | None, lang: str) -> Between | None:
    """The finding for the first of `figures` against the last, which belongs to another report. All of them went into
    the outcome.

    If one of them was not read with certainty, a difference may be a misreading: the status is unresolved.
    """
    if outcome is None:
        return None
    claim, other = figures[0], figures[-1]
    sure = all(figure.sure for figure in figures)
    status: Status = "consistent" if outcome.holds else "inconsistent" if sure else "unresolved"
    severity: Severity = "info" if outcome.holds else "error" if sure else "warning"
    return Between(
        rule=rule,
        claim=claim.holder,
        other=other.holder,
        status=status,
        severity=severity,
        message=_message(rule, claim, other, outcome, status, lang),
        equation=outcome.equation,
        figures=tuple(figures),
        observed=outcome.observed,
        expected=outcome.expected,
        tolerance=outcome.tolerance,
        suggestion=None if outcome.holds else text("suggestion.ask_unit" if sure else "suggestion.look_both", lang),
    )


def _message(rule: str, claim: Figure, other: Figure, outcome: Outcome, status: Status, lang: str) -> str:
    key = f"field.{claim.name}"
    subject = text(key, lang) if has_text(key) else claim.name
    values = {
        "subject": subject,
        "other": shown_source(other.holder.report.document),
        "claimed": claim.leaf.text,
        "there": other.leaf.text,
        "equation": outcome.equation,
    }
    kind = "same" if rule == "same-project" else rule.replace("-", "_")
    return text(f"between.{kind}_{status}", lang, **values)
