"""What is left of a budget is left of the budget of the year, and not of the one at its opening."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.extract.statements.figure_context import Context, senses
from gouji.extract.statements.figure_features import Claimed

OPENING = "initial"


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
