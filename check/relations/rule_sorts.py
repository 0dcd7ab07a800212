"""What the rules are: equations, sums, bounds. Those of the program are in rules.tsv, those of the user by their kind."""

from __future__ import annotations

from gouji.check.relations.relation import Relation
from gouji.schemas.record import Severity
from gouji.schemas.wordlists import read_records

_RULES = read_records(__package__, "rules")

EQUATION_RULES = frozenset(row["rule"] for row in _RULES if row["sort"] == "equation")
"""Rules whose expected value is a figure of the same kind as the observed one."""
SUM_RULES = frozenset(row["rule"] for row in _RULES if row["decimals"] == "whole")
"""Rules whose expected value has no more decimals than the figures that it is made of."""
BOUND_RULES = frozenset(row["rule"] for row in _RULES if row["sort"] == "bound")
"""Rules that many values satisfy: holding says nothing for a value, and no figure is corrected because of them."""
WARNING_RULES = frozenset(row["rule"] for row in _RULES if row["failing"] == "warning")
"""A report may break these rules without its figures being impossible: a person asks why."""


def is_equation(relation: Relation) -> bool:
    """Whether the relation's expected value is a figure of the same kind as the observed one."""
    return relation.rule in EQUATION_RULES if relation.own is None else relation.own.kind in ("sum", "ratio")


def is_sum(relation: Relation) -> bool:
    """Whether the relation's expected value has no more decimals than the figures that it is made of."""
    return relation.rule in SUM_RULES if relation.own is None else relation.own.kind == "sum"


def is_bound(relation: Relation) -> bool:
    """Whether many values satisfy the relation."""
    return relation.rule in BOUND_RULES if relation.own is None else relation.own.kind == "bound"


def failing_severity(relation: Relation) -> Severity:
    """The severity of a contradiction of this relation."""
    if relation.own is not None:
        return relation.own.severity
    return "warning" if relation.rule in WARNING_RULES else "error"


def unresolved_severity(relation: Relation) -> Severity:
    """The severity of a relation that a person must look at: no more than that of a contradiction."""
    return "info" if relation.own is not None and relation.own.severity == "info" else "warning"
