"""Lists side by side below a table of money, each parting the whole by what stands over it: 按收入性质分 | 按支出性质分, and below them
names with a figure each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.dividers import division
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.pairs import names_field
from gouji.tables.cell_grid import CellGrid, GridCell

NAMES = frozenset({"words", "level", "top", "prose"})
FIGURES = frozenset({"figure", "points", "ordinal", "money", "none"})
MIN_LISTS, EDGE = 2, 0.02


@dataclass(frozen=True, slots=True)
class DividedList:
    """What the items of a list are (source or part), the field that its title names, None where it names none, and the items: the
    cell of each name with that of its figure."""

    kind: str
    field: str | None
    items: tuple[tuple[GridCell, GridCell], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The rows that hold the titles of such lists and their items, and the lists."""

    rows: range
    lists: tuple[DividedList, ...]


def divided_blocks(sheet: CellGrid, rows: Sequence[int], grammar: Grammar) -> list[Block]:
    """Returns the blocks of lists among these rows. One title alone makes a block only if it names its field: elsewhere the
    columns of the table do."""
    return [block for row in rows if (block := _block(sheet, row, rows[-1] + 1, grammar)) is not None]


def _block(sheet: CellGrid, row: int, end: int, grammar: Grammar) -> Block | None:
    titles = [cell for cell in sheet.own(row) if cell.words]
    told = [_title(cell, grammar) for cell in titles]
    if not titles or any(each is None for each in told):
        return None
    kinds = [each for each in told if each is not None]
    if len(kinds) < MIN_LISTS and not any(field for _, field in kinds):
        return None
    items: list[list[tuple[GridCell, GridCell]]] = [[] for _ in titles]
    below = row + 1
    while below < end and (pairs := _pairs(sheet, below, titles)) is not None:
        for found, pair in zip(items, pairs, strict=True):
            found += [pair] if pair is not None else []
        below += 1
    if not all(items):
        return None
    lists = [DividedList(kind, field, tuple(own)) for (kind, field), own in zip(kinds, items, strict=True)]
    return Block(range(row, below), tuple(lists))


def _title(cell: GridCell, grammar: Grammar) -> tuple[str, str | None] | None:
    """What the items below a title are, and which field it names; None for other words."""
    by = division(cell.text)
    if by is None:
        return None
    kind, remark = by
    return kind, names_field(remark, grammar) if remark is not None else None


def _pairs(sheet: CellGrid, row: int, titles: Sequence[GridCell]) -> list[tuple[GridCell, GridCell] | None] | None:
    """The name and the figure of a row below each title, None below one whose list has ended; None for a row of anything else."""
    cells = [cell for cell in sheet.own(row) if cell.words]
    out: list[tuple[GridCell, GridCell] | None] = []
    for title in titles:
        own = [c for c in cells if title.left - EDGE <= c.left and c.right <= title.right + EDGE]
        if len(own) not in (0, 2) or (own and not _are_pair(own[0], own[1])):
            return None
        out.append((own[0], own[1]) if own else None)
    held = sum(2 for pair in out if pair is not None)
    return out if held and held == len(cells) else None


def _are_pair(name: GridCell, value: GridCell) -> bool:
    return cell_type(name.words) in NAMES and cell_type(value.words) in FIGURES
