"""Restores a percent sign that was read as one or two digits (91.245 为 91.24%, 87.8906 为 87.89%): the column's
other rates have at most two decimals, and a %."""

from __future__ import annotations

from decimal import Decimal

import regex

from gouji.schemas.paragraph import Change
from gouji.tables.cell_grid import CellGrid, GridCell

RATE, RATE_WITH_DIGIT_FOR_SIGN = (
    regex.compile(r"\d{1,3}(?:\.\d{1,2})?[%％]"),
    regex.compile(r"\d{1,3}\.\d\d(?P<sign>0[06oO]|\d)"),
)
MIN_RATES = 2
"""Minimum number of rates in the column with a sign; no other cell may have a figure without one."""
BARE_FIGURE = regex.compile(r"-?\d[\d,.]*")
BOUNDED_FIGURE = regex.compile(r"[≥≤><＞＜]=?(?P<figure>\d{1,3}\.\d{1,3})")
MAX_DISTANCE_RATIO = Decimal("0.25")
"""A result lies so near to its target, in shares of itself."""
LOOKALIKES = str.maketrans("oO", "00")
RESTORED_CONFIDENCE = 0.85
"""Confidence of the restored sign."""


def restore_percent_signs(tables: list[CellGrid]) -> list[Change]:
    """Restores the sign in cells of rates with three decimals and no sign. Returns the changes.

    What is certain (a digital page, plain text) stays as it is.
    """
    return [
        _signed(cell)
        for table in tables
        for cell in table.cells
        if RATE_WITH_DIGIT_FOR_SIGN.fullmatch(cell.words)
        and min(cell.text.probs) < 1
        and _is_rate(table, cell)
        and not _is_beside_its_like(table, cell)
    ]


def _is_beside_its_like(table: CellGrid, cell: GridCell) -> bool:
    """Tells whether the row has a bare figure of about the same size with a bound: a coefficient (≥0.46 | 0.472), no rate."""
    figure = Decimal(cell.words.translate(LOOKALIKES))
    bounded = [match for other in table.row(cell.row) if (match := BOUNDED_FIGURE.fullmatch(other.words))]
    return any(abs(Decimal(match["figure"]) - figure) <= MAX_DISTANCE_RATIO * figure for match in bounded)


def _is_rate(table: CellGrid, cell: GridCell) -> bool:
    column = [
        other.words
        for other in table.cells
        if other.col == cell.col and other.colspan == cell.colspan and other is not cell
    ]
    return sum(bool(RATE.fullmatch(words)) for words in column) >= MIN_RATES and not any(
        BARE_FIGURE.fullmatch(words) and not RATE_WITH_DIGIT_FOR_SIGN.fullmatch(words) for words in column
    )


def _signed(cell: GridCell) -> Change:
    before = cell.text
    match = RATE_WITH_DIGIT_FOR_SIGN.fullmatch(cell.words)
    assert match is not None
    signs = [i for i, char in enumerate(before.text) if not char.isspace()][-len(match["sign"]) :]
    cell.text = before.replace(signs[0], signs[-1] + 1, "%", RESTORED_CONFIDENCE)
    return Change(before, cell.text.text, "digit", "percent_as_digit", RESTORED_CONFIDENCE)
