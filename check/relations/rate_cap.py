"""The highest total score that the execution rate allows (得分封顶), where a province has such a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.check.judging_rules import judging_rules
from gouji.check.relations.relation import Outcome, Relation
from gouji.check.relations.tests import plain, shown
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Report

FULL = Decimal(100)


def rate_cap_relations(report: Report) -> Iterator[Relation]:
    """Yields that the total score is no higher than the execution rate of the whole budget allows; nothing where the
    rule is off, or the score is not out of 100.
    """
    verdict = report.evaluation
    score = verdict.score or verdict.table_score
    full = verdict.full_score or verdict.table_full_score
    rate = next((row.execution_rate for row in report.budget if row.role == "total" and row.execution_rate), None)
    if not judging_rules().checks.cap_by_rate or score is None or rate is None:
        return
    if full is None or (full.value is not None and full.value.amount == FULL):
        yield Relation("rate-cap", score.text, (score, rate), _cap_test)


def _cap_test(figures: Sequence[Quantity]) -> Outcome | None:
    score, rate = figures
    below = [each for each in judging_rules().checks.caps if rate.amount < each[0]]
    if not below or score.amount > FULL:
        return None
    limit, most = min(below)
    holds = score.amount <= most
    words = f"{shown(rate)} < {plain(limit)}%: {shown(score)} {'≤' if holds else '>'} {plain(most)}"
    return Outcome("exact" if holds else "violation", plain(score.amount), plain(most), "0", words)
