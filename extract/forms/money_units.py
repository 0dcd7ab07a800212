"""In which unit of money a table counts (金额单位): by its heads, by the name of its block, by a figure that is told with its unit elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from gouji.extract.forms.column_roles import Header
from gouji.normalize.figures.quantities import parse_quantity
from gouji.normalize.figures.yuan import MULTIPLES, UNIT_OF_MONEY
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import BudgetRow, Indicator
from gouji.schemas.wordlists import any_of, read_rows
from gouji.tables.cell_grid import CellGrid

MONEY = regex.compile(rf"{UNIT_OF_MONEY}(?!\s*[/／])")
CORNER = regex.compile(rf"[（(：:]\s*{UNIT_OF_MONEY}(?!\s*[/／])")
"""A price (元/株) is no unit of the amounts beside it."""
ROW_UNIT = regex.compile(rf"\p{{Han}}[（(]\s*(?:单位[:：])?{UNIT_OF_MONEY}\s*[）)]$")
SPOILED = regex.compile(rf"[（(]\s*(?P<seen>{any_of(__package__, 'unit_lookalikes')})\s*[）)]?")
COLUMNS = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance")


def unit_of_money(sheet: CellGrid, row: int, header: Header) -> str | None:
    """The unit that the headers or the label left of the row name: 项目资金（万元）; None where nothing names one."""
    for column in header.columns.values():
        if column.unit:
            return column.unit
    first = header.first
    beside = [] if units_of_rows(sheet, first) else [c.words for c in sheet.row(row) if c.left < first]
    corner, spoiled = _corner(sheet, first)
    if unit := _first_of(MONEY, beside, "unit") or corner:
        return unit
    seen = _first_of(SPOILED, beside, "seen") or spoiled
    return _lookalikes()[seen] if seen else None


def units_of_rows(sheet: CellGrid, first: float) -> dict[int, str]:
    """The unit that the name of each row gives in brackets, where the rows of a table give different ones (中央补助资金（亿元）,
    市县配套（元）); else nothing: one unit is that of the whole table."""
    named = {
        cell.row: match["unit"]
        for cell in sheet.cells
        if cell.left < first and cell.rowspan == 1 and (match := ROW_UNIT.search(cell.words))
    }
    return named if len(set(named.values())) > 1 else {}


def _corner(sheet: CellGrid, first: float) -> tuple[str | None, str | None]:
    """The unit that any cell left of the figures names, and one that it seems to name; looked for once, whatever the number of rows."""
    if first not in sheet.units:
        words = [c.words for c in sheet.cells if c.left < first]
        mixed = bool(units_of_rows(sheet, first))
        corner = None if mixed else _first_of(CORNER, words, "unit")
        sheet.units[first] = corner, None if mixed else _first_of(SPOILED, words, "seen")
    return sheet.units[first]


def _first_of(pattern: regex.Pattern[str], cells: Sequence[str], group: str) -> str | None:
    return next((m[group] for words in cells if (m := pattern.search(words))), None)


@cache
def _lookalikes() -> dict[str, str]:
    return {seen: unit for seen, unit in read_rows(__package__, "unit_lookalikes")}


def tell_units(budget: Sequence[BudgetRow], indicators: Sequence[Indicator]) -> None:
    """Gives the lines of money their unit, where the table names none and an indicator, or a table that names its unit, tells the same
    figure with one.

    A form whose cost indicator reads ≤789.52万元 beside a total of 789.52 counts in 万元. Two units: nothing is told.
    """
    _tell_money(budget, indicators)
    leaves = [leaf for row in budget for name in COLUMNS if (leaf := getattr(row, name)) and leaf.value]
    bare = [leaf for leaf in leaves if not leaf.value.unit]
    numbers = {leaf.value.amount for leaf in bare if leaf.value.decimals and leaf.value.amount}
    told = [*_told(indicators), *(leaf.value for leaf in leaves if leaf.value.canonical_unit == "元")]
    units = {q.unit for q in told if q.amount / q.scale in numbers}
    if len(units) != 1:
        return
    (unit,) = units
    for leaf in bare:
        leaf.value = parse_quantity(leaf.text, unit) or leaf.value


def _tell_money(budget: Sequence[BudgetRow], indicators: Sequence[Indicator]) -> None:
    """Makes 863.46万 of an indicator an amount of money, where the budget has 863.46万元: 万 alone counts nothing."""
    amounts = {
        q.amount
        for row in budget
        for name in COLUMNS
        if (leaf := getattr(row, name)) and (q := leaf.value) and q.canonical_unit == "元"
    }
    for leaf in (leaf for each in indicators for leaf in (each.target, each.actual) if isinstance(leaf, QuantityLeaf)):
        quantity = leaf.value
        if quantity and quantity.unit in MULTIPLES and quantity.decimals and quantity.amount in amounts:
            told = parse_quantity(f"{quantity.number}{quantity.unit}元")
            leaf.value = (
                told.model_copy(update={"bound": quantity.bound, "approximate": quantity.approximate})
                if told
                else quantity
            )


def _told(indicators: Sequence[Indicator]) -> list[Quantity]:
    leaves = [leaf for each in indicators for leaf in (each.target, each.actual) if isinstance(leaf, QuantityLeaf)]
    return [leaf.value for leaf in leaves if leaf.value and leaf.value.canonical_unit == "元"]
