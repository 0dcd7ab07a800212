"""A figure that comes out from another amount than the one it was taken to be of: a balance from the budget of the year, a rate from a
base that no word names otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.extract.statements.agreement import follows
from gouji.extract.statements.figure_context import Context, senses
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.ratio_features import base_said

OPENING, PLAIN, LATER = "initial", "budget", frozenset({"adjusted", "budget", "allocated"})
BY_CHANGE = {"up": "of-rise", "down": "of-fall"}
"""The form that tells a growth by the change and the new figure."""
MIN_DIGITS = 3
"""A rate of fewer digits comes out by chance."""


def is_left_of_another(
    every: Sequence[Context], claim: Claimed, found: Sequence[Claimed], holding: Sequence[bool]
) -> bool:
    """Whether a balance that fails from the opening budget comes out, with the same spending, from a later one: one that the words call
    so, or what a printed change makes of it (年初安排600万元，核减80万元，核减后为520万元。兑付507.65万元，剩12.35万元).
    """
    told = set(senses(every[claim.operands[0]].lead))
    if claim.form != "less" or not told & {OPENING, PLAIN}:
        return False
    opening, spent = (every[i].amount for i in claim.operands)
    changes = {abs(c.amount) for c in every if c.kind == "money"}
    later = LATER if OPENING in told else frozenset({"adjusted"})
    return any(
        holds
        and other.form == "less"
        and every[other.operands[1]].amount == spent
        and (every[other.operands[0]].last in later or abs(opening - every[other.operands[0]].amount) in changes)
        for other, holds in zip(found, holding, strict=True)
    )


def is_over_another(
    every: Sequence[Context], claim: Claimed, found: Sequence[Claimed], holding: Sequence[bool]
) -> bool:
    """Whether a rate that fails over a base of another sentence comes out over another one, and no word says that it is of the first;
    or a growth comes out by the change that is printed beside it (减少2.40万元，下降10.00%). What is compared with is no change (8.4万人次，比上年的
    14万人次下降60%).

    A rate beside both its figures is claimed of them, whatever else comes out.
    """
    here, base = every[claim.result], every[claim.operands[-1]]
    printed = here.figure.found.quantity.number.replace(".", "").strip("0")
    first = every[claim.operands[0]].amount
    right = [other for other, holds in zip(found, holding, strict=True) if holds]
    if claim.form in BY_CHANGE:
        change, new = every[max(0, claim.result - 1)], every[claim.operands[0]]
        beside = [change.figure.found.quantity, new.figure.found.quantity]
        told = change.unit == new.unit and change.amount not in (base.amount, new.amount)
        return told and follows(BY_CHANGE[claim.form], here.figure.found.quantity, beside)
    apart = (base.paragraph, base.sentence_start) != (here.paragraph, here.sentence_start)
    if claim.form != "part" or len(printed) < MIN_DIGITS or not apart or base_said(here, base) in ("said", "named"):
        return False
    return any(other.form == "part" and every[other.operands[0]].amount == first for other in right)
