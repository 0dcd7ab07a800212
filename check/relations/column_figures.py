"""The columns of figures of a table as it was read: their heads, their figures by rows, the row of the total."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from gouji.check.relations.table_columns import Lattice, lattice
from gouji.normalize.figures.units import is_unit, unit_at
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Table, TableCell
from gouji.schemas.wordlists import read_rows

BRACKET = regex.compile(r"[（(](?P<unit>[^（()）]{1,8})[)）]")
SPACE = regex.compile(r"\s+")
MIN_FIGURES = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its place, the words of its head, what they say it follows from (None: nothing), its cells by rows."""

    place: int
    head: str
    kind: str | None
    unit: str
    cells: dict[int, TableCell]

    @property
    def name(self) -> str:
        """The head without its unit."""
        return BRACKET.sub("", self.head)

    @property
    def is_rate(self) -> bool:
        """Whether the column holds percentages."""
        percent = sum(cell.value is not None and cell.value.canonical_unit == "%" for cell in self.cells.values())
        return self.unit in ("%", "％") or 2 * percent > len(self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of figures of a table, the names of its rows, and the rows of sums."""

    columns: list[Column]
    names: dict[int, str]
    totals: frozenset[int]


def column_figures(table: Table) -> Sheet:
    """Returns the columns of a table that hold figures in two rows or more, with the words that head them."""
    cells = lattice(table)
    width = max((col for _, col in cells), default=-1) + 1
    figures = {col: _own_figures(cells, len(table.rows), col) for col in range(width)}
    body = min((row for found in figures.values() for row in found), default=0)
    columns = []
    for col, found in figures.items():
        if len(found) >= MIN_FIGURES:
            head, unit = _head(cells, body, col)
            columns.append(Column(col, head, head_kind(head), unit, found))
    first = min((column.place for column in columns), default=0)
    names = {row: _name(cells, row, first) for row in range(body, len(table.rows))}
    return Sheet(columns, names, frozenset(table.totals))


def head_kind(head: str) -> str | None:
    """What the words of a head say that its column follows from; None if they say nothing."""
    words = BRACKET.sub("", head)
    found = [(words.rfind(word) + len(word), len(word), kind) for word, kind in _kinds() if word in words]
    return max(found)[2] if found else None


def in_head_unit(figure: Quantity, unit: str) -> Quantity:
    """The figure in the unit of its column's head, if it has none of its own."""
    if figure.unit or not is_unit(unit):
        return figure
    known = unit_at(unit, 0)
    if known is None or known.kind == "rate":
        return figure
    canonical = format(Decimal(figure.number) * known.factor, "f")
    return figure.model_copy(update={"unit": unit, "canonical": canonical, "canonical_unit": known.base})


def _own_figures(cells: Lattice, rows: int, col: int) -> dict[int, TableCell]:
    """The cells with a figure that belong to one place alone, by their rows."""
    out = {}
    for row in range(rows):
        cell = cells.get((row, col))
        merged = cell is not None and (cell is cells.get((row - 1, col)) or cell is cells.get((row, col - 1)))
        if cell is not None and not merged and cell.rowspan == cell.colspan == 1 and cell.value is not None:
            out[row] = cell
    return out


def _head(cells: Lattice, body: int, col: int) -> tuple[str, str]:
    """The words right above a column's figures, and the unit that they or those above them name."""
    words = list(dict.fromkeys(SPACE.sub("", c.text) for row in range(body) if (c := cells.get((row, col))) and c.text))
    units = [match["unit"] for each in words for match in BRACKET.finditer(each)]
    return (words[-1] if words else ""), next((u for u in reversed(units) if u in ("%", "％") or is_unit(u)), "")


def _name(cells: Lattice, row: int, first: int) -> str:
    words = [cells[row, col].text for col in range(first) if (row, col) in cells and cells[row, col].text]
    return SPACE.sub("", words[-1]) if words else ""


@cache
def _kinds() -> tuple[tuple[str, str], ...]:
    return tuple((row[0], row[1]) for row in read_rows(__package__, "column_kinds"))
