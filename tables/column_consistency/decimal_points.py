"""Marks in a figure that the other figures of its column tell: a colon or a comma is the point where they have places (63:23 为 63.23, 0,9 为 0.9),
a point is a comma where they are in groups of three digits (894.800 为 894,800)."""

from __future__ import annotations

import regex

from gouji.schemas.paragraph import Change
from gouji.tables.cell_grid import Sheet, SheetCell

COLON = regex.compile(r"-?\d[\d,]*(?P<colon>[:：;；])\d\d[%％]?")
COMMA = regex.compile(r"-?\d+(?P<comma>[,，])\d{1,2}[%％]?")
POINTED, PLACED = regex.compile(r"-?\d[\d,]*\.\d\d[%％]?"), regex.compile(r"-?\d[\d,]*\.\d{1,2}[%％]?")
THREE, GROUPED = regex.compile(r"-?[1-9]\d{0,2}\.\d{3}"), regex.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?")
PLACES = regex.compile(r"(?:\d{4}|,\d{3})\.\d{3}(?!\d)")
LAST, LAST_GROUP = regex.compile(r"[:：;；,，](?=\d+[%％]?\s*$)"), regex.compile(r"\.(?=\d{3}\s*$)")
LEAST = 2
"""So many figures of the column must have two places: a column of proportions (50:50) or of hours has none."""
TOLD = 0.9
"""How sure the point is then."""


def colon_points(sheets: list[Sheet]) -> list[Change]:
    """Puts the point into cells that are a figure with a colon before its last two digits; what was changed."""
    colons = [
        cell
        for sheet in sheets
        for cell in sheet.cells
        if COLON.fullmatch(cell.words) and _is_amount(sheet, cell, POINTED)
    ]
    commas = [
        cell
        for sheet in sheets
        for cell in sheet.cells
        if COMMA.fullmatch(cell.words) and _is_amount(sheet, cell, PLACED)
    ]
    groups = [
        cell for sheet in sheets for cell in sheet.cells if THREE.fullmatch(cell.words) and _is_grouped(sheet, cell)
    ]
    return [
        *(_marked(cell, LAST, ".", "point_as_colon") for cell in colons),
        *(_marked(cell, LAST, ".", "point_as_comma") for cell in commas),
        *(_marked(cell, LAST_GROUP, ",", "comma_as_point_in_figure") for cell in groups),
    ]


def _is_grouped(sheet: Sheet, cell: SheetCell) -> bool:
    """Whether the other figures of the column are in groups of three digits, and none has three places."""
    column = [other.words for other in sheet.cells if other.col == cell.col and other is not cell]
    return sum(bool(GROUPED.fullmatch(words)) for words in column) >= LEAST and not any(
        PLACES.search(words) for words in column
    )


def _is_amount(sheet: Sheet, cell: SheetCell, form: regex.Pattern[str]) -> bool:
    column = [other for other in sheet.cells if other.col == cell.col and other is not cell]
    return sum(bool(form.fullmatch(other.words)) for other in column) >= LEAST


def _marked(cell: SheetCell, mark: regex.Pattern[str], meant: str, reason: str) -> Change:
    before = cell.text
    match = mark.search(before.text)
    assert match is not None
    cell.text = before.replace(match.start(), match.end(), meant, TOLD)
    return Change(before, cell.text.text, "digit", reason, TOLD)
