"""Corrects separators in a figure by the other figures of its column.

A colon or comma is a decimal point if they have decimals (63:23 为 63.23, 0,9 为 0.9). A point is a comma if they are
in groups of three digits (894.800 为 894,800).
"""

from __future__ import annotations

import regex

from gouji.schemas.paragraph import Change
from gouji.tables.cell_grid import CellGrid, GridCell

COLON = regex.compile(r"-?\d[\d,]*(?P<colon>[:：;；])\d\d[%％]?")
COMMA = regex.compile(r"-?\d+(?P<comma>[,，])\d{1,2}[%％]?")
WITH_TWO_DECIMALS, WITH_DECIMALS = regex.compile(r"-?\d[\d,]*\.\d\d[%％]?"), regex.compile(r"-?\d[\d,]*\.\d{1,2}[%％]?")
THREE_DECIMALS, GROUPED = (
    regex.compile(r"-?[1-9]\d{0,2}\.\d{3}"),
    regex.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?"),
)
MIXED_DECIMALS = regex.compile(r"(?:\d{4}|,\d{3})\.\d{3}(?!\d)")
LAST_SEPARATOR, LAST_GROUP_POINT = regex.compile(r"[:：;；,，](?=\d+[%％]?\s*$)"), regex.compile(r"\.(?=\d{3}\s*$)")
MIN_FIGURES = 2
"""Minimum number of figures in the column with two decimals. A column of proportions (50:50) or of hours has none."""
RESTORED_CONFIDENCE = 0.9
"""Confidence of the restored point."""


def restore_decimal_points(tables: list[CellGrid]) -> list[Change]:
    """Restores the separators in cells that are a figure with a misread one. Returns the changes."""
    colons = [
        cell
        for table in tables
        for cell in table.cells
        if COLON.fullmatch(cell.words) and _is_amount(table, cell, WITH_TWO_DECIMALS)
    ]
    commas = [
        cell
        for table in tables
        for cell in table.cells
        if COMMA.fullmatch(cell.words) and _is_amount(table, cell, WITH_DECIMALS)
    ]
    groups = [
        cell
        for table in tables
        for cell in table.cells
        if THREE_DECIMALS.fullmatch(cell.words) and _is_grouped(table, cell)
    ]
    return [
        *(_corrected(cell, LAST_SEPARATOR, ".", "point_as_colon") for cell in colons),
        *(_corrected(cell, LAST_SEPARATOR, ".", "point_as_comma") for cell in commas),
        *(_corrected(cell, LAST_GROUP_POINT, ",", "comma_as_point_in_figure") for cell in groups),
    ]


def _is_grouped(table: CellGrid, cell: GridCell) -> bool:
    """Tells whether the other figures of the column are in groups of three digits, and none has three decimals."""
    column = [other.words for other in table.cells if other.col == cell.col and other is not cell]
    return sum(bool(GROUPED.fullmatch(words)) for words in column) >= MIN_FIGURES and not any(
        MIXED_DECIMALS.search(words) for words in column
    )


def _is_amount(table: CellGrid, cell: GridCell, form: regex.Pattern[str]) -> bool:
    column = [other for other in table.cells if other.col == cell.col and other is not cell]
    return sum(bool(form.fullmatch(other.words)) for other in column) >= MIN_FIGURES


def _corrected(cell: GridCell, separator: regex.Pattern[str], intended: str, reason: str) -> Change:
    before = cell.text
    match = separator.search(before.text)
    assert match is not None
    cell.text = before.replace(match.start(), match.end(), intended, RESTORED_CONFIDENCE)
    return Change(before, cell.text.text, "digit", reason, RESTORED_CONFIDENCE)
