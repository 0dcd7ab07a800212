"""Finds the year of a form below a head that asks for it (评价年度 over 2024)."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.vocabulary import cover_labels
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced, join
from gouji.tables.cell_grid import CellGrid, GridCell

YEAR = regex.compile(r"((?:19|20)\d\d)年?度?")
FIRST = 3
SHORT = "年度"
"""It heads columns of years, too."""


def year_below(sheet: CellGrid) -> TextLeaf | None:
    """The year below a label of the year; None in a table without one, and below the head of a column of years."""
    labels = {label for label, fields in cover_labels().items() if fields == ("fiscal_year",)} - {SHORT}
    for cell in sheet.cells:
        if cell.words.strip(":：") not in labels:
            continue
        first, second = (_year(sheet, row, cell) for row in (cell.row + 1, cell.row + 2))
        if first is not None and second is None:
            return first
    return None


def first_rows(sheets: Sequence[CellGrid]) -> list[Traced]:
    """The first rows of the first table, each as one line: what stands over a form may be read as a part of it."""
    return [
        join([c.text for c in sheet.own(row)], " ") for sheet in sheets[:1] for row in range(min(FIRST, sheet.rows))
    ]


def _year(sheet: CellGrid, row: int, head: GridCell) -> TextLeaf | None:
    cell = sheet.under(row, head.left, head.right) if row < sheet.rows else None
    match = YEAR.fullmatch(cell.words) if cell is not None and cell.row == row else None
    return TextLeaf.of(cell.text, match[1]) if cell is not None and match else None
