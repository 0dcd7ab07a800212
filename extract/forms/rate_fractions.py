"""Rates that a form prints as fractions of one: 预算数 1.56 | 执行数 1.56 | 执行率（B/A） 1."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import BudgetRow

MOST = Decimal(2)
CLOSE = Decimal("0.006")
HUNDRED = Decimal(100)


def restore_fractions(rows: Iterable[BudgetRow]) -> None:
    """Gives an execution rate without a percent sign its value in percent where its row's own figures say that it is a fraction."""
    for row in rows:
        rate = row.execution_rate
        plan = next((leaf for leaf in (row.adjusted, row.initial, row.allocated) if _amount(leaf)), None)
        whole, spent = _amount(plan), _amount(row.spent)
        if rate is None or rate.value is None or whole is None or not whole or spent is None:
            continue
        printed = rate.value.amount
        is_fraction = printed <= MOST and abs(spent / whole - printed) < CLOSE
        if is_fraction and not any(sign in rate.text for sign in "%％") and abs(spent / whole * HUNDRED - printed) > 1:
            rate.value = rate.value.model_copy(update={"canonical": format(printed * HUNDRED, "f"), "unit": ""})


def _amount(leaf: QuantityLeaf | None) -> Decimal | None:
    return leaf.value.amount if leaf is not None and leaf.value is not None else None
