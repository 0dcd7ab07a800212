"""Lists of which only the words above say what figure of the budget they hold: the prose tells what their total is of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from gouji.extract.forms.form_parts import TableParts
from gouji.schemas.record import BudgetRow

FIELDS = ("initial", "adjusted", "allocated", "spent", "balance")
PLANS = ("initial", "adjusted")
"""A report that tells one plan calls it either."""
MIN_PARTS, MAX_LINES = 2, 8
"""So many lines of the prose may come to the total of a list, among so many that tell an amount."""


def tell_captioned_lists(prose: Sequence[BudgetRow], parts: TableParts) -> None:
    """Moves the amounts of each such list to the field under which the prose tells its total, where it tells another amount under
    the field that the words above the list named; drops the total of a list of some parts, if the prose has the whole."""
    whole = next((line for line in prose if line.role == "total"), None)
    for field, lines in parts.captioned:
        total = next((line for line in lines if line.role == "total"), None)
        amount = _amount(total, field)
        told = {_amount(whole, each) for each in (PLANS if field in PLANS else (field,))} - {None}
        if whole is None or total is None or not amount or not told or amount in told:
            continue
        other = next((each for each in FIELDS if _amount(whole, each) == amount), None)
        if other is not None and all(getattr(line, other) is None for line in lines):
            _move(lines, field, other)
        elif other is None and _is_of_some(amount, field, prose):
            parts.budget = [line for line in parts.budget if line is not total]


def _move(lines: Sequence[BudgetRow], field: str, other: str) -> None:
    for line in lines:
        setattr(line, other, getattr(line, field))
        setattr(line, field, None)


def _is_of_some(amount: Decimal, field: str, prose: Sequence[BudgetRow]) -> bool:
    """Whether some lines of the prose, and not all of them, come to the amount."""
    told = [each for line in prose if line.role != "total" and (each := _amount(line, field))][:MAX_LINES]
    sizes = range(MIN_PARTS, len(told))
    return any(sum(some) == amount for size in sizes for some in combinations(told, size))


def _amount(line: BudgetRow | None, field: str) -> Decimal | None:
    leaf = getattr(line, field) if line is not None else None
    return leaf.value.amount if leaf is not None and leaf.value is not None else None
