"""Columns of money whose heads cannot be read, told by what the rows below work out to: what was spent is the rate's part of the budget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.quantity import Quantity
from gouji.tables.cell_grid import CellGrid, GridCell

LEAST_ROWS, MOSTLY = 2, 0.6
"""So many rows, and this part of those that have all figures, must come out: a report may be wrong in some."""

SAME = 0.5
"""A head belongs to a field that shares this part of its width."""

BUDGETS = frozenset({"adjusted", "allocated"})


class Across(Protocol):
    """Where a column lies across the table."""

    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...


def told_by_rows(sheet: CellGrid, row: int, known: Mapping[str, Across]) -> dict[str, GridCell]:
    """The heads of the budget that was to be spent and of the adjustment by their fields; only those that nobody could read."""
    free = [
        c
        for c in sheet.own(row)
        if all(min(c.right, k.right) - max(c.left, k.left) < SAME * (c.right - c.left) for k in known.values())
    ]
    out: dict[str, GridCell] = {}
    if {"spent", "execution_rate"} <= set(known) and not BUDGETS & set(known):
        first = [known["initial"]] if "initial" in known else []
        whole = _one(free, lambda cell: _fits(sheet, row, (cell, known["spent"], known["execution_rate"]), _is_rate))
        if whole and not any(
            _fits(sheet, row, (head, known["spent"], known["execution_rate"]), _is_rate) for head in first
        ):
            out["adjusted"] = whole
    whole_of = out.get("adjusted") or known.get("adjusted")
    if "initial" in known and whole_of is not None and "adjustment" not in known:
        rest = [c for c in free if c not in out.values()]
        added = _one(rest, lambda cell: _fits(sheet, row, (known["initial"], cell, whole_of), _is_sum))
        if added:
            out["adjustment"] = added
    return out


def _one(cells: Sequence[GridCell], fits: Callable[[GridCell], bool]) -> GridCell | None:
    found = [cell for cell in cells if fits(cell)]
    return found[0] if len(found) == 1 else None


def _fits(sheet: CellGrid, row: int, heads: Sequence[Across], holds: Callable[[Sequence[Quantity]], bool]) -> bool:
    """Whether most of the rows below hold by these three columns."""
    outcomes = [
        holds(figures) for r in range(row + 1, sheet.rows) if (figures := _figures(sheet, r, heads)) is not None
    ]
    return sum(outcomes) >= max(LEAST_ROWS, MOSTLY * len(outcomes))


def _figures(sheet: CellGrid, row: int, heads: Sequence[Across]) -> list[Quantity] | None:
    cells = [sheet.under(row, head.left, head.right) for head in heads]
    figures = [q for c in cells if c is not None and c.row == row and (q := parse_quantity(c.words))]
    return figures if len(figures) == len(heads) and any(q.amount for q in figures) else None


def _is_rate(figures: Sequence[Quantity]) -> bool:
    whole, part, rate = figures
    if rate.unit != "%" or not whole.amount:
        return False
    return abs(part.amount / whole.amount * 100 - rate.amount) <= Decimal(1).scaleb(-rate.decimals)


def _is_sum(figures: Sequence[Quantity]) -> bool:
    first, added, whole = figures
    return bool(added.amount) and first.amount + added.amount == whole.amount
