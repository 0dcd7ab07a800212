"""What slip of the pen an inconsistent figure looks like (错误类型): unit, decimal point, transposed digits."""

from __future__ import annotations

from decimal import Decimal

from check.relation import Outcome, Relation

UNITS = {Decimal(10) ** 4, Decimal(10) ** -4, Decimal(10) ** 8, Decimal(10) ** -8, Decimal(1000), Decimal(1) / 1000}


TIED = frozenset(
    {
        "execution-rate",
        "adjusted-budget",
        "balance",
        "sum-of-parts",
        "sum-of-sources",
        "scores-total",
        "weights-total",
        "growth",
        "share",
        "rate-score",
        "same-figure",
        "unit-scale",
    }
)
"""Rules whose expected value is a figure of the same kind as the one observed."""


def slip(relation: Relation, outcome: Outcome) -> str | None:
    """The key of the slip that would explain the difference, or None where none fits."""
    if relation.rule not in TIED:
        return None
    observed, expected = Decimal(outcome.observed), Decimal(outcome.expected)
    if observed == 0 or expected == 0:
        return None
    ratio = observed / expected
    if any(abs(ratio / unit - 1) < Decimal("0.002") for unit in UNITS):
        return "slip_unit"
    if any(abs(ratio / tens - 1) < Decimal("0.002") for tens in (Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.01"))):
        return "slip_point"
    if _transposed(outcome.observed, relation, expected):
        return "slip_transposed"
    return None


def _transposed(observed: str, relation: Relation, expected: Decimal) -> bool:
    leaf = relation.leaves[0]
    if leaf.value is None:
        return False
    places = leaf.value.decimals
    right = f"{abs(expected / leaf.value.scale):.{places}f}".replace(".", "")
    wrong = leaf.value.number.lstrip("-").replace(".", "")
    differ = [i for i, (a, b) in enumerate(zip(wrong, right, strict=False)) if a != b]
    return len(wrong) == len(right) and len(differ) == 2 and wrong[differ[0]] == right[differ[1]] and wrong[differ[1]] == right[differ[0]]
