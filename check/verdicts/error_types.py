"""Names the mistake that an inconsistent figure looks like (错误类型): unit, decimal point, transposed digits, a copy of
another figure.
"""

from __future__ import annotations

from decimal import Decimal

from gouji.check.relations.relation import Outcome, Relation
from gouji.check.relations.rule_sorts import is_equation
from gouji.schemas.record import Report

UNIT_RATIOS = {
    Decimal(10) ** 4,
    Decimal(10) ** -4,
    Decimal(10) ** 8,
    Decimal(10) ** -8,
    Decimal(1000),
    Decimal(1) / 1000,
}


MIN_DIGITS = 4
"""A figure with fewer digits may be printed in two places by chance."""
COLUMNS = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate")


def error_type(relation: Relation, outcome: Outcome) -> str | None:
    """The key of the mistake that would explain the difference; None if none fits."""
    if not is_equation(relation):
        return None
    observed, expected = Decimal(outcome.observed), Decimal(outcome.expected)
    if observed == 0 or expected == 0:
        return None
    ratio = observed / expected
    if any(abs(ratio / unit - 1) < Decimal("0.002") for unit in UNIT_RATIOS):
        return "slip_unit"
    if any(
        abs(ratio / tens - 1) < Decimal("0.002")
        for tens in (Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.01"))
    ):
        return "slip_point"
    if _is_transposed(outcome.observed, relation, expected):
        return "slip_transposed"
    return None


def copied_from(relation: Relation, outcome: Outcome, report: Report) -> str | None:
    """The other row and the column, as "name column", that print the very figure that is wrong here (陈旧数据或错行).

    Such a figure is a stale copy, or was entered in the wrong place. None if no other row prints it, or if the figure
    is too short to tell.
    """
    claimed = relation.leaves[0].value
    if not is_equation(relation) or claimed is None or sum(c.isdigit() for c in claimed.number) < MIN_DIGITS:
        return None
    mine = {id(leaf) for leaf in relation.leaves}
    for row in (r for r in report.budget if not any(getattr(r, name) is relation.leaves[0] for name in COLUMNS)):
        for name in COLUMNS:
            leaf = getattr(row, name)
            if (
                leaf is None
                or id(leaf) in mine
                or leaf.value is None
                or (leaf.page == relation.leaves[0].page and leaf.bbox == relation.leaves[0].bbox)
            ):
                continue
            if (leaf.value.canonical, leaf.value.canonical_unit) == (claimed.canonical, claimed.canonical_unit):
                return f"{row.name.value or row.name.text} {name}"
    return None


def _is_transposed(observed: str, relation: Relation, expected: Decimal) -> bool:
    leaf = relation.leaves[0]
    if leaf.value is None:
        return False
    places = leaf.value.decimals
    right = f"{abs(expected / leaf.value.scale):.{places}f}".replace(".", "")
    wrong = leaf.value.number.lstrip("-").replace(".", "")
    differ = [i for i, (a, b) in enumerate(zip(wrong, right, strict=False)) if a != b]
    return (
        len(wrong) == len(right)
        and len(differ) == 2
        and wrong[differ[0]] == right[differ[1]]
        and wrong[differ[1]] == right[differ[0]]
    )
