"""Cells that ran together (单元格粘连): 64.864.864.8100% under four heads is cut where its glyphs stand under them."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import replace

import regex

from gouji.extract.forms.cell_values import is_nothing
from gouji.extract.forms.column_roles import Column, Header
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell

SURE = 0.9
"""Of figures that run together under a seal nobody knows whose digit is whose."""
WORDS = frozenset({"part", "source", "number", "level1", "level2", "name", "deviation", "note", "operator", "unit"})
"""Columns of words: what spans several of them is a merged cell, not a fused one."""
PLACES = regex.compile(r"\.(\d+)[%％]?$")
WORD = regex.compile(r"\S+")
INSIDE = 0.01
"""How far a head may reach over the edge of the cell below, in widths of the table."""


def unfused(sheet: CellGrid, row: int, header: Header) -> None:
    """Cuts every cell of the row that lies under several heads of figures and holds a figure for at least two of them.

    The place of each glyph says under which head it was printed; a part that is no figure leaves the cell whole, since
    words that run across columns (详见附件) are a merged cell.
    """
    for cell in sheet.own(row):
        under = [
            c
            for f, c in header.columns.items()
            if f not in WORDS and c.left >= cell.left - INSIDE and c.right <= cell.right + INSIDE
        ]
        if len(under) > 1 and any(c.isdigit() for c in cell.words):
            parts = _parts(cell, sorted(under, key=lambda c: c.left))
            if parts:
                _put(sheet, cell, parts)


def _parts(cell: GridCell, columns: list[Column]) -> list[GridCell] | None:
    """The cell's text by column; None where a glyph has no place, or a part is no figure."""
    if min(cell.text.probs, default=0.0) < SURE:
        return None
    texts = _at_blanks(cell, len(columns)) or _by_place(cell, columns)
    if texts is None:
        return None
    parts = [
        replace(cell, text=text.strip(), left=column.left, right=column.right)
        for text, column in zip(texts, columns, strict=True)
    ]
    places = {
        len(found[1]) for part in parts if not part.words.endswith(("%", "％")) and (found := PLACES.search(part.words))
    }
    if len(places) > 1:
        return None  # the amounts of a row have as many places each: the cut went through one of them
    figures = sum(parse_quantity(part.words) is not None for part in parts)
    return parts if figures > 1 and all(is_nothing(p) or parse_quantity(p.words) for p in parts) else None


def _at_blanks(cell: GridCell, count: int) -> list[Traced] | None:
    """The text parted at its blanks, if they make so many figures of it; None if they do not."""
    found = [cell.text.span(*match.span()) for match in WORD.finditer(cell.text.text)]
    return found if len(found) == count and all(parse_quantity(part.text) for part in found) else None


def _by_place(cell: GridCell, columns: list[Column]) -> list[Traced] | None:
    """The text parted by the heads above its glyphs; None where a glyph has no place."""
    cuts = [(a.right + b.left) / 2 for a, b in itertools.pairwise(columns)]
    texts = [Traced() for _ in columns]
    for index in range(len(cell.text)):
        piece = cell.text.span(index, index + 1)
        box = next((g.box for g in piece.glyphs if g.box), None)
        place = cell.across(box) if box else None
        if place is None:
            return None
        home = sum(place > cut for cut in cuts)
        texts[home] = texts[home] + piece
    return texts


def _put(sheet: CellGrid, cell: GridCell, parts: list[GridCell]) -> None:
    """The parts in the cell's columns of the lattice, shared out by where they lie."""
    columns = range(cell.col, cell.col + cell.colspan)
    if len(columns) < len(parts):
        widen(sheet, cell, len(parts) - len(columns))
        columns = range(cell.col, cell.col + len(parts))
    share, index = len(columns) / len(parts), sheet.cells.index(cell)
    for number, part in enumerate(parts):
        first, last = round(number * share), round((number + 1) * share)
        part.col, part.colspan = columns[first], max(1, last - first)
    sheet.cells[index : index + 1] = parts
    sheet.reindexed()


def widen(sheet: CellGrid, cell: GridCell, more: int, beside: Collection[GridCell] = ()) -> None:
    """Makes room behind a cell's columns: all that ends there or further right moves, or grows where it reaches across.
    The cells `beside` make room for themselves."""
    edge = cell.col + cell.colspan
    kept = {id(cell), *map(id, beside)}
    for other in sheet.cells:
        if id(other) in kept:
            continue
        if other.col >= edge:
            other.col += more
        elif other.col + other.colspan >= edge:
            other.colspan += more
