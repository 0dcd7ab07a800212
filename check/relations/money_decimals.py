"""How many decimals a document prints money with."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.schemas.record import BudgetRow


def money_decimals(rows: Sequence[BudgetRow]) -> int | None:
    """The most decimals that this document prints money with: where it writes 268.86, its 5 means 5.00. None if no
    figure has a scaled unit.
    """
    found = [
        leaf.value.decimals
        for row in rows
        for leaf in (row.initial, row.adjustment, row.adjusted, row.allocated, row.spent, row.balance)
        if leaf and leaf.value and leaf.value.scale != 1
    ]
    return max(found) if found else None
