"""Rates that are of more than the one figure they were taken to be of: 很满意198份，满意45份，满意率97.2% of 250."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed

MOST = 3
"""So many figures behind the first may belong to it."""
POINTS = frozenset({"score", "bare"})
RATE_OF_POINTS = ("得分率", "扣分率", "占", "比重", "比例")
MIN_DIGITS = 3
"""A rate of fewer digits comes out by chance."""


def is_of_more(every: Sequence[Context], claim: Claimed) -> bool:
    """Whether the rate comes out with the next figures of the list added to the first, or is taken over points without a word that
    says so (完成93%，10分得9.79分)."""
    if claim.form != "part":
        return False
    first, base = (every[i] for i in claim.operands)
    rate = every[claim.result]
    kinds = {first.kind, base.kind}
    if "score" in kinds and kinds <= POINTS:
        return not any(word in rate.lead for word in RATE_OF_POINTS)
    if len(rate.figure.found.quantity.number.replace(".", "").strip("0")) < MIN_DIGITS:
        return False
    total = first.amount
    for other in every[first.order + 1 : first.order + 1 + MOST]:
        if other.order in (rate.order, base.order) or other.unit != first.unit or other.paragraph != first.paragraph:
            break
        total += other.amount
        quantity = first.figure.found.quantity.model_copy(update={"canonical": format(Decimal(total), "f")})
        expected = computed("part", [quantity, base.figure.found.quantity])
        if expected is not None and agrees(rate.figure.found.quantity, expected, "part"):
            return True
    return False
