"""A figure that comes out from another amount than the one it was taken to be of: a balance from the budget of the year, a rate from a
base that no word names otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.extract.statements.figure_context import Context, senses
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.ratio_features import base_said

OPENING = "initial"
MIN_DIGITS = 3
"""A rate of fewer digits comes out by chance."""


def is_left_of_another(
    every: Sequence[Context], claim: Claimed, found: Sequence[Claimed], holding: Sequence[bool]
) -> bool:
    """Whether a balance that fails from the opening budget comes out, with the same spending, from another amount that no word calls
    the opening one (年初安排600万元，核减后为520万元。兑付507.65万元，剩12.35万元).
    """
    if claim.form != "less" or OPENING not in senses(every[claim.operands[0]].lead):
        return False
    spent = every[claim.operands[1]].amount
    return any(
        holds
        and other.form == "less"
        and every[other.operands[1]].amount == spent
        and OPENING not in senses(every[other.operands[0]].lead)
        for other, holds in zip(found, holding, strict=True)
    )


def is_over_another(
    every: Sequence[Context], claim: Claimed, found: Sequence[Claimed], holding: Sequence[bool]
) -> bool:
    """Whether a rate that fails comes out over another base, and no word says that it is of the one over which it fails."""
    here, base = every[claim.result], every[claim.operands[-1]]
    printed = here.figure.found.quantity.number.replace(".", "").strip("0")
    if claim.form != "part" or len(printed) < MIN_DIGITS or base_said(here, base) in ("said", "named"):
        return False
    first = every[claim.operands[0]].amount
    return any(
        holds and other.form == "part" and every[other.operands[0]].amount == first
        for other, holds in zip(found, holding, strict=True)
    )
