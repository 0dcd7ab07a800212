"""The claims of the text as parts of the record: the figure, what it follows from, and how surely the report says so."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.extract.prose.subjects import subject
from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import Context, names_source, senses
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import ClaimRecord

MAX_NAME = 24
BOUND_RULES = {
    "within": "score-within-weight",
    "met": "target-met",
    "atmost": "target-met",
    "above": "compared-in-words",
    "below": "compared-in-words",
    "equal": "compared-in-words",
}


def told_claims(every: list[Context], found: Sequence[Claim], roles: Sequence[tuple[str, float]]) -> list[ClaimRecord]:
    """The claims as the record tells them, in the order of the text."""
    leaves: dict[int, QuantityLeaf] = {}

    def leaf(index: int) -> QuantityLeaf:
        if index not in leaves:
            figure = every[index].figure
            taken = figure.taken
            leaves[index] = figure.leaf()
            figure.taken = taken  # telling what a figure follows from does not use it up
        return leaves[index]

    return [
        ClaimRecord(
            rule=_rule(every, claim, roles),
            form=claim.claimed.form,
            subject=_subject(every[claim.claimed.result]) or _subject(every[claim.claimed.operands[0]]),
            result=leaf(claim.claimed.result),
            operands=[leaf(index) for index in claim.claimed.operands],
            minus=claim.claimed.minus,
            premise=round(claim.premise, 2),
        )
        for claim in found
    ]


def _subject(context: Context) -> str:
    found = subject(context.passage, context.figure)
    return (found.value or found.text)[-MAX_NAME:] if found else ""


def _rule(every: list[Context], claim: Claim, roles: Sequence[tuple[str, float]]) -> str:
    """The rule that the claim is checked under."""
    if claim.claimed.form in BOUND_RULES:
        return BOUND_RULES[claim.claimed.form]
    form, result = claim.claimed.form, every[claim.claimed.result]
    operands = [every[index] for index in claim.claimed.operands]
    if form == "sum":
        if result.kind == "score":
            return (
                "weights-total"
                if "weight" in roles[claim.claimed.operands[0]][0] or result.amount == 100
                else "scores-total"
            )
        if result.kind == "money" and 2 * sum(names_source(c.lead) for c in operands) > len(operands):
            return "sum-of-sources"
        return "sum-of-parts"
    if form == "part":
        rates = {"rate_done", "rate_arrived", "spent", "adjusted", "initial", "budget", "allocated"}
        money = operands[0].kind == "money" and (
            roles[claim.claimed.result][0].endswith("rate") or rates & set(senses(result.lead))
        )
        done = money or "completion" in senses(result.lead)  # 计划380公里，实际完成200公里，完成率100%
        return "execution-rate" if done and "share" not in senses(result.lead) else "share"
    if form == "chain":
        if result.kind == "score":
            return "scores-total"
        return "adjusted-budget" if "调整" in result.lead else "balance" if result.kind == "money" else "sum-of-parts"
    if form == "less":
        return "balance" if result.kind == "money" and "balance" in (*senses(result.lead), "") else "growth"
    return {
        "average": "average",
        "product": "product",
        "each": "product",
        "yearly": "product",
        "paired": "product",
        "same": "same-figure",
    }.get(form, "growth")
