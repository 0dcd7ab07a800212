"""Takes no row's own points for the total of a form: those of the execution of the budget, printed last, look like one."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Evaluation, Indicator

MIN_ROWS = 3


def without_row_totals(out: Evaluation, indicators: Sequence[Indicator]) -> Evaluation:
    """Returns the evaluation without the score and the full score of the form where **both** are less than those of one of its rows.

    A total that is misprinted alone (15 of 100) stays, and is told: the form's full score says that it is the total.
    """
    rows = [each for each in indicators if each.source == "table"]
    score, full = out.table_score, out.table_full_score
    if _is_less(score, [each.score for each in rows]) and _is_less(full, [each.weight for each in rows]):
        out.score = None if out.score is score else out.score
        out.full_score = None if out.full_score is full else out.full_score
        out.table_score = out.table_full_score = None
    return out


def _is_less(total: QuantityLeaf | None, points: Sequence[QuantityLeaf | None]) -> bool:
    amounts = [leaf.value.amount for leaf in points if leaf is not None and leaf.value is not None]
    if total is None or total.value is None or len(amounts) < MIN_ROWS:
        return False
    return total.value.amount < max(amounts)
