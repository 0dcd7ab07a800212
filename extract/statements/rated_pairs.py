"""Two amounts of which the sentence tells the ratio: it compares just these (支付5.18亿元，为到位资金的86.4%，尚未支付0.82亿元)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.extract.statements.figure_context import Context

NEAR = 6
"""Figures within which a rate of the same sentence is looked for."""


def is_rated(every: Sequence[Context], index: int, first: int, second: int) -> bool | None:
    """Whether a rate in the sentence of the figure at `index` is the share or the change of the two; None where it tells no rate."""
    here = every[index]
    rates = [
        c.figure.found.quantity
        for c in every[max(0, index - NEAR) : index + NEAR + 1]
        if c.kind == "rate" and (c.paragraph, c.sentence_start) == (here.paragraph, here.sentence_start)
    ]
    a, b = every[first].amount, every[second].amount
    if not rates or not a or not b:
        return None
    shares = [100 * abs(value) for value in (a / b, b / a, (a - b) / b, (a - b) / a)]
    return any(abs(rate.amount - share) <= Decimal(5).scaleb(-rate.decimals - 1) for rate in rates for share in shares)
