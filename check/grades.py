"""Grade against score (等级与得分)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from check.arithmetic import plain, shown
from check.relation import Outcome, Relation, Test
from check.rules import rules
from schemas.quantity import Quantity
from schemas.record import Evaluation


def grade_of(percent: Decimal) -> str:
    """The grade of a score in percent of the full score; 90.00 is 优 by the national default."""
    return next(grade for grade, least in rules().bands if percent >= least)


def grade_relations(evaluation: Evaluation) -> Iterator[Relation]:
    """Whether the grade is the one the score earns."""
    if evaluation.score and evaluation.grade and evaluation.grade.value in rules().words:
        full = Decimal(100)
        if evaluation.full_score and evaluation.full_score.value:
            full = evaluation.full_score.value.amount
        yield Relation("grade-band", evaluation.grade.text, (evaluation.score,), _test(evaluation.grade.value, full), (evaluation.grade,))


def _test(grade: str, full: Decimal) -> Test:
    def test(figures: Sequence[Quantity]) -> Outcome | None:
        if full <= 0:
            return None
        earned = grade_of(figures[0].amount / full * 100)
        said = rules().words[grade]
        words = f"{shown(figures[0])} / {plain(full)}分 → {earned} {'=' if earned == said else '≠'} {grade}"
        return Outcome("exact" if earned == said else "violation", said, earned, "0", words)

    return test
