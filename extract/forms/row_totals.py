"""Takes no row's own points for the total of a form: a total is not less than what one of its indicators earned."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Evaluation, Indicator

MIN_ROWS = 3
TENFOLD = Decimal(10)


def without_row_totals(out: Evaluation, indicators: Sequence[Indicator]) -> Evaluation:
    """Returns the evaluation without a score, and a full score, of the form that are less than those of one of its rows: a row of the
    execution of the budget was taken for the total. One that is a tenth of what the rows come to stays: its point slipped.
    """
    rows = [each for each in indicators if each.source == "table"]
    for total, told, points in (
        ("table_score", "score", [each.score for each in rows]),
        ("table_full_score", "full_score", [each.weight for each in rows]),
    ):
        leaf = getattr(out, total)
        if _is_less(leaf, points):
            if getattr(out, told) is leaf:
                setattr(out, told, None)
            setattr(out, total, None)
    return out


def _is_less(total: QuantityLeaf | None, points: Sequence[QuantityLeaf | None]) -> bool:
    amounts = [leaf.value.amount for leaf in points if leaf is not None and leaf.value is not None]
    if total is None or total.value is None or len(amounts) < MIN_ROWS:
        return False
    return total.value.amount < max(amounts) and TENFOLD * total.value.amount != sum(amounts)
