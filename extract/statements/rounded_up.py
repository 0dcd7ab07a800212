"""Shares that are rounded so that all of a whole make up 100%."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.extract.statements.agreement import computed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed


def is_rounded_up(every: Sequence[Context], claim: Claimed) -> bool:
    """Whether a share is off by less than one in its last printed place: shares are rounded so that they make up 100%."""
    result = every[claim.result].figure.found.quantity
    expected = computed(claim.form, [every[i].figure.found.quantity for i in claim.operands])
    if claim.form != "part" or expected is None or not result.decimals:
        return False
    return abs(result.amount - expected.value) < result.scale.scaleb(-result.decimals)
