"""Lists of what a part of the budget went into: tasks below a table that parts the budget already (基本支出、项目支出)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.schemas.record import BudgetRow

FIRST, LATER = "initial", ("adjusted", "allocated")
AT_FIRST = ("年初", "初始", "期初", "当初")
"""Words of a head that leave no doubt which budget it is."""
COLUMNS = ("initial", "adjusted", "allocated", "spent")
MIN_ITEMS = 2
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


def tell_budgets(before: Sequence[BudgetRow], lines: Sequence[BudgetRow], words: str) -> None:
    """Takes a budget that the `words` over its column leave open (批复金额) for the one of the part above that the items come to; a
    budget of the beginning of the year by its words stays what it is."""
    if any(word in words for word in AT_FIRST) or any(line.role == "total" for line in lines):
        return
    items = [line for line in lines if line.role == "subproject" and line.initial is not None]
    whole = next((line for line in before if items and line.name.value == items[0].part_of), None)
    told = _amount(whole, FIRST) if whole is not None else None
    if whole is None or len(items) < MIN_ITEMS or told is None or _sum(items, FIRST) == told:
        return
    later = next((f for f in LATER if _amount(whole, f) is not None and _amount(whole, f) == _sum(items, FIRST)), None)
    if later is not None and all(getattr(line, later) is None for line in items):
        for line in items:
            setattr(line, later, line.initial)
            line.initial = None


def _sum(items: Sequence[BudgetRow], field: str) -> Decimal:
    return sum((amount for line in items if (amount := _amount(line, field)) is not None), Decimal(0))


def _distance(whole: BudgetRow, items: Sequence[BudgetRow]) -> Decimal | None:
    """How far the items are from a line, as a part of it, in the column where they are furthest; None without columns. Items that come
    to it in one column are parts of it, whatever another one says: there a report may be wrong. A budget may be that at first for
    the one table and that of the year for the other."""
    out: list[Decimal] = []
    for column in COLUMNS:
        found = [each for line in items if (each := _amount(line, column)) is not None]
        own = [_amount(whole, field) for field in ((column, *LATER) if column == FIRST else (column,))]
        near = [abs(amount - sum(found)) / abs(amount) for amount in own if amount]
        if found and near:
            out.append(min(near))
    if len(items) >= MIN_ITEMS and any(not each for each in out):
        return Decimal(0)
    return max(out, default=None)


def _amount(line: BudgetRow, column: str) -> Decimal | None:
    leaf = getattr(line, column)
    return leaf.value.amount if leaf is not None and leaf.value is not None else None
