"""Figures of a product or an average that are another figure's: 补助170万元（重建28户，每户5万元，计140万元；…）."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.verdict import EACH


def is_of_another_result(every: Sequence[Context], claim: Claimed, decimals: int | None) -> bool:
    """Whether what the operands of a product or an average make is printed beside them, and so is no other figure."""
    if claim.form not in EACH:
        return False
    expected = computed(claim.form, [every[i].figure.found.quantity for i in claim.operands], decimals)
    result = every[claim.result]
    if expected is None:
        return False
    beside = range(max(0, min(claim.operands) - 1), min(len(every), max(claim.operands) + 2))
    return any(
        every[i].unit == result.unit
        and every[i].paragraph == every[claim.operands[-1]].paragraph
        and agrees(every[i].figure.found.quantity, expected, claim.form)
        for i in beside
        if i not in (claim.result, *claim.operands)
    )
