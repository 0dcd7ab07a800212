"""Lines of money in a table: the total, the sources, the sub-projects."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import regex

from gouji.extract.forms.cell_values import figure, is_nothing, of_one_field
from gouji.extract.forms.column_roles import STRAY, Column, Header
from gouji.extract.forms.rate_and_score import rate_and_score
from gouji.normalize.figures.quantities import parse_quantity
from gouji.normalize.figures.yuan import BRACKETED_YUAN, CURRENCIES
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import BudgetRow, Role
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import read_rows
from gouji.tables.cell_grid import CellGrid, GridCell

MONEY = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance")
NAMES = frozenset({"part", "source", "number"})
LEAD = regex.compile(r"^(?:其中[:：]?|[1-9][.、．]|[（(][一二三四五六七八九1-9][）)]|[一二三四五六七八九]、|[-—·•])+")
PART = regex.compile(r"其中|其[:：]|中[:：]")
HAN = regex.compile(r"\p{Han}")
LEAST_WORDS = 4
"""Characters that are words and no ruin of a figure."""
FIGURES, LEAST_STROKES = frozenset({*MONEY, "execution_rate"}), 3
STROKES, HARDLY = frozenset("1lI|!iｌ丨"), 0.9
"""What a / is read as; a 1 that was read more surely is one, where nothing else in its row is a stroke."""
STROKE = 0.05
"""How likely at the least the reader must have thought a stroke."""
LEAST_SUMS, LEAST_PARTS = 2, 2
"""So many columns of a line without a name must be sums of as many figures at the least: that is its total."""
NUMBER = regex.compile(r"[-−]?\d[\d,]*(?:\.\d+)?[%％]?")
"""A figure under a head that cannot be read names nothing."""
PERCENT = regex.compile(r"\d{1,3}(?:\.\d+)?[%％]")
UNIT = regex.compile(BRACKETED_YUAN)


@cache
def totals(kind: str) -> frozenset[str]:
    """The names of lines that sum up."""
    return frozenset(name for name, each in read_rows(__package__, "total_names") if each == kind)


def _unit_of(header: Header, field: str, unit: str | None) -> str | None:
    """The unit of a column of money: its head names it where the heads of a table name different ones (预算数（万元）, 支出数（元）)."""
    named = {field: column.unit for field, column in header.columns.items() if column.unit}
    return named.get(field, unit) if len(set(named.values())) > 1 else unit


def budget_row(
    sheet: CellGrid, row: int, header: Header, unit: str | None, name: TextLeaf | None = None, role: Role | None = None
) -> BudgetRow | None:
    """The line of money in a row; None for a row without a name or without the columns. A struck-out cell (—) is None.

    `name` and `role` are those of the row, where they are known already.
    """
    name = name or _name(sheet, row, header) or unread_total(sheet, row, header)
    if name is None:
        return None
    cells = {
        field: sheet.under(row, column.left, column.right)
        for field, column in header.columns.items()
        if field not in NAMES
    }
    own = {field: cell for field, cell in cells.items() if cell is not None and cell.row == row}
    if not any(field in own for field in MONEY):
        return None
    struck = _all_strokes(own)
    own = {
        field: cell
        for field, cell in own.items()
        if not (struck and field in FIGURES) and not _struck_out(cell, list(own.values()))
    }
    if (rate := own.get("execution_rate")) is not None and PERCENT.fullmatch(rate.words):
        own = {field: cell for field, cell in own.items() if cell is not rate or field == "execution_rate"}  # no points
    own = rate_and_score(own, frozenset(header.columns))
    values: dict[str, Any] = {field: figure(own.get(field), _unit_of(header, field, unit)) for field in MONEY}
    values |= {field: None for field in MONEY if _counts_things(values[field])}
    values["execution_rate"] = figure(own.get("execution_rate"), "%")
    values |= {field: figure(own.get(field), "分") for field in ("weight", "score")}
    for field, leaf in values.items():
        column = header.columns.get(field)  # None for what stands in the column of another field
        if leaf is not None and column and not (of_one_field(own, field) and _in_one_cell(sheet, row, column)):
            leaf.value = None
    money = [leaf for field in MONEY if (leaf := values[field]) is not None]
    words = [leaf.text for leaf in money if leaf.value is None and _is_prose(leaf.text)]
    if words and (len(words) == len(money) or any(len(HAN.findall(each)) >= LEAST_WORDS for each in words)):
        return None  # words where money stands: another part of the form has begun. A few signs beside figures are what a seal left of one.
    return BudgetRow(name=name, role=role or _role(name, header), **values)


def _counts_things(leaf: QuantityLeaf | None) -> bool:
    """Whether a figure that was typed has a unit of things (12,000亩): it is no money. On a scan dirt may look like one."""
    unit = leaf.value.canonical_unit if leaf is not None and leaf.value is not None else None
    return leaf is not None and leaf.page is None and unit not in (None, "", "%") and unit not in CURRENCIES


def _in_one_cell(sheet: CellGrid, row: int, column: Column) -> bool:
    """Whether no other cell under the head holds digits: of a figure that a false rule cuts (1 | 46) nobody knows what is lost."""
    inside = [c for c in sheet.own(row) if column.left <= (c.left + c.right) / 2 <= column.right]
    return sum(any(char.isdigit() for char in c.words) for c in inside) <= 1


def unread_total(sheet: CellGrid, row: int, header: Header) -> TextLeaf | None:
    """A leaf without words for a line whose name nobody can read, and that can only be the total: the next line is a part of it (其中：), or
    it is the last or the first one, and what stands above or below it comes to its figures."""
    first = header.first + 0.02
    below = [c.words for c in sheet.own(row + 1) if c.right <= first and c.words] if row + 1 < sheet.rows else []
    rows = range(row - 1, -1, -1) if row + 1 == sheet.rows else range(row + 1, sheet.rows)
    columns = [column for field, column in header.columns.items() if field in MONEY]
    summed = sum(_sums_up(sheet, row, rows, column) for column in columns) >= LEAST_SUMS
    if not summed and not (below and PART.match(below[-1])):
        return None
    own = sheet.own(row)
    cell = next((c for c in reversed(own) if c.right <= header.first + 0.02), own[0])
    return replace(cell, text=Traced()).unread_leaf()


def _sums_up(sheet: CellGrid, row: int, others: Sequence[int], column: Column) -> bool:
    """Whether the figure of a row is the sum of those of the other rows, as far as figures go on in its column."""
    cells = [(r, sheet.under(r, column.left, column.right)) for r in (row, *others)]
    figures = [parse_quantity(c.words) if c is not None and c.row == r else None for r, c in cells]
    whole, parts = figures[0], [q.amount for q in itertools.takewhile(bool, figures[1:]) if q]
    return whole is not None and len(parts) >= LEAST_PARTS and whole.amount == sum(parts)


def _is_prose(text: str) -> bool:
    return not regex.search(r"\d", text) or len(HAN.findall(text)) >= LEAST_WORDS


def _struck_out(cell: GridCell, row: list[GridCell]) -> bool:
    """Whether a lone stroke is a / like its neighbours: the reader's own second reading of it, in a row of struck-out cells, or any in a
    row that has nothing but such strokes, two of which are a / for certain and one of which is no figure, or was hardly read."""
    strokes = sum(is_nothing(other) and bool(other.words) for other in row if other is not cell)
    glyphs = cell.text.glyphs
    others = [other for other in row if not is_nothing(other)]
    if (
        strokes >= 2
        and all(other.words in STROKES for other in others)
        and any(other.words != "1" or min(other.text.probs) < HARDLY for other in others)
    ):
        return True
    if strokes < 3 or len(cell.words) != 1 or len(glyphs) != 1:
        return False
    return any(char in "/／—-一" and prob >= STROKE for char, prob in glyphs[0].alternatives)


def _all_strokes(own: Mapping[str, GridCell]) -> bool:
    """Whether the money of a row and its rate are lone strokes, each alike: amounts of 1 that make a rate of 1 % are none."""
    told = [cell for field, cell in own.items() if field in FIGURES and cell.words]
    rate = own.get("execution_rate")
    return (
        len(told) >= LEAST_STROKES and rate is not None and rate in told and all(cell.words in STROKES for cell in told)
    )


def _name(sheet: CellGrid, row: int, header: Header) -> TextLeaf | None:
    """The last cell left of the figures that begins in this row: what stands further left names the block."""
    first = header.first + 0.02
    cells: list[GridCell] = [
        c for c in sheet.row(row) if c.right <= first and c.row == row and c.words and not NUMBER.fullmatch(c.words)
    ]
    if not cells:
        return None
    text = cells[-1].text
    lead = LEAD.match(text.text)
    if lead and lead.end() < len(text):
        text = text.span(lead.end(), len(text))
    words = UNIT.sub("", regex.sub(r"\s", "", text.text)).strip(STRAY)
    return TextLeaf.of(text, words) if words else None


def _role(name: TextLeaf, header: Header) -> Role:
    words = name.value
    if words is None or words in totals("fund"):
        return "total"
    return "subproject" if "part" in header.columns or words in _kinds() else "source"


@cache
def _kinds() -> frozenset[str]:
    """Kinds of spending: parts of the total that are no sources of it."""
    return frozenset(row[0] for row in read_rows(__package__, "fund_parts"))
