"""Indicators in a table: levels inherited downwards, operator, value and unit in one cell or in three."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extract.sheets import Sheet, SheetCell
from extract.table_header import Header
from extract.table_values import figure, is_nothing, measure, operator
from schemas.record import Indicator, QuantityLeaf, TextLeaf

WEIGHT = regex.compile(r"[（(]\s*\d+(?:\.\d+)?\s*分?\s*[）)]")


@dataclass(slots=True)
class Levels:
    """The first and second level that rows below inherit, over page turns too."""

    level1: TextLeaf | None = None
    level2: TextLeaf | None = None


def indicator_row(sheet: Sheet, row: int, header: Header, levels: Levels) -> Indicator | None:
    """The indicator in a row, or None where the row names none."""
    cells = {field: sheet.under(row, column.left, column.right) for field, column in header.columns.items()}
    _inherit(cells, levels)
    name = cells.get("name") or cells.get("level2")
    if name is None or name.row != row or not name.words or is_nothing(name):
        return None
    unit = _unit(cells)
    target = measure(_own(cells, "target", row), unit, operator(cells.get("operator")))
    actual = measure(_own(cells, "actual", row), unit or _unit_of(target), None)
    values = {field: figure(_own(cells, field, row), "分") for field in ("weight", "score")}
    if target is None and actual is None and all(v is None for v in values.values()):
        return None
    deviation = _own(cells, "deviation", row)
    return Indicator(
        level1=levels.level1,
        level2=levels.level2,
        name=name.leaf(),
        target=target,
        actual=actual,
        weight=values["weight"],
        score=values["score"],
        deviation=None if deviation is None or is_nothing(deviation) else deviation.leaf(),
    )


def _own(cells: dict[str, SheetCell | None], field: str, row: int) -> SheetCell | None:
    """The row's own cell: a figure that reaches over several rows belongs to the first of them."""
    cell = cells.get(field)
    return cell if cell is not None and cell.row == row else None


def _inherit(cells: dict[str, SheetCell | None], levels: Levels) -> None:
    first, second = cells.get("level1"), cells.get("level2")
    if first is not None and first.words:
        leaf = _bare(first)
        if levels.level1 is None or leaf.value != levels.level1.value:
            levels.level2 = None
        levels.level1 = leaf
    if second is not None and second.words:
        levels.level2 = _bare(second)


def _bare(cell: SheetCell) -> TextLeaf:
    """The level without the weight that stands beside it: 产出指标（50分）."""
    return TextLeaf.of(cell.text, WEIGHT.sub("", cell.words))


def _unit(cells: dict[str, SheetCell | None]) -> str | None:
    cell = cells.get("unit")
    return None if is_nothing(cell) or cell is None else cell.words


def _unit_of(target: QuantityLeaf | TextLeaf | None) -> str | None:
    """An actual value without a unit is meant in the target's."""
    return target.value.unit or None if isinstance(target, QuantityLeaf) and target.value else None
