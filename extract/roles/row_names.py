"""The name of each row of a money table: which columns tell it, and which words of the row are it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.forms.cell_values import is_nothing
from gouji.extract.forms.column_roles import Header
from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.dividers import divider
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.heads import FIGURES, Head, HeadColumn
from gouji.schemas.traced import Traced, join
from gouji.tables.cell_grid import CellGrid, GridCell

ITEMS = frozenset({"part", "project"})
MIN_NAMES, SAME_SHARE = 4, 0.5
"""From so many names on, a column with less than this share of different ones, against another, names no rows."""
MIN_ITEMS, EACH, DIFFERENT = 2, 0.9, 0.8
"""So many rows at the least, and these shares of them, have an item of their own, and another one than the others."""
NAMES_SHARE = 0.6
"""So much of a name stands left of the figures where a false rule puts its end among them."""
SENTENCE = regex.compile(r"\p{Han}{4}[^（）()]*[。；]")
LONE = regex.compile(r"\p{Han}")
NUMBER_ALONE = regex.compile(r"[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}、|[①-⑳]|其中[:：]?")
"""What stands before a name and is none: （一） | 县级财政安排."""
EDGE = 0.02


def row_name(sheet: CellGrid, row: int, head: Head, header: Header, grammar: Grammar) -> Traced | None:
    """The words that name the row: those of the column of names, else the last words before the first figures."""
    alone = [c for c in sheet.row(row) if c.words]
    if len(alone) == 1 and divider(alone[0].text) is not None:
        return alone[0].text
    first = min([header.first, *(c.left for c in head.columns if c.role in ("amount", "sum", "source"))])
    named = [c for c in head.columns if c.role in grammar.rows and c.role not in ("block", "line")]
    skipped = [c for c in head.columns if c.role in ("office", "content", "number", "code", "count", "price", "note")]
    cells = [c for c in sheet.row(row) if c.row == row and c.words and _is_before(c, first)]
    own = [c for c in cells if any(overlap(c, column) for column in _telling(sheet, head, named))]
    rest = [c for c in cells if cell_type(c.words) not in FIGURES | {"ordinal"} and not is_nothing(c)]
    rest = [c for c in rest if not any(overlap(c, column) for column in skipped)] or rest
    rest = [c for c in rest if not SENTENCE.search(c.words)] or rest
    if len(rest) > 1 and all(LONE.fullmatch(c.words) for c in rest):
        return join([c.text for c in rest])  # 合 | 计
    cell = own[-1] if own else rest[-1] if rest else None
    if cell is not None and NUMBER_ALONE.fullmatch(cell.words):
        behind = next((c for c in rest if c.left >= cell.right - EDGE), None)
        return join([cell.text, behind.text]) if behind is not None else cell.text
    return cell.text if cell is not None else None


def _is_before(cell: GridCell, first: float) -> bool:
    """Whether a cell stands left of the figures; words may reach a little into the first column of them."""
    if cell.right <= first + EDGE:
        return True
    return (
        cell.left < first - EDGE
        and first > cell.left + NAMES_SHARE * (cell.right - cell.left)
        and (cell_type(cell.words) not in FIGURES | {"ordinal"})
    )


def _telling(sheet: CellGrid, head: Head, named: Sequence[HeadColumn]) -> Sequence[HeadColumn]:
    """The columns of names; of several, all but those that say the same of many rows, and so name none of them, and without
    those that only say more of an item."""
    if len(named) < 2:
        return named

    def kinds(column: HeadColumn) -> float:
        words = [c.words for row in range(head.body, sheet.rows) if (c := _own(sheet, row, column)) is not None]
        return len(set(words)) / len(words) if len(words) >= MIN_NAMES else 1.0

    most = max(kinds(column) for column in named)
    return of_items(sheet, head, [column for column in named if kinds(column) > SAME_SHARE * most])


def of_items(sheet: CellGrid, head: Head, named: list[HeadColumn]) -> list[HeadColumn]:
    """Columns of names without those that only say more of an item: who spends it beside what it is for (项目名称 | 项目单位), and
    where its money comes from (项目名称 | 资金性质), unless items have several rows of sources each."""
    items = next((column for column in named if column.role in ITEMS), None)
    if items is None:
        return named
    aside = {"area"}
    sourced = [column for column in named if column.role == "origin"]
    if sourced and all(_has_one_each(sheet, head, items, column) for column in sourced):
        aside.add("origin")
    return [column for column in named if column.role not in aside]


def _has_one_each(sheet: CellGrid, head: Head, items: HeadColumn, sources: HeadColumn) -> bool:
    """Whether the rows with a source have an item of their own each."""
    rows = [
        row
        for row in range(head.body, sheet.rows)
        if (c := _own(sheet, row, sources)) is not None and cell_type(c.words) == "words"
    ]
    names = [c.words for row in rows if (c := _own(sheet, row, items)) is not None]
    return len(names) >= MIN_ITEMS and len(names) >= EACH * len(rows) and len(set(names)) >= DIFFERENT * len(names)


def _own(sheet: CellGrid, row: int, column: HeadColumn) -> GridCell | None:
    """The cell with words that begins in this row under a column; None where there is none."""
    cell = sheet.under(row, column.left, column.right)
    return cell if cell is not None and cell.row == row and cell.words else None


def overlap(cell: GridCell, column: HeadColumn) -> bool:
    """Whether a cell and a column share more than half of the narrower one's width."""
    shared = min(cell.right, column.right) - max(cell.left, column.left)
    return shared > 0.5 * min(cell.right - cell.left, column.right - column.left)
