"""A colon in a figure of a column of amounts is its point (63:23 为 63.23): the column's other figures have two places too."""

from __future__ import annotations

import regex

from extract.sheets import Sheet, SheetCell
from schemas.paragraph import Change

COLON = regex.compile(r"-?\d[\d,]*(?P<colon>[:：;；])\d\d[%％]?")
POINTED = regex.compile(r"-?\d[\d,]*\.\d\d[%％]?")
LEAST = 2
"""So many figures of the column must have two places: a column of proportions (50:50) or of hours has none."""
TOLD = 0.9
"""How sure the point is then."""


def colon_points(sheets: list[Sheet]) -> list[Change]:
    """Puts the point into cells that are a figure with a colon before its last two digits; what was changed."""
    return [_pointed(cell) for sheet in sheets for cell in sheet.cells if COLON.fullmatch(cell.words) and _is_amount(sheet, cell)]


def _is_amount(sheet: Sheet, cell: SheetCell) -> bool:
    column = [other for other in sheet.cells if other.col == cell.col and other is not cell]
    return sum(bool(POINTED.fullmatch(other.words)) for other in column) >= LEAST


def _pointed(cell: SheetCell) -> Change:
    before = cell.text
    match = regex.search(r"[:：;；]", before.text)
    assert match is not None
    cell.text = before.replace(match.start(), match.end(), ".", TOLD)
    return Change(before, cell.text.text, "digit", "point_as_colon", TOLD)
