"""A table that runs over page turns becomes one: its rows in one lattice, a row that the turn cuts made whole again."""

from __future__ import annotations

from dataclasses import replace

import regex

from extract.sheets import Sheet, SheetCell
from extract.table_header import Header, header_of
from schemas.pages import Document, Page
from schemas.traced import Traced

NEAR = 0.02
"""How far apart, in widths of the table, the same column may stand on two pages."""
AGREE = 0.7
"""The share of the lower part's columns that the upper part must have too."""
FOLIO = regex.compile(r"[\s\d\-—–－·.第页共/]*")
POINTS = frozenset({"weight", "score"})
FIGURES = frozenset({"target", "actual", "weight", "score", "initial", "adjustment", "adjusted", "allocated", "spent", "balance", "execution_rate"})


def joined(sheets: list[Sheet], document: Document) -> list[Sheet]:
    """The tables in reading order, each whole; a cell keeps its own page and box. Of a cut cell these are its first part's."""
    pages = {page.number: page for page in document.pages}
    out: list[Sheet] = []
    for sheet in sheets:
        if out and _runs_on(out[-1], sheet, pages, sheets):
            out[-1] = _appended(out[-1], sheet)
        else:
            out.append(sheet)
    return out


def _runs_on(upper: Sheet, lower: Sheet, pages: dict[int, Page], sheets: list[Sheet]) -> bool:
    last = max((c.page for c in upper.cells if c.page is not None), default=None)
    if last is None or lower.page != last + 1 or lower is not next(s for s in sheets if s.page == lower.page):
        return False
    return _agree(upper, lower) and not _between(upper, lower, pages[last], pages[last + 1])


def _agree(upper: Sheet, lower: Sheet) -> bool:
    """Whether the columns of the lower part stand where columns of the upper part do."""
    edges = {c.left for c in upper.cells} | {c.right for c in upper.cells}
    mine = {round(c.left, 2) for c in lower.cells if 0.01 < c.left < 0.99}
    if len(mine) < 2:
        return False
    return sum(any(abs(edge - x) <= NEAR for edge in edges) for x in mine) >= AGREE * len(mine)


def _between(upper: Sheet, lower: Sheet, before: Page, after: Page) -> bool:
    """Whether print of its own stands between the parts: more than folios and a heading that the page before has too.

    On a page that lay on its side above and below are not what the boxes say: there the columns alone decide.
    """
    if before.rotation or after.rotation:
        return False
    bottom = max((c.box[3] for c in upper.cells if c.box and c.page == before.number), default=0.0)
    top = min((c.box[1] for c in lower.cells if c.box), default=0.0)
    again = {line.text.strip() for line in before.lines}
    below = [line.text for line in before.lines if line.box and line.box[1] >= bottom - 2]
    above = [line.text for line in after.lines if line.box and line.box[3] <= top + 2 and line.text.strip() not in again and "续" not in line.text]
    return any(not FOLIO.fullmatch(words) for words in (*below, *above))


def _appended(upper: Sheet, lower: Sheet) -> Sheet:
    header = next((h for r in range(upper.rows - 1, -1, -1) if (h := header_of(upper, r))), None)
    first = next((r for r in range(lower.rows) if header_of(lower, r) is None), 0)
    cut = header is not None and header_of(lower, first) is None and _is_cut(upper, lower, first, header)
    cells = [replace(c) for c in upper.cells]
    out = Sheet(upper.page, upper.box, cells, {}, 0, upper.cols)
    if cut:
        _heal(upper, lower, first, {id(old): new for old, new in zip(upper.cells, cells, strict=True)})
    cells += [moved for c in lower.cells if (moved := _moved(c, upper.rows, first if cut else None))]
    return out.laid()


def _moved(cell: SheetCell, down: int, cut: int | None) -> SheetCell | None:
    """The cell in its place below the upper part. Of the row that was cut only what reaches further down is left."""
    if cut is None or cell.row + cell.rowspan <= cut:
        return replace(cell, row=cell.row + down)
    if cell.row > cut:
        return replace(cell, row=cell.row + down - 1)
    if cell.rowspan == 1:
        return None
    return replace(cell, row=cell.row + down, rowspan=cell.rowspan - 1, text=Traced() if cell.row == cut else cell.text)


def _is_cut(upper: Sheet, lower: Sheet, row: int, header: Header) -> bool:
    """Whether the lower part begins with the rest of the upper part's last row: what one has the other lacks."""
    above, below = _filled(upper, upper.rows - 1, header), _filled(lower, row, header)
    figures = FIGURES & set(header.columns)
    if not below or POINTS & above & below or figures <= below:
        return False
    return "name" not in below or not figures & below or not figures & above


def _filled(sheet: Sheet, row: int, header: Header) -> set[str]:
    """The fields of a row that have words of their own in it."""
    cells = {field: sheet.under(row, column.left, column.right) for field, column in header.columns.items() if not field.startswith("level")}
    return {field for field, cell in cells.items() if cell is not None and cell.row == row and cell.words}


def _heal(upper: Sheet, lower: Sheet, row: int, twins: dict[int, SheetCell]) -> None:
    """The words of the lower part's first row go behind those of the same columns above."""
    for cell in (c for c in lower.own(row) if c.words):
        home = upper.under(upper.rows - 1, cell.left, cell.right)
        if home is not None and cell.words not in home.words:
            whole = twins[id(home)]
            whole.text = whole.text + cell.text
            if not home.words:
                whole.page, whole.box = cell.page, cell.box
