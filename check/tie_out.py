"""Ties out the record (勾稽): every relation that can be checked yields a finding, and so does every doubt."""

from __future__ import annotations

from gouji.check.judging_rules import judging_rules
from gouji.check.own.own_relations import own_relations
from gouji.check.own.unchecked_findings import unchecked_findings
from gouji.check.pointers import pointers
from gouji.check.readings.posterior import Posteriors, posteriors
from gouji.check.relations.account_tables import account_relations
from gouji.check.relations.announced_counts import count_relations
from gouji.check.relations.budget import budget_relations
from gouji.check.relations.claims import claim_relations
from gouji.check.relations.column_claims import column_relations
from gouji.check.relations.gathered import gathered
from gouji.check.relations.grades import grade_relations
from gouji.check.relations.other_bases import without_other_bases
from gouji.check.relations.points import point_relations, total_weight
from gouji.check.relations.prose_scores import prose_score_relations
from gouji.check.relations.relation import Relation
from gouji.check.relations.row_grades import row_grade_relations
from gouji.check.relations.rule_sorts import BOUND_RULES, is_sum
from gouji.check.relations.same_figure import same_figure_relations
from gouji.check.relations.target_dates import deadline_relations
from gouji.check.relations.targets import direction_relations, target_relations
from gouji.check.relations.told_once import as_sure, not_again, not_claimed, told_once
from gouji.check.relations.unknown_tables import unknown_table_relations
from gouji.check.unread_parts import lost_places, with_lost
from gouji.check.verdicts.audit_findings import audit_findings
from gouji.check.verdicts.date_findings import date_findings
from gouji.check.verdicts.file_findings import reading_limits
from gouji.check.verdicts.findings import finding
from gouji.check.verdicts.model_findings import model_findings
from gouji.check.verdicts.page_findings import lost_findings
from gouji.check.verdicts.repair import repair
from gouji.check.verdicts.review_items import review_items
from gouji.check.verdicts.second_look import calibrate, evidence_for_record, look_again
from gouji.check.verdicts.unused_findings import unused_findings
from gouji.check.verdicts.verdict import verdicts
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.pages import Document
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import BudgetRow, Finding, Report

ROW_FIGURES = tuple(name for name, field in BudgetRow.model_fields.items() if field.annotation == QuantityLeaf | None)

POINTS = ("weight", "score")
"""Figures of a row that only tables give: those of a row to which prose adds an amount are the table's own."""


def tie_out(report: Report, lang: str, document: Document | None = None) -> list[Finding]:
    """The findings in the order of the record: lost pages, money, facts, counts, scores, dates, then what a person must
    look at.

    A figure that the page's own glyphs prove misread is corrected in `report`, with a correction of kind `arithmetic`.
    `document` provides its page images for a second look at figures that do not tie out.
    """
    places = pointers(report)
    posteriors_of = posteriors(report, document)
    if document is not None:
        calibrate(report)
    look_again(report, posteriors_of, lang)
    every = relations(report)
    out = _relation_findings(every, posteriors_of, report, places, lang)
    out += audit_findings(report, every, out, places, posteriors_of.calibrated, lang)
    out += unchecked_findings(own_relations(report), places, lang)
    out += date_findings(report, places, lang, posteriors_of.calibrated)
    report.evidence = evidence_for_record(report, posteriors_of)
    bounds = BOUND_RULES | {rule.id for rule in judging_rules().own if rule.kind == "bound"}
    touched = {pointer for f in out if f.status != "consistent" or f.rule not in bounds for pointer in f.fields}
    return (
        lost_findings(report, lang)
        + out
        + review_items(report, touched, posteriors_of.calibrated, lang)
        + unused_findings(report, lang)
        + reading_limits(document, lang)
        + model_findings(report, lang)
    )


def _relation_findings(
    every: list[Relation], posteriors_of: Posteriors, report: Report, places: dict[int, str], lang: str
) -> list[Finding]:
    """The findings of the relations. Corrects misread figures and judges the remaining relations again, until no
    misread figure remains.
    """
    found: dict[int, Finding] = {}
    judged = verdicts(every, posteriors_of.calibrated)
    while wrong := [v for v in judged if v.status == "misread" and id(v.relation) not in found]:
        found |= {id(v.relation): finding(v, report, places, lang) for v in wrong}
        for verdict in wrong:
            repair(verdict, report, lang)
        judged = verdicts(every, posteriors_of.calibrated)
    remaining = {id(v.relation): v for v in judged if id(v.relation) not in found}
    found |= {key: finding(verdict, report, places, lang) for key, verdict in remaining.items()}
    return [found[id(relation)] for relation in every if id(relation) in found]


def relations(report: Report) -> list[Relation]:
    """All relations over figures that the record supports."""
    loose = loose_leaves(report)
    money = [*budget_relations(report.budget, report.restated), *same_figure_relations(report)]
    summed = list(account_relations(report.tables))
    claimed = list(claim_relations(report.claims))
    meant = without_other_bases(gathered(money, loose), claimed, report.budget)
    tied, claims = told_once(as_sure(meant, summed), claimed)
    rows = [each for each in report.indicators if each.source == "table"]
    told = [each for each in report.indicators if each.source == "prose"]
    year = _fiscal_year(report)
    targets = [*target_relations(rows, year), *not_claimed(target_relations(told, year), claims)]
    others = [
        *count_relations(report.counts, report.budget),
        *prose_score_relations(report.evaluation, report.tables),
        *point_relations(report),
        *targets,
        *direction_relations(report.indicators),
        *deadline_relations(report.deadlines),
        *grade_relations(report.evaluation, None if lost_places(report) else total_weight(report)),
        *row_grade_relations(report.tables, report.evaluation),
        *unknown_table_relations(report.tables),
        *not_again(tied, summed),
    ]
    others += not_again([*tied, *claims, *others], column_relations(report.tables))
    own = [each for each in own_relations(report) if isinstance(each, Relation)]
    found = [*tied, *claims, *gathered(others, loose), *own]
    return with_lost([relation for relation in found if not _mixes_units(relation)], report)


def _fiscal_year(report: Report) -> int | None:
    """The report's own year; None if it is not known."""
    year = report.cover.fiscal_year
    return int(year.value) if year and year.value and year.value.isdigit() else None


def _mixes_units(relation: Relation) -> bool:
    """Whether amounts with a unit would be summed with bare ones, of which nobody knows the unit."""
    units = {leaf.value.canonical_unit for leaf in relation.leaves if isinstance(leaf.value, Quantity)}
    return is_sum(relation) and {"", "元"} <= units


def loose_leaves(report: Report) -> frozenset[int]:
    """The ids of figures that prose tells here and there, and that no row or column names: lines and indicators.

    The points of a row of indicators that are also those of the budget's total stand in a column, whoever tells the money.
    """
    rows = [row for row in report.budget if row.source != "table"]
    leaves = [getattr(row, name) for row in rows for name in ROW_FIGURES if row.source == "prose" or name not in POINTS]
    told = [i for i in report.indicators if i.source == "prose"]
    leaves += [leaf for each in told for leaf in (each.target, each.actual, each.weight, each.score)]
    leaves += [pair.second for pair in report.restated if pair.source == "prose"]
    listed = {id(leaf) for each in report.indicators if each.source == "table" for leaf in (each.weight, each.score)}
    return frozenset(id(leaf) for leaf in leaves if leaf is not None) - listed
