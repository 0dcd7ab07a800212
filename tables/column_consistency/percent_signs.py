"""The last sign of a rate that was read as a digit or two (91.245 为 91.24%, 87.8906 为 87.89%): the column's other rates have two places at the most, and a %."""

from __future__ import annotations

import regex

from gouji.schemas.paragraph import Change
from gouji.tables.cell_grid import Sheet, SheetCell

RATE, LONGER = regex.compile(r"\d{1,3}(?:\.\d{1,2})?[%％]"), regex.compile(r"\d{1,3}\.\d\d(?P<sign>0[06oO]|\d)")
LEAST = 2
"""So many rates of the column must have their sign, and no other cell may have a figure without one."""
BARE = regex.compile(r"-?\d[\d,.]*")
TOLD = 0.85
"""How sure the sign is then."""


def lost_percents(sheets: list[Sheet]) -> list[Change]:
    """Puts the sign into cells of rates that have three places and no sign; what was changed."""
    return [
        _signed(cell)
        for sheet in sheets
        for cell in sheet.cells
        if LONGER.fullmatch(cell.words) and _is_rate(sheet, cell)
    ]


def _is_rate(sheet: Sheet, cell: SheetCell) -> bool:
    column = [
        other.words
        for other in sheet.cells
        if other.col == cell.col and other.colspan == cell.colspan and other is not cell
    ]
    return sum(bool(RATE.fullmatch(words)) for words in column) >= LEAST and not any(
        BARE.fullmatch(words) and not LONGER.fullmatch(words) for words in column
    )


def _signed(cell: SheetCell) -> Change:
    before = cell.text
    match = LONGER.fullmatch(cell.words)
    assert match is not None
    signs = [i for i, char in enumerate(before.text) if not char.isspace()][-len(match["sign"]) :]
    cell.text = before.replace(signs[0], signs[-1] + 1, "%", TOLD)
    return Change(before, cell.text.text, "digit", "percent_as_digit", TOLD)
