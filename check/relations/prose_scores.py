"""Relations of the score that a narrative states: the total of the table and that of the prose."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.check.relations.relation import Relation
from gouji.check.relations.tests import same_test
from gouji.schemas.record import Evaluation


def prose_score_relations(evaluation: Evaluation) -> Iterator[Relation]:
    """The table's 总分 = 自评得分. That groups make up the score is a claim of the text."""
    again = evaluation.table_score
    if again and evaluation.score and again is not evaluation.score:
        yield Relation("same-figure", "自评得分", (again, evaluation.score), same_test())
