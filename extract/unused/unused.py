"""Tells which figures of the pages became nothing: no field of the record, and no table that is told as unknown."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence, Set
from typing import Literal

import regex

from gouji.extract.forms.form_parts import TableParts
from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.fit_rows import fit_rows
from gouji.extract.roles.grammar import Grammar
from gouji.extract.unused.regions import regions
from gouji.extract.unused.unused_cells import unused_cells
from gouji.extract.unused.unused_lines import unused_lines
from gouji.extract.unused.used_glyphs import used_glyphs
from gouji.schemas.pages import Document
from gouji.schemas.record import Report, Unused
from gouji.schemas.traced import Traced, join
from gouji.tables.cell_grid import CellGrid, GridCell

Kind = Literal["column", "row", "cells", "lines"]
MAX_NAME_LENGTH = 20
NAMES, NAME = frozenset({"words", "level", "top", "prose"}), regex.compile(r"\p{Han}\P{Han}*\p{Han}")
"""What names a column or a row: words, at least two characters of them."""


def unused(
    report: Report, document: Document, sheets: Sequence[CellGrid], parts: TableParts, grammar: Grammar
) -> list[Unused]:
    """Returns one entry for each place, tables first. `sheets` are those of the report's tables, in their order."""
    used = used_glyphs(report)
    found = [
        entry
        for index, (table, sheet) in enumerate(zip(report.tables, sheets, strict=True))
        if table.understood
        for entry in _of_table(fit_rows(sheet, grammar), used, parts.undecided.get(index, ()), grammar)
    ]
    return found + [_leaf("lines", "", len(lines), lines) for lines in unused_lines(document, used)]


def _of_table(sheet: CellGrid, used: Set[Hashable], undecided: Sequence[str], grammar: Grammar) -> Iterator[Unused]:
    for cells in regions(sheet, unused_cells(sheet, used, undecided, grammar)):
        rows = {cell.row for cell in cells}
        alone = all(abs(c.left + c.right - cells[0].left - cells[0].right) < c.right - c.left for c in cells)
        texts = [cell.text for cell in cells]
        if len(rows) == 1:
            yield _leaf("row", _before(sheet, cells[0]), len(cells), texts)
        elif alone:
            yield _leaf("column", _over(sheet, cells[0]), len(cells), texts)
        else:
            yield _leaf("cells", _before(sheet, cells[0]), len(cells), texts)


def _leaf(kind: Kind, name: str, count: int, texts: Sequence[Traced]) -> Unused:
    """The leaf of several figures: as sure as the least sure of them."""
    whole = join(texts)
    place = whole.evidence()
    leaf = Unused(
        value=None,
        raw="、".join(text.evidence().raw for text in texts),
        text="、".join("".join(text.text.split()) for text in texts),
        page=place.page,
        bbox=place.bbox,
        line=place.line,
        confidence=round(min((text.confidence for text in texts), default=1.0), 4),
        sealed=place.sealed,
        kind=kind,
        name=name[:MAX_NAME_LENGTH],
        count=count,
    )
    leaf._trace = whole
    return leaf


def _over(sheet: CellGrid, cell: GridCell) -> str:
    """The nearest words over a cell."""
    above = (sheet.under(row, cell.left, cell.right) for row in range(cell.row - 1, -1, -1))
    return next((c.words for c in above if c is not None and _is_name(c)), "")


def _before(sheet: CellGrid, cell: GridCell) -> str:
    """The nearest words before a cell in its row."""
    before = [c for c in sheet.row(cell.row) if c.right <= cell.left + (cell.right - cell.left) / 2]
    return next((c.words for c in reversed(before) if _is_name(c)), "")


def _is_name(cell: GridCell) -> bool:
    return cell_type(cell.words) in NAMES and NAME.search(cell.words) is not None
