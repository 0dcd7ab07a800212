"""Finds the cells of figures of a table that stand in no field of the record."""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set
from functools import cache
from itertools import pairwise

import regex

from gouji.extract.forms.column_numbers import is_numbering
from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.heads import Head, HeadColumn, find_heads, keeps_nothing
from gouji.extract.unused.used_glyphs import digits
from gouji.schemas.wordlists import read_rows
from gouji.tables.cell_grid import CellGrid, GridCell

FIGURES = frozenset({"points", "figure", "money", "rate", "bounded", "measured", "date", "ordinal"})
"""What a cell of figures holds. Long numbers (codes of projects, telephone numbers) are references."""
SEVERAL = regex.compile(r"\s*[≥≤><]?\d[\d,]*(?:\.\d+)?[%％‰]?(?:\s+[≥≤><]?\d[\d,]*(?:\.\d+)?[%％‰]?)+\s*")
"""Figures one below the other in one cell."""
EDGE = 0.01
MIN_COUNTED, MIN_COUNTED_SHARE = 2, 0.7
"""A column counts its rows if it has so many numbers and most of them follow the one above, or begin anew."""


def unused_cells(sheet: CellGrid, used: Set[Hashable], undecided: Sequence[str], grammar: Grammar) -> list[GridCell]:
    """Returns the cells of figures of which not one digit stands in a field, row by row.

    Heads, numbers of rows and of columns are no figures of the table; columns of which the record keeps nothing by their
    head (remarks, standards, other years), and the `undecided` ones, which are told already, are left out.
    """
    found = [cell for cell in _in_order(sheet) if is_of_figures(cell) and not is_used(cell, used)]
    if not found:
        return []
    heads = find_heads(sheet, grammar)
    return [
        cell
        for cell in found
        if not _counts_rows(sheet, cell)
        and not is_numbering(sheet, cell.row)
        and not _is_of_head(heads, cell.row)
        and not _keeps_nothing(_column(heads, cell), undecided, grammar)
        and not _is_reference(sheet, cell)
    ]


def is_of_figures(cell: GridCell) -> bool:
    """Whether a cell holds one figure and nothing else, or several without words."""
    return cell_type(cell.words) in FIGURES or SEVERAL.fullmatch(cell.text.text) is not None


def is_used(cell: GridCell, used: Set[Hashable]) -> bool:
    """Whether a digit of the cell stands in a field; of several figures, a digit of each."""
    starts = [match.start() for match in regex.finditer(r"\S+", cell.text.text)]
    if len(starts) < 2 or cell_type(cell.words) in FIGURES:
        return any(place in used for place in digits(cell.text.glyphs))
    ends = [*starts[1:], len(cell.text)]
    pieces = [cell.text.span(start, end) for start, end in zip(starts, ends, strict=True)]
    return all(any(place in used for place in digits(piece.glyphs)) for piece in pieces)


def _in_order(sheet: CellGrid) -> list[GridCell]:
    return sorted(sheet.cells, key=lambda cell: (cell.row, cell.left))


def _counts_rows(sheet: CellGrid, cell: GridCell) -> bool:
    """Whether the figures above and below count the rows."""
    if cell_type(cell.words) != "ordinal":
        return False
    column = (sheet.under(row, cell.left, cell.right) for row in range(sheet.rows))
    alike = {id(c): c for c in column if c is not None and c.colspan == cell.colspan}
    numbers = [int(c.words) for c in alike.values() if c.words.isdecimal()]
    steps = [after - before == 1 or after == 1 for before, after in pairwise(numbers)]
    return len(numbers) >= MIN_COUNTED and sum(steps) >= MIN_COUNTED_SHARE * len(steps) and 1 in numbers


def _is_of_head(heads: Sequence[Head], row: int) -> bool:
    return any(head.first <= row < head.body for head in heads)


def _column(heads: Sequence[Head], cell: GridCell) -> HeadColumn | None:
    """The column of the nearest head above that the cell stands in."""
    above = [head for head in heads if head.body <= cell.row]
    middle = (cell.left + cell.right) / 2
    return next((c for c in above[-1].columns if c.left < middle < c.right), None) if above else None


def _is_reference(sheet: CellGrid, cell: GridCell) -> bool:
    """Whether the label before a cell says that the number in it measures nothing (项目代码 | 0425)."""
    before = [c for c in sheet.row(cell.row) if c.right <= cell.left + EDGE and c.words]
    return bool(before) and any(word in before[-1].words for word in _references())


@cache
def _references() -> tuple[str, ...]:
    return tuple(row[0] for row in read_rows(__package__, "references"))


def _keeps_nothing(column: HeadColumn | None, undecided: Sequence[str], grammar: Grammar) -> bool:
    return column is not None and (column.words in undecided or keeps_nothing(column, grammar))
