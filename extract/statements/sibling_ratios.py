"""Whether figures beside one follow as it is taken to follow: the other shares of a list over the same whole, the other averages of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.extract.statements.agreement import follows
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed

REACH, NEAR = 8, 12
MIN_DIGITS = 2
"""A figure of fewer digits comes out by chance."""


def siblings(every: Sequence[Context], claim: Claimed) -> str:
    """same: another figure beside it comes out over the same base; own: over another one beside the base; none: no other does."""
    here, first, second = every[claim.result], every[claim.operands[0]], every[claim.operands[1]]
    own = "none"
    for other in every[max(0, claim.result - REACH) : claim.result + REACH + 1]:
        if (
            other.order in (claim.result, *claim.operands)
            or (other.paragraph, other.kind, other.unit) != (here.paragraph, here.kind, here.unit)
            or other.amount == here.amount
            or len(other.figure.found.quantity.number.replace(".", "").strip("0")) < MIN_DIGITS
        ):
            continue
        for part, base in _pairs(every, claim, other, first, second):
            if follows(claim.form, other.figure.found.quantity, [c.figure.found.quantity for c in (part, base)]):
                if base.amount == second.amount:
                    return "same"
                own = "own"
    return own


def _pairs(
    every: Sequence[Context], claim: Claimed, other: Context, first: Context, second: Context
) -> Iterator[tuple[Context, Context]]:
    """The figures that another one may follow from as the claim does: those beside its own, of the same units."""
    bases = [second, *_beside(every, second)]
    for part in _beside(every, first):
        if part.order == other.order or part.amount == first.amount:
            continue
        for base in bases:
            alike = (
                part.unit == base.unit
                if first.unit == second.unit
                else (part.unit, base.unit) == (first.unit, second.unit)
            )
            if alike and base.order not in (part.order, other.order, claim.result) and base.amount != first.amount:
                yield part, base


def _beside(every: Sequence[Context], context: Context) -> list[Context]:
    near = every[max(0, context.order - NEAR) : context.order + NEAR + 1]
    return [c for c in near if c.order != context.order and (c.paragraph, c.kind) == (context.paragraph, context.kind)]
