"""The record is tied out (勾稽): every relation that can be checked leaves a finding, every doubt too."""

from __future__ import annotations

from gouji.check.pointers import pointers
from gouji.check.readings.posterior import Posteriors, posteriors
from gouji.check.relations.announced_counts import count_relations
from gouji.check.relations.budget import money_relations
from gouji.check.relations.grades import grade_relations
from gouji.check.relations.growth_and_share import change_relations
from gouji.check.relations.points import point_relations, summed_weights
from gouji.check.relations.prose_scores import score_relations
from gouji.check.relations.relation import Relation
from gouji.check.relations.same_figure import unit_relations
from gouji.check.relations.targets import direction_relations, target_relations
from gouji.check.relations.unknown_tables import column_relations
from gouji.check.unread_parts import lost_places, with_lost
from gouji.check.verdicts.date_findings import date_findings
from gouji.check.verdicts.file_findings import reading_limits
from gouji.check.verdicts.findings import finding
from gouji.check.verdicts.page_findings import lost_findings
from gouji.check.verdicts.repair import repair
from gouji.check.verdicts.review_items import review_items
from gouji.check.verdicts.second_look import calibrate, evidence_for_record, look_again
from gouji.check.verdicts.verdict import BOUND_RULES, verdicts
from gouji.schemas.pages import Document
from gouji.schemas.record import Finding, Report


def tie_out(report: Report, lang: str, document: Document | None = None) -> list[Finding]:
    """Findings in the order of the record: lost pages, money, facts, counts, scores, dates, then what a person must look at.

    A figure that the page's own glyphs prove misread is corrected in `report`, with a correction of kind `arithmetic`.
    `document` lends its page images for a second look at figures that do not tie out.
    """
    places = pointers(report)
    posteriors_of = posteriors(report, document)
    if document is not None:
        calibrate(report)
    look_again(report, posteriors_of, lang)
    out = _told(relations(report), posteriors_of, report, places, lang)
    out += date_findings(report, places, lang, posteriors_of.calibrated)
    report.evidence = evidence_for_record(report, posteriors_of)
    touched = {pointer for f in out if f.status != "consistent" or f.rule not in BOUND_RULES for pointer in f.fields}
    return (
        lost_findings(report, lang)
        + out
        + review_items(report, touched, posteriors_of.calibrated, lang)
        + reading_limits(document, lang)
    )


def _told(
    every: list[Relation], posteriors_of: Posteriors, report: Report, places: dict[int, str], lang: str
) -> list[Finding]:
    """The findings. Figures that were misread are put right, and the other relations judged by what they are now, until none is left."""
    told: dict[int, Finding] = {}
    judged = verdicts(every, posteriors_of.calibrated)
    while wrong := [v for v in judged if v.status == "misread" and id(v.relation) not in told]:
        told |= {id(v.relation): finding(v, report, places, lang) for v in wrong}
        for verdict in wrong:
            repair(verdict, report, lang)
        judged = verdicts(every, posteriors_of.calibrated)
    now = {id(v.relation): v for v in judged if id(v.relation) not in told}
    told |= {key: finding(verdict, report, places, lang) for key, verdict in now.items()}
    return [told[id(relation)] for relation in every if id(relation) in told]


def relations(report: Report) -> list[Relation]:
    """All relations over figures that the record gives."""
    every = [
        *money_relations(report.budget, report.restated),
        *unit_relations(report),
        *change_relations(report.facts),
        *count_relations(report.counts, report.budget),
        *score_relations(report.evaluation),
        *point_relations(report),
        *target_relations(report.indicators),
        *direction_relations(report.indicators),
        *grade_relations(report.evaluation, None if lost_places(report) else summed_weights(report)),
        *column_relations(report.tables),
    ]
    return with_lost(every, report)
