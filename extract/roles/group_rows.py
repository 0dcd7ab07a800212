"""Rows of a table of indicators that name the group of the rows below (二、过程 | | | 20 | 19.5): no indicators."""

from __future__ import annotations

import regex

from gouji.extract.forms.cell_values import figure, is_nothing
from gouji.extract.forms.column_roles import Header
from gouji.extract.forms.indicator_levels import WEIGHT, Levels, group_of, level_names
from gouji.extract.roles.grammar import Grammar
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import IndicatorGroup
from gouji.tables.cell_grid import CellGrid, GridCell

ORDINAL = regex.compile(r"^(?:[一二三四五六七八九十]{1,2}[、.．]|[（(][一二三四五六七八九十]{1,2}[）)])")
HAN = regex.compile(r"\p{Han}")
EDGE = 0.02


def group_row(sheet: CellGrid, row: int, header: Header, levels: Levels, grammar: Grammar) -> bool:
    """Takes the row as the first level of those below where it is one; False for any other row."""
    points = {field: _points(sheet, row, header, field) for field in ("weight", "score")}
    cell = _only_words(sheet, row, sum(leaf is not None for leaf in points.values()))
    if cell is None or not _begins(cell, header):
        return False
    ordinal, weighed = ORDINAL.match(cell.words), group_of(cell)
    if not any(points.values()) and weighed is None:
        return False
    name = WEIGHT.sub("", ORDINAL.sub("", cell.words))
    if not (ordinal and weighed) and name not in level_names() | set(grammar.names["level"]):
        return False
    levels.level1, levels.level2 = TextLeaf.of(cell.text, name), None
    levels.current.clear()
    levels.seen.add(id(cell))
    weight = points["weight"] or (weighed.weight if weighed else None)
    if weight is not None and weight.value is not None:
        group = IndicatorGroup(name=levels.level1, weight=weight, rows=[])
        levels.groups.append(group)
        levels.current["level1"] = group
    return True


def _only_words(sheet: CellGrid, row: int, points: int) -> GridCell | None:
    """The first cell of the row, if nothing but its points stands behind it."""
    filled = [cell for cell in sheet.own(row) if not is_nothing(cell)]
    first = filled[0] if filled else None
    alone = first is not None and first.rowspan == 1 and HAN.search(first.words) is not None
    return first if alone and len(filled) == 1 + points else None


def _points(sheet: CellGrid, row: int, header: Header, field: str) -> QuantityLeaf | None:
    column = header.columns.get(field)
    cell = sheet.under(row, column.left, column.right) if column else None
    return figure(cell, "分") if cell is not None and cell.row == row else None


def _begins(cell: GridCell, header: Header) -> bool:
    """Whether the cell stands before all that is measured, and not in the column of names alone."""
    edge = min((c.left for f, c in header.columns.items() if f in ("target", "actual", "weight", "score")), default=1.0)
    name = header.columns.get("name")
    return cell.left < edge - EDGE and (name is None or cell.left < name.left - EDGE)
