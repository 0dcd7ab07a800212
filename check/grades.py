"""Grade against score (等级与得分)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from importlib import resources

from check.arithmetic import plain, shown
from check.relation import Outcome, Relation, Test
from schemas.quantity import Quantity
from schemas.record import Evaluation


@cache
def _bands() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("check").joinpath("bands.toml").read_text(encoding="utf-8"))


def grade_of(percent: Decimal) -> str:
    """The grade of a score in percent of the full score; 90.00 is 优."""
    return next(grade for grade, least in _bands()["national"].items() if percent >= Decimal(least))


def grade_relations(evaluation: Evaluation) -> Iterator[Relation]:
    """Whether the grade is the one the score earns."""
    if evaluation.score and evaluation.grade and evaluation.grade.value in _bands()["words"]:
        full = Decimal(100)
        if evaluation.full_score and evaluation.full_score.value:
            full = evaluation.full_score.value.amount
        yield Relation("grade-band", evaluation.grade.text, (evaluation.score,), _test(evaluation.grade.value, full), (evaluation.grade,))


def _test(grade: str, full: Decimal) -> Test:
    def test(figures: Sequence[Quantity]) -> Outcome | None:
        if full <= 0:
            return None
        earned = grade_of(figures[0].amount / full * 100)
        said = _bands()["words"][grade]
        words = f"{shown(figures[0])} / {plain(full)}分 → {earned} {'=' if earned == said else '≠'} {grade}"
        return Outcome("exact" if earned == said else "violation", said, earned, "0", words)

    return test
