"""Turns a verdict into a finding: the equation in words, what was observed, what would be right, where it stands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gouji.check.readings.posterior import field_readings
from gouji.check.relations.relation import Outcome, Relation
from gouji.check.relations.rule_sorts import failing_severity, is_equation, unresolved_severity
from gouji.check.relations.tests import plain, shown
from gouji.check.verdicts.error_types import copied_from, error_type
from gouji.check.verdicts.verdict import Verdict
from gouji.schemas.evidence import FieldReading
from gouji.schemas.leaf import Leaf, QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Finding, Report, Severity
from gouji.schemas.texts import has_text, text

OWN_BOUND_MESSAGES = {"consistent": "finding.own_holds", "inconsistent": "finding.own_beyond"}
"""What a bound that the user set says of itself."""
BASE_RULES = frozenset({"execution-rate", "share"})
"""Rules whose last figure is what the others are divided by."""


def finding(verdict: Verdict, report: Report, places: dict[int, str], lang: str) -> Finding:
    """The finding of one relation over figures."""
    relation, outcome = verdict.relation, verdict.outcome
    fields = [places[id(leaf)] for leaf in (*relation.leaves, *relation.others) if id(leaf) in places]
    return Finding(
        rule=relation.rule,
        status=verdict.status,
        severity=_severity(verdict),
        message=with_note(_message(verdict, lang), verdict, lang),
        equation=outcome.equation,
        observed=outcome.observed,
        expected=outcome.expected,
        tolerance=outcome.tolerance,
        fields=list(dict.fromkeys(fields)),
        suggestion=_suggestion(verdict, report, lang),
        odds=odds_for_record(verdict),
        premise=None if relation.premise == 1 else relation.premise,
        readings=readings_for_record(verdict, places),
    )


def odds_for_record(verdict: Verdict) -> float | None:
    """The odds of a misreading as the record states them (three significant digits, at most 1e6); None for a relation
    that holds.
    """
    return None if verdict.odds is None else float(f"{min(verdict.odds, 1e6):.3g}")


def readings_for_record(verdict: Verdict, places: dict[int, str]) -> list[FieldReading]:
    """The candidates, with their probabilities, of each figure of a failed relation that has more than one."""
    known = [(leaf, verdict.found[id(leaf)]) for leaf in verdict.relation.leaves if id(leaf) in verdict.found]
    return [row for leaf, found in known if found.others for row in field_readings(found, places.get(id(leaf), ""))]


def _severity(verdict: Verdict) -> Severity:
    if verdict.status == "inconsistent":
        return failing_severity(verdict.relation)
    return unresolved_severity(verdict.relation) if verdict.status in ("unresolved", "misread") else "info"


def with_note(message: str, verdict: Verdict, lang: str) -> str:
    """The message with the user's note behind it, if the relation does not hold and has one."""
    own = verdict.relation.own
    if own is None or own.note is None or verdict.status == "consistent":
        return message
    return text("finding.own_note", lang, message=message, note=own.note.told(lang))


def _message(verdict: Verdict, lang: str) -> str:
    relation, outcome = verdict.relation, verdict.outcome
    claimed = relation.leaves[0].text
    values = {
        "subject": _subject(relation, lang),
        "equation": outcome.equation,
        "claimed": claimed,
        "expected": outcome.expected,
    }
    if verdict.status == "misread":
        return misread_message(verdict, lang)
    if verdict.status == "unresolved" and relation.lost and not outcome.holds:
        return text("finding.not_all_known", lang, **values) + lost_message(verdict, lang)
    if verdict.status == "unresolved" and outcome.holds:
        return text("finding.rests_on_doubt", lang, **values)
    if relation.own is None and has_text(own := f"finding.{relation.rule}_{verdict.status}"):
        return text(own, lang, **values)
    if relation.own is not None and relation.own.kind == "bound" and verdict.status in OWN_BOUND_MESSAGES:
        return text(OWN_BOUND_MESSAGES[verdict.status], lang, **values)
    if verdict.status == "consistent":
        key = {"exact": "consistent"}.get(outcome.level, outcome.level)
        return text(f"finding.{key}", lang, **values)
    if verdict.status == "inconsistent" and not is_equation(relation):
        return text("finding.contradiction", lang, **values)
    return text(f"finding.{verdict.status}", lang, **values) + readings_message(verdict, lang)


def lost_message(verdict: Verdict, lang: str) -> str:
    """What is lost, for a relation that fails where something is lost; else ""."""
    if verdict.status != "unresolved" or verdict.outcome.holds:
        return ""
    key = "lost_member" if verdict.relation.listed else "lost_figure"
    places = "、" if lang == "zh" else ", "
    lost_places = [text(f"lost.{lost.kind}", lang, page=lost.page) for lost in verdict.relation.lost]
    return text(f"finding.{key}", lang, places=places.join(lost_places)) if lost_places else ""


def misread_message(verdict: Verdict, lang: str) -> str:
    """Says which figure was misread, and as what."""
    before = "、".join(c.leaf.text for c in verdict.choices)
    after = "、".join(c.candidate.text for c in verdict.choices)
    return text("finding.misread", lang, subject=_subject(verdict.relation, lang), before=before, after=after)


def _subject(relation: Relation, lang: str) -> str:
    """The relation's subject; for a figure stated twice (合计 spent), and for the user's own relations, with the display
    name of the column.
    """
    line, _, column = relation.subject.rpartition(" ")
    named = relation.rule == "same-figure" or relation.own is not None
    if not named or not has_text(f"field.{column}"):
        return relation.subject
    return f"{line} {text(f'field.{column}', lang)}".strip()


def readings_message(verdict: Verdict, lang: str) -> str:
    """The likeliest other candidate of each figure of an unresolved relation; else ""."""
    if verdict.status != "unresolved":
        return ""
    known = [(leaf, verdict.found[id(leaf)]) for leaf in verdict.relation.leaves if id(leaf) in verdict.found]
    said = [
        text("finding.may_be", lang, text=leaf.text, other=best.text, share=f"{min(1.0, found.taken * best.odds):.0%}")
        for leaf, found in known
        for best in found.others[:1]
    ]
    return "".join(dict.fromkeys(said))


def suggestion_to_look(leaf: Leaf[Any], lang: str) -> str:
    """Says on which page of the scan, or in which line, a person should look."""
    return (
        text("suggestion.look", lang, page=leaf.page)
        if leaf.page
        else text("suggestion.look_line", lang, line=leaf.line)
    )


def _suggestion(verdict: Verdict, report: Report, lang: str) -> str | None:
    relation, outcome = verdict.relation, verdict.outcome
    if verdict.status == "unresolved":
        pages = [lost.page for lost in relation.lost if lost.kind in ("page", "part")]
        if pages and not outcome.holds:
            return text("suggestion.rescan", lang, page=pages[0])
        return suggestion_to_look(relation.leaves[0], lang)
    if verdict.status != "inconsistent":
        return None
    base = _alternative_base(relation, report, lang)
    if base:
        return text("suggestion.other_base", lang, base=base)
    if not is_equation(relation):
        return text("suggestion.ask_unit", lang)
    key = error_type(relation, outcome)
    if key is None and (place := copied_from(relation, outcome, report)):
        name, _, column = place.rpartition(" ")
        return text(
            "suggestion.slip_copy",
            lang,
            expected=_expected_as_printed(relation, outcome),
            name=name,
            column=text(f"field.{column}", lang),
        )
    return text(f"suggestion.{key or 'ask'}", lang, expected=_expected_as_printed(relation, outcome))


def _expected_as_printed(relation: Relation, outcome: Outcome) -> str:
    """The value that would tie out, in the unit and with the decimals of the claimed figure."""
    value = relation.leaves[0].value
    assert value is not None
    amount = Decimal(outcome.expected) / value.scale
    places = max(value.decimals, 0)
    return shown(value.model_copy(update={"number": plain(round(amount, places))}))


def _alternative_base(relation: Relation, report: Report, lang: str) -> str | None:
    """What the rate or share would hold over instead (分母口径): another budget figure of the row, or of the whole, by its
    name, else a fact of the text; None if nothing.
    """
    if relation.rule not in BASE_RULES or len(relation.leaves) != 3:
        return None
    own = [r for r in report.budget if r.execution_rate is relation.leaves[0]]
    for row in own or [r for r in report.budget if r.role == "total"][:1]:
        for name in ("initial", "allocated", "adjusted"):
            if _holds_over(relation, getattr(row, name)):
                return text(f"field.{name}", lang)
    facts = [fact for fact in report.facts if relation.rule == "share" and _holds_over(relation, fact.value)]
    named = [f"{fact.subject.value or fact.subject.text}{fact.value.text}" for fact in facts if fact.value is not None]
    return named[0] if named else None


def _holds_over(relation: Relation, leaf: QuantityLeaf | None) -> bool:
    base = relation.leaves[2].value
    if leaf is None or leaf.value is None or not isinstance(base, Quantity) or leaf.value.amount == base.amount:
        return False
    other = relation.outcome({2: leaf.value}) if leaf.value.canonical_unit == base.canonical_unit else None
    return other is not None and other.holds
