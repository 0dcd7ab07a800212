"""Tables of money that lie on their side: a row for each figure (年初预算, 实际支出), a column for each year or each project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.columns import wordings
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.head_words import bare
from gouji.extract.roles.heads import find_heads
from gouji.extract.roles.pairs import names_field
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell

MIN_FIELDS, MIN_COLUMNS = 2, 2
"""So many rows name figures of money, and so many columns have figures, at the least."""
BUDGETS, DONE = frozenset({"initial", "adjusted", "allocated"}), frozenset({"spent", "balance", "execution_rate"})
YEAR = regex.compile(r"20\d\d(?:年度?)?(?:[（(].{1,4}[）)])?")
NAMED = frozenset({"source", "sum", "whole"})
ITEMS = ("part", "project", "area")
YEARS, NAMES = "年度", "项目"
"""What heads the names of the rows once the table stands upright, if nothing does."""
LABELS = frozenset({"words", "level", "top", "prose"})
FIGURES = frozenset({"points", "figure", "money", "rate", "ordinal", "none", "empty"})


def upright(sheet: CellGrid, grammar: Grammar) -> CellGrid:
    """Returns the table with a row for each year or project; one that stands upright, or has merged cells, as it is."""
    if any(cell.rowspan > 1 or cell.colspan > 1 for cell in sheet.cells):
        return sheet
    rows = [[cell for cell in sheet.own(row)] for row in range(sheet.rows)]
    first = next((n for n, row in enumerate(rows) if _heads(row, grammar)), None)
    if first is None:
        return sheet
    head, body = rows[first], rows[first + 1 :]
    width = len(head) if head and _is_corner(head[0]) else len(head) + 1
    if first or not body or width <= MIN_COLUMNS or any(len(row) != width for row in body):
        return sheet
    fields = [names_field(row[0].text, grammar) for row in body]
    known = {field for field in fields if field is not None}
    if len(known) < max(MIN_FIELDS, len([f for f in fields if f])) or not known & BUDGETS or not known & DONE:
        return sheet
    if not all(
        cell_type(cell.words) in FIGURES for row, field in zip(body, fields, strict=True) if field for cell in row[1:]
    ):
        return sheet
    if any(column.role == "source" for found in find_heads(sheet, grammar) for column in found.columns):
        return sheet
    return _turned(head, body, width, grammar)


def _heads(row: Sequence[GridCell], grammar: Grammar) -> bool:
    """Whether the cells name years, or nothing that heads a column of figures."""
    names = [cell.words for cell in row if not _is_corner(cell)]
    if len(names) < MIN_COLUMNS or not all(names):
        return False
    if all(YEAR.fullmatch(words) for words in names):
        return True
    return all(cell_type(words) in LABELS and bare(words) not in _known(grammar) for words in names)


@cache
def _known(grammar: Grammar) -> frozenset[str]:
    """What heads a column of figures; a source or a sum may have a column in a table that lies on its side."""
    listed = wordings(grammar).listed
    roles = [role.name for role in grammar.roles.values() if FIGURES & set(role.cells) or role.name == "note"]
    return frozenset(word for role in roles if role not in NAMED for word in listed.get(role, ()))


@cache
def _items(grammar: Grammar) -> frozenset[str]:
    """What heads a column of names of units and projects: sources have a column each in no table that lies on its side."""
    return frozenset(word for role in ITEMS for word in wordings(grammar).listed.get(role, ()))


def _is_corner(cell: GridCell) -> bool:
    return cell.col == 0 and not YEAR.fullmatch(cell.words)


def _turned(head: Sequence[GridCell], body: Sequence[Sequence[GridCell]], width: int, grammar: Grammar) -> CellGrid:
    corner = head[0] if len(head) == width else None
    names = head[1:] if corner is not None else head
    years = all(YEAR.fullmatch(cell.words) for cell in names)
    kept = corner is not None and not years and bare(corner.words) in _items(grammar)
    own = corner.text if kept and corner is not None else Traced.plain(YEARS if years else NAMES)
    top = replace(corner or body[0][0], text=own, row=0, col=0)
    cells = [top, *(replace(row[0], row=0, col=n) for n, row in enumerate(body, 1))]
    for at, name in enumerate(names, 1):
        cells += [replace(name, row=at, col=0), *(replace(row[at], row=at, col=n) for n, row in enumerate(body, 1))]
    made = CellGrid(body[0][0].page, None, cells, {}, 0, 0).reindexed()
    for cell in made.cells:
        cell.left, cell.right = cell.col / made.cols, (cell.col + 1) / made.cols
    return made
