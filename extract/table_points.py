"""A colon or a comma in a figure of a column of amounts is its point (63:23 为 63.23, 0,9 为 0.9): the column's other figures have places too."""

from __future__ import annotations

import regex

from extract.sheets import Sheet, SheetCell
from schemas.paragraph import Change

COLON = regex.compile(r"-?\d[\d,]*(?P<colon>[:：;；])\d\d[%％]?")
COMMA = regex.compile(r"-?\d+(?P<comma>[,，])\d{1,2}[%％]?")
POINTED, PLACED = regex.compile(r"-?\d[\d,]*\.\d\d[%％]?"), regex.compile(r"-?\d[\d,]*\.\d{1,2}[%％]?")
LEAST = 2
"""So many figures of the column must have two places: a column of proportions (50:50) or of hours has none."""
TOLD = 0.9
"""How sure the point is then."""


def colon_points(sheets: list[Sheet]) -> list[Change]:
    """Puts the point into cells that are a figure with a colon before its last two digits; what was changed."""
    colons = [cell for sheet in sheets for cell in sheet.cells if COLON.fullmatch(cell.words) and _is_amount(sheet, cell, POINTED)]
    commas = [cell for sheet in sheets for cell in sheet.cells if COMMA.fullmatch(cell.words) and _is_amount(sheet, cell, PLACED)]
    return [*(_pointed(cell, "point_as_colon") for cell in colons), *(_pointed(cell, "point_as_comma") for cell in commas)]


def _is_amount(sheet: Sheet, cell: SheetCell, form: regex.Pattern[str]) -> bool:
    column = [other for other in sheet.cells if other.col == cell.col and other is not cell]
    return sum(bool(form.fullmatch(other.words)) for other in column) >= LEAST


def _pointed(cell: SheetCell, reason: str) -> Change:
    before = cell.text
    match = regex.search(r"[:：;；,，](?=\d+[%％]?\s*$)", before.text)
    assert match is not None
    cell.text = before.replace(match.start(), match.end(), ".", TOLD)
    return Change(before, cell.text.text, "digit", reason, TOLD)
