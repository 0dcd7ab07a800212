"""The record is tied out (勾稽): every relation that can be checked leaves a finding, every doubt too."""

from __future__ import annotations

from check.changes import change_relations
from check.columns import column_relations
from check.counting import count_relations
from check.date_findings import date_findings
from check.doubtful import calibrate, kept_evidence, look_again
from check.doubts import doubts
from check.findings import finding
from check.grades import grade_relations
from check.lost import lost_places, with_lost
from check.lost_findings import lost_findings
from check.money import money_relations
from check.pointers import pointers
from check.points import point_relations, summed_weights
from check.reading_limits import reading_limits
from check.relation import Relation
from check.repair import repair
from check.scores import score_relations
from check.targets import direction_relations, target_relations
from check.units import unit_relations
from check.verdict import BOUNDS, verdicts
from check.weighing import Weigher, weigher
from schemas.pages import Document
from schemas.record import Finding, Report


def tie_out(report: Report, lang: str, document: Document | None = None) -> list[Finding]:
    """Findings in the order of the record: lost pages, money, facts, counts, scores, dates, then what a person must look at.

    A figure that the page's own glyphs prove misread is corrected in `report`, with a correction of kind `arithmetic`.
    `document` lends its page images for a second look at figures that do not tie out.
    """
    places = pointers(report)
    weigh = weigher(report, document)
    if document is not None:
        calibrate(report)
    look_again(report, weigh, lang)
    out = _told(relations(report), weigh, report, places, lang)
    out += date_findings(report, places, lang, weigh.measured)
    report.evidence = kept_evidence(report, weigh)
    touched = {pointer for f in out if f.status != "consistent" or f.rule not in BOUNDS for pointer in f.fields}
    return lost_findings(report, lang) + out + doubts(report, touched, weigh.measured, lang) + reading_limits(document, lang)


def _told(every: list[Relation], weigh: Weigher, report: Report, places: dict[int, str], lang: str) -> list[Finding]:
    """The findings. Figures that were misread are put right, and the other relations judged by what they are now, until none is left."""
    told: dict[int, Finding] = {}
    judged = verdicts(every, weigh.measured)
    while wrong := [v for v in judged if v.status == "misread" and id(v.relation) not in told]:
        told |= {id(v.relation): finding(v, report, places, lang) for v in wrong}
        for verdict in wrong:
            repair(verdict, report, lang)
        judged = verdicts(every, weigh.measured)
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
