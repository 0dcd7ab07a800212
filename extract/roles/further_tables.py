"""Lists of what a part of the budget went into: tasks below a table that parts the budget already (基本支出、项目支出)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.schemas.record import BudgetRow

COLUMNS = ("initial", "adjusted", "allocated", "spent")
MAX_DISTANCE = Decimal("0.1")
"""A list that is further from every line of the table above, in any column, parts none of them."""


def tell_wholes(before: Sequence[BudgetRow], lines: Sequence[BudgetRow]) -> None:
    """Tells the items of a further table as parts of its own total, or of the part above that they come nearest to."""
    total = next((line for line in before if line.role == "total"), None)
    parts = [line for line in before if line.role == "subproject"]
    items = [line for line in lines if line.role == "subproject" and line.part_of is None]
    if total is None or not parts or not items:
        return
    own = next((line for line in lines if line.role == "total"), None)
    if own is not None:
        whole = own if own.name.value not in (None, total.name.value) else None
    else:
        near = [(distance, line) for line in parts if (distance := _distance(line, items)) is not None]
        whole = min(near, key=lambda each: each[0])[1] if near else None
        whole = whole if near and min(each[0] for each in near) <= MAX_DISTANCE else None
    for line in items if whole is not None else ():
        line.part_of = whole.name.value if whole is not None else None


def _distance(whole: BudgetRow, items: Sequence[BudgetRow]) -> Decimal | None:
    """How far the items are from a line, as a part of it, in the column where they are furthest; None without columns."""
    out: list[Decimal] = []
    for column in COLUMNS:
        amount = _amount(whole, column)
        found = [each for line in items if (each := _amount(line, column)) is not None]
        if amount and found:
            out.append(abs(amount - sum(found)) / abs(amount))
    return max(out, default=None)


def _amount(line: BudgetRow, column: str) -> Decimal | None:
    leaf = getattr(line, column)
    return leaf.value.amount if leaf is not None and leaf.value is not None else None
