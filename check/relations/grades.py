"""The relation between grade and score (等级与得分)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.check.judging_rules import judging_rules
from gouji.check.relations.relation import Outcome, Relation, Test
from gouji.check.relations.tests import plain, shown
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Evaluation

Bands = Sequence[tuple[str, Decimal]]
"""Grades and the least score in percent that earns each, the best first."""


def grade_of(percent: Decimal, bands: Bands | None = None) -> str:
    """The grade of a score in percent of the full score; 90.00 is 优 by the national default."""
    return next((grade for grade, least in bands or judging_rules().bands if percent >= least), "")


def printed_bands(evaluation: Evaluation) -> Bands | None:
    """The report's own scale; None where it prints none for its grade, or one of grades that the rules do not know."""
    words = judging_rules().words
    bands = [
        (b.grade.value or "", b.least.value.amount if b.least and b.least.value else Decimal(0))
        for b in evaluation.bands
    ]
    if not evaluation.grade or words.get(evaluation.grade.value or "") not in [words.get(grade) for grade, _ in bands]:
        return None
    return [(words[grade], least) for grade, least in bands] if all(grade in words for grade, _ in bands) else None


def grade_relations(evaluation: Evaluation, weights: Decimal | None = None) -> Iterator[Relation]:
    """Yields the relation that the grade is the one that the score earns.

    The score is taken in percent of the full score that the report states, or of `weights`, the sum of the table's
    weights. If the two differ, that is an error of its own, and the grade is not a second one.
    """
    if evaluation.score and evaluation.grade and evaluation.grade.value in judging_rules().words:
        full = Decimal(100)
        if evaluation.full_score and evaluation.full_score.value:
            full = evaluation.full_score.value.amount
        summed = weights if weights and evaluation.full_score == evaluation.table_full_score else full
        yield Relation(
            "grade-band",
            evaluation.grade.text,
            (evaluation.score,),
            grade_test(evaluation.grade.value, (full, summed), printed_bands(evaluation)),
            (evaluation.grade,),
        )


def grade_test(grade: str, full_scores: tuple[Decimal, Decimal], bands: Bands | None) -> Test:
    """Returns the test that a score of either full score earns the grade by these bands."""
    claimed_grade = judging_rules().words[grade]

    def test(figures: Sequence[Quantity]) -> Outcome | None:
        if min(full_scores) <= 0:
            return None
        # Weights that sum up to less than the score are not all of them: some rows were not read.
        whole = [full for full in full_scores if full >= figures[0].amount] or list(full_scores)
        grades = [grade_of(figures[0].amount / full * 100, bands) for full in whole]
        at = grades.index(claimed_grade) if claimed_grade in grades else 0
        words = f"{shown(figures[0])} / {plain(whole[at])}分 → {grades[at]} {'=' if grades[at] == claimed_grade else '≠'} {grade}"
        return Outcome("exact" if grades[at] == claimed_grade else "violation", claimed_grade, grades[at], "0", words)

    return test
