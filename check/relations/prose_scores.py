"""Relations of the score that a narrative states: the total of the table and that of the prose."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.check.relations.relation import Relation
from gouji.check.relations.tests import same_test
from gouji.schemas.record import Evaluation

MAX_APART = 20
UNLIKE_PREMISE = 0.3
"""A score that lies so many points off is that of something else (执行率自评得分9.7分)."""


def prose_score_relations(evaluation: Evaluation) -> Iterator[Relation]:
    """The table's 总分 = 自评得分. That groups make up the score is a claim of the text."""
    again = evaluation.table_score
    if again and evaluation.score and again is not evaluation.score:
        values = [leaf.value.amount for leaf in (again, evaluation.score) if leaf.value]
        far = len(values) > 1 and abs(values[0] - values[1]) > MAX_APART
        premise = UNLIKE_PREMISE if far else 1.0
        yield Relation("same-figure", "自评得分", (again, evaluation.score), same_test(), premise=premise)
