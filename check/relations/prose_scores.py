"""Relations of the score that a narrative states: the total of the table and that of the prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.check.relations.relation import Relation
from gouji.check.relations.tests import same_test
from gouji.normalize.figures.slips import digit_slip
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Evaluation, Table

FULL_MARK = Decimal(100)
MAX_APART = 20
UNLIKE_PREMISE = 0.3
"""A score that lies so many points off is that of something else (执行率自评得分9.7分)."""


def prose_score_relations(evaluation: Evaluation, tables: Sequence[Table] = ()) -> Iterator[Relation]:
    """The table's 总分 = 自评得分. That groups make up the score is a claim of the text."""
    again = evaluation.table_score
    if (
        again
        and evaluation.score
        and again is not evaluation.score
        and not _are_beside(tables, again, evaluation.score)
    ):
        unlike = _is_of_something_else(again.value, evaluation.score.value) or _is_of_a_part(evaluation)
        premise = UNLIKE_PREMISE if unlike else 1.0
        yield Relation("same-figure", "自评得分", (again, evaluation.score), same_test(), premise=premise)


def _are_beside(tables: Sequence[Table], one: QuantityLeaf, other: QuantityLeaf) -> bool:
    """Whether a row of a table has two different scores in cells of their own: that of the unit, and that of who reviewed it."""
    if one.value is None or other.value is None or one.value.amount == other.value.amount:
        return False
    rows = ([cell.value.amount for cell in row if cell.value is not None] for table in tables for row in table.rows)
    return any(one.value.amount in row and other.value.amount in row for row in rows)


def _is_of_a_part(evaluation: Evaluation) -> bool:
    """Whether the table's full mark is less than what the score is out of: the indicators' 90 points, without the 10 of the budget."""
    table, score, full = evaluation.table_full_score, evaluation.score, evaluation.full_score
    if table is None or table.value is None or score is None or score.value is None:
        return False
    whole = full.value.amount if full is not None and full is not table and full.value is not None else FULL_MARK
    return table.value.amount < whole and score.value.amount > table.value.amount


def _is_of_something_else(one: Quantity | None, other: Quantity | None) -> bool:
    """Whether two scores lie far apart, and by no slip of a digit (68.5 for 98.5), which would be an error of the report."""
    if one is None or other is None or abs(one.amount - other.amount) <= MAX_APART:
        return False
    return not digit_slip(one, other.amount)
