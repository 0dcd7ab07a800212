"""An execution rate in one sentence with both its figures: the report claims it, however far it is off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.claims import MIN_CLAIMED, Claim
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed

PLANS = ("adjusted", "allocated", "initial")
"""The budgets that a rate may be of, the likeliest first."""

Told = Sequence[tuple[str, float]]


def rate_claims(every: list[Context], roles: Told, found: Sequence[Claim]) -> Iterator[Claim]:
    """Yields a claim for each rate that comes out over none of its line's budgets in its sentence, where nothing else was told of it.

    Its premise is the probability that all three figures are what they were taken for.
    """
    told = {claim.claimed.result for claim in found if not claim.holds}
    for index, (label, share) in enumerate(roles):
        line, _, field = label.partition(".")
        if field != "execution_rate" or index in told:
            continue
        own = _of_line(every, roles, index, line)
        spent, plans = own.get("spent", []), [own[plan] for plan in PLANS if own.get(plan)]
        if len(spent) != 1 or any(len(plan) != 1 for plan in plans) or not plans:
            continue
        tried = [Claimed(index, "part", (spent[0], plan[0])) for plan in plans]
        premise = share * roles[spent[0]][1] * roles[plans[0][0]][1]
        if premise >= MIN_CLAIMED and not any(_holds(every, claim) for claim in tried):
            yield Claim(tried[0], False, premise)


def _of_line(every: list[Context], roles: Told, index: int, line: str) -> dict[str, list[int]]:
    """The figures of the same line in the sentence of a rate, by their field; one amount that is told twice counts once."""
    here = every[index]
    out: dict[str, list[int]] = {}
    for other, context in enumerate(every):
        mine, _, field = roles[other][0].partition(".")
        if mine == line and (context.paragraph, context.sentence_start) == (here.paragraph, here.sentence_start):
            known = out.setdefault(field, [])
            known += [other] if all(every[i].amount != context.amount for i in known) else []
    return out


def _holds(every: list[Context], claim: Claimed) -> bool:
    expected = computed("part", [every[i].figure.found.quantity for i in claim.operands])
    return expected is not None and agrees(every[claim.result].figure.found.quantity, expected, "part")
