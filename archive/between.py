"""A relation between two reports becomes a finding, or nothing where it could not be checked."""

from __future__ import annotations

from check.relation import Outcome
from schemas.filed import Between, Figure
from schemas.record import Severity, Status
from schemas.texts import has_text, text


def between(rule: str, claim: Figure, other: Figure, outcome: Outcome | None, sure: bool, lang: str) -> Between | None:
    """The finding for the figure `claim` against `other`, another report's.

    `sure`: all figures are read beyond doubt. Where they are not, a difference may be the reader's: unresolved.
    """
    if outcome is None:
        return None
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
        observed=outcome.observed,
        expected=outcome.expected,
        tolerance=outcome.tolerance,
        suggestion=None if outcome.holds else text("suggestion.ask_unit" if sure else "suggestion.look_both", lang),
        field=claim.pointer,
        other_field=other.pointer,
    )


def _message(rule: str, claim: Figure, other: Figure, outcome: Outcome, status: Status, lang: str) -> str:
    key = f"field.{claim.name}"
    subject = text(key, lang) if has_text(key) else claim.name
    values = {
        "subject": subject,
        "other": other.holder.report.document.source,
        "claimed": claim.leaf.text,
        "there": other.leaf.text,
        "equation": outcome.equation,
    }
    kind = "same" if rule == "same-project" else rule.replace("-", "_")
    return text(f"between.{kind}_{status}", lang, **values)
