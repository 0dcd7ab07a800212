"""Relations of the score that a narrative states: groups and total, and the total stated twice."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.check.relations.relation import Relation
from gouji.check.relations.tests import same_test, sum_test
from gouji.schemas.record import Evaluation


def prose_score_relations(evaluation: Evaluation) -> Iterator[Relation]:
    """投入18分、过程19.5分、… = 合计; 合计 = 自评得分; the table's 总分 = 自评得分."""
    total = evaluation.parts_total or evaluation.score
    if total and len(evaluation.parts) > 1:
        leaves = tuple(part.score for part in evaluation.parts)
        yield Relation("scores-total", "自评得分", (total, *leaves), sum_test((1,) * len(leaves), None), listed=True)
    for again in (evaluation.parts_total, evaluation.table_score):
        if again and evaluation.score and again is not evaluation.score:
            yield Relation("same-figure", "自评得分", (again, evaluation.score), same_test())
