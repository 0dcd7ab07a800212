"""Findings of what auditors ask about: the order of money, capped scores, large adjustments, low targets, words of the
template.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.check.judging_rules import judging_rules
from gouji.check.relations.large_adjustments import large_adjustments
from gouji.check.relations.low_targets import low_targets
from gouji.check.relations.money_order import money_order_relations
from gouji.check.relations.rate_cap import rate_cap_relations
from gouji.check.relations.relation import Outcome, Relation
from gouji.check.relations.tests import plain
from gouji.check.unread_parts import with_lost
from gouji.check.verdicts.findings import finding
from gouji.check.verdicts.verdict import MIN_SURE_CONFIDENCE, CandidateSource, Verdict, verdicts
from gouji.schemas.record import Finding, Report
from gouji.schemas.texts import text

OWN_RULES = frozenset({"execution-rate", "adjusted-budget", "balance", "same-figure", "unit-scale"})
"""Rules over a line's own figures: where one fails, which figure is wrong is asked already."""


def audit_findings(
    report: Report,
    tied: Sequence[Relation],
    told: Sequence[Finding],
    places: dict[int, str],
    candidates_of: CandidateSource,
    lang: str,
) -> list[Finding]:
    """The findings, after those of the relations `tied`, which are `told`."""
    asked = {pointer for f in told if f.status != "consistent" and f.rule in OWN_RULES for pointer in f.fields}

    def is_asked(relation: Relation) -> bool:
        return any(places.get(id(leaf)) in asked for leaf in relation.leaves)

    own = _judged(tied, with_lost(_bounds(report), report), candidates_of)
    hints = [(r, o) for r in _hints(report) if (o := r.outcome()) and not o.holds and _is_sure(r) and not is_asked(r)]
    return [
        *(finding(v, report, places, lang) for v in own if v.status == "consistent" or not is_asked(v.relation)),
        *(_hint(relation, outcome, places, lang) for relation, outcome in hints),
        *_left(report, places, lang),
    ]


def _bounds(report: Report) -> list[Relation]:
    orders = money_order_relations(report) if judging_rules().checks.money_order else ()
    return [*orders, *rate_cap_relations(report)]


def _hints(report: Report) -> Iterator[Relation]:
    checks = judging_rules().checks
    if checks.large_adjustment:
        yield from large_adjustments(report.budget)
    if checks.low_target:
        yield from low_targets(report.indicators)


def _judged(tied: Sequence[Relation], own: Sequence[Relation], candidates_of: CandidateSource) -> list[Verdict]:
    """The verdicts on `own`, weighed with the relations that they share figures with. A bound that holds proves none of
    its figures, so it raises no doubt about them either.
    """
    mine = {id(relation) for relation in own}
    judged = [v for v in verdicts([*tied, *own], candidates_of) if id(v.relation) in mine] if own else []
    return [v for v in judged if not (v.outcome.holds and v.status == "unresolved")]


def _is_sure(relation: Relation) -> bool:
    return all(leaf.confidence >= MIN_SURE_CONFIDENCE for leaf in relation.leaves)


def _hint(relation: Relation, outcome: Outcome, places: dict[int, str], lang: str) -> Finding:
    """A finding of something that is no contradiction: a person asks why."""
    fields = [places[id(leaf)] for leaf in relation.leaves if id(leaf) in places]
    most = plain(judging_rules().checks.adjustment_share)
    values = {"subject": relation.subject, "equation": outcome.equation, "most": most}
    return Finding(
        rule=relation.rule,
        status="unresolved",
        severity="info",
        message=text(f"finding.{relation.rule}", lang, **values),
        equation=outcome.equation,
        observed=outcome.observed,
        expected=outcome.expected,
        tolerance=outcome.tolerance,
        fields=list(dict.fromkeys(fields)),
        suggestion=text("suggestion.ask_unit", lang),
    )


def _left(report: Report, places: dict[int, str], lang: str) -> Iterator[Finding]:
    """One finding for each place where words of the template were left."""
    for leaf in report.template_words if judging_rules().checks.template_words else ():
        yield Finding(
            rule="template-words",
            status="unresolved",
            severity="warning",
            message=text("finding.template-words", lang, text=leaf.text),
            equation="",
            observed=leaf.text,
            expected=None,
            tolerance=None,
            fields=[places[id(leaf)]],
            suggestion=text("suggestion.fill_in", lang),
        )
