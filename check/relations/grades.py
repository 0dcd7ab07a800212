"""Grade against score (等级与得分)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.check.judging_rules import rules
from gouji.check.relations.relation import Outcome, Relation, Test
from gouji.check.relations.tests import plain, shown
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Evaluation


def grade_of(percent: Decimal) -> str:
    """The grade of a score in percent of the full score; 90.00 is 优 by the national default."""
    return next(grade for grade, least in rules().bands if percent >= least)


def grade_relations(evaluation: Evaluation, weights: Decimal | None = None) -> Iterator[Relation]:
    """Whether the grade is the one the score earns, of the full score as the report gives it or of `weights`, what those of the table
    come to: where the two differ that is an error of its own, and the grade no second one."""
    if evaluation.score and evaluation.grade and evaluation.grade.value in rules().words:
        full = Decimal(100)
        if evaluation.full_score and evaluation.full_score.value:
            full = evaluation.full_score.value.amount
        summed = weights if weights and evaluation.full_score == evaluation.table_full_score else full
        yield Relation(
            "grade-band",
            evaluation.grade.text,
            (evaluation.score,),
            _test(evaluation.grade.value, (full, summed)),
            (evaluation.grade,),
        )


def _test(grade: str, fulls: tuple[Decimal, Decimal]) -> Test:
    said = rules().words[grade]

    def test(figures: Sequence[Quantity]) -> Outcome | None:
        if min(fulls) <= 0:
            return None
        grades = [grade_of(figures[0].amount / full * 100) for full in fulls]
        at = grades.index(said) if said in grades else 0
        words = (
            f"{shown(figures[0])} / {plain(fulls[at])}分 → {grades[at]} {'=' if grades[at] == said else '≠'} {grade}"
        )
        return Outcome("exact" if grades[at] == said else "violation", said, grades[at], "0", words)

    return test
