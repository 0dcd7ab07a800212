"""Relations that the program gathers from figures of prose: the report may never have claimed them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from gouji.check.relations.relation import Relation
from gouji.normalize.figures.slips import chance, slip
from gouji.schemas.quantity import Quantity

PRIORS = {"same-figure": 0.9, "table-narrative": 0.9, "execution-rate": 0.99, "balance": 0.98}
"""How often a gathered relation of a rule is meant by the report, before its figures are looked at; `USUAL` for the rest. What a line
could spend, spent and has left are one sum wherever they are told: of those that failed on the labelled texts nine in ten were errors."""
USUAL = 0.3
ERROR_RATE = 0.03
"""How often a claim of a report is wrong."""
SIDE_BY_SIDE = frozenset({"unit-scale"})
"""One amount behind the other in two units (1,560.00万元（15,600,000元）): the print itself says that they are one."""


def gathered(relations: Iterable[Relation], loose: frozenset[int]) -> Iterator[Relation]:
    """The relations, those with a figure of `loose` (ids of leaves) with the premise that their deviation leaves.

    A relation that holds is meant. One that fails by what a clerk's slip would make is likelier meant and wrong; one
    that fails by anything was likelier never meant.
    """
    for relation in relations:
        explicit = relation.rule in SIDE_BY_SIDE
        if relation.premise == 1 and not explicit and any(id(leaf) in loose for leaf in relation.leaves):
            prior = USUAL if _has_bound(relation) else PRIORS.get(relation.rule, USUAL)
            yield replace(relation, premise=premise_of(relation, prior))
        else:
            yield relation


def _has_bound(relation: Relation) -> bool:
    """Whether a figure is printed as a bound or as about so much: 执行率低于60%的不得分."""
    values = [leaf.value for leaf in relation.leaves]
    return any(isinstance(v, Quantity) and (v.bound is not None or v.approximate) for v in values)


def premise_of(relation: Relation, prior: float) -> float:
    """The probability that the report claims the relation, by how its first figure differs from what it should be."""
    outcome, claimed = relation.outcome(), relation.leaves[0].value
    if outcome is None or outcome.holds or not isinstance(claimed, Quantity):
        return 1.0
    meant = prior * ERROR_RATE * _slip(claimed, outcome.expected)
    other = (1 - prior) * chance(claimed)
    return round(meant / (meant + other), 2) if meant + other else 0.0


def _slip(claimed: Any, expected: str) -> float:
    try:
        return slip(claimed, Decimal(expected))
    except ArithmeticError:
        return 0.0
