"""Rates and balances of prose that fail over the money of their line, and that are of other money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.check.relations.gathered import USUAL, premise_of
from gouji.check.relations.relation import Relation
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import BudgetRow

FIELDS = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance")
MIN_PREMISE = 0.5
RATE, MONEY = "execution-rate", "元"


def without_other_bases(
    found: Iterable[Relation], claims: Iterable[Relation], rows: Sequence[BudgetRow]
) -> list[Relation]:
    """`found` without those that prose only seems to claim and that fail, where the text claims their first figure of one of their others
    and of something else, and it comes out (支付3,915万元，占预算的90% is no rate of what arrived), or where a rate comes out over a budget
    that another amount of the text was added to or taken from.
    """
    claims = list(claims)
    holding = [each for each in claims if (outcome := each.outcome()) is not None and outcome.holds]
    known = {(first[0], other) for each in holding if (first := _amounts(each)) for other in first[1:]}
    values = [leaf.value for each in claims for leaf in each.leaves]
    amounts = {v.amount for v in values if isinstance(v, Quantity) and v.canonical_unit == MONEY}
    amounts |= {leaf.value.amount for row in rows for name in FIELDS if (leaf := getattr(row, name)) and leaf.value}

    def is_of_another(relation: Relation) -> bool:
        outcome = relation.outcome()
        if relation.premise == 1 or outcome is None or outcome.holds or premise_of(relation, USUAL) >= MIN_PREMISE:
            return False  # a slip for what the line makes is one, whatever else comes out
        figures = _amounts(relation)
        told = any((figures[0], other) in known for other in figures[1:])
        return told or (relation.rule == RATE and _comes_out_changed(relation, amounts))

    return [relation for relation in found if not is_of_another(relation)]


def _comes_out_changed(relation: Relation, amounts: Iterable[Decimal]) -> bool:
    """Whether a rate comes out over its budget with one of the amounts added or taken off."""
    rate, spent, plan = relation.leaves
    if not isinstance(plan, QuantityLeaf) or plan.value is None:
        return False
    for change in amounts:
        for base in (plan.value.amount + change, plan.value.amount - change):
            if base <= 0 or base == plan.value.amount:
                continue
            value = plan.value.model_copy(update={"canonical": format(base, "f")})
            other = replace(relation, leaves=(rate, spent, plan.model_copy(update={"value": value})))
            if (outcome := other.outcome()) is not None and outcome.holds:
                return True
    return False


def _amounts(relation: Relation) -> list[tuple[str, str]]:
    """The amounts of a relation with their units, those that are known."""
    values = [leaf.value for leaf in relation.leaves]
    return [(str(abs(v.amount).normalize()), v.canonical_unit) for v in values if isinstance(v, Quantity)]
