"""Relations of the parts of a score that a table lists (项目 | 分值 | 得分): each within its weight, all against their total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.check.relations.gathered import premise_of
from gouji.check.relations.relation import Relation
from gouji.check.relations.tests import sum_test, within_test
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Evaluation, ScorePart

PRIOR, PROVEN = 0.7, 0.99
"""How often the rows are all the parts of the total, and none of them a part of another row; the same where they are its sum
in the other column."""


def part_relations(evaluation: Evaluation) -> Iterator[Relation]:
    """Yields the relations of the parts in rows of a table. What prose tells of parts it claims itself."""
    parts = [part for part in evaluation.parts if part.source == "table"]
    for part in parts:
        if part.weight is not None:
            name = part.name.value or part.name.text
            yield Relation("score-within-weight", name, (part.score, part.weight), within_test)
    sums = list(_sums(evaluation, parts)) if len(parts) > 1 else []
    for found in sums:
        outcomes = [other.outcome() for other in sums if other is not found]
        proven = any(outcome is not None and outcome.holds for outcome in outcomes)
        yield replace(found, premise=premise_of(found, PROVEN if proven else PRIOR))


def _sums(evaluation: Evaluation, parts: Sequence[ScorePart]) -> Iterator[Relation]:
    """The sums of the weights and of the scores, where each part has its own and the total was printed with them."""
    weights = [part.weight for part in parts if part.weight is not None]
    if evaluation.parts_total is None:
        return
    if evaluation.table_full_score is not None and len(weights) == len(parts):
        yield _sum("weights-total", "分值合计", evaluation.table_full_score, weights)
    yield _sum("scores-total", "总分", evaluation.parts_total, [part.score for part in parts])


def _sum(rule: str, name: str, claimed: QuantityLeaf, leaves: Sequence[QuantityLeaf]) -> Relation:
    return Relation(rule, name, (claimed, *leaves), sum_test((1,) * len(leaves), None), listed=True)
