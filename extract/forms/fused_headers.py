"""Heads that ran together (表头粘连): 二级指标三级指标 in one cell over two columns is two heads."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import regex

from gouji.tables.cell_grid import CellGrid, GridCell

FORMULA = regex.compile(r"[（(][^（）()]*[）)]")
"""What stands in brackets is no part of a head's name: 分值执行率（B/A）."""

MOST_HEADS, LONGEST_HEAD = 24, 20
"""No table has more heads of different fields, and none of more characters: what goes beyond spells no heads."""

Piece = tuple[str, float, float]
"""The words of a head, and from where to where it reaches across the table."""


def parted_heads(sheet: CellGrid, row: int, cell: GridCell, known: Callable[[str], str | None]) -> list[Piece]:
    """The heads in a cell that is none itself: known words, one behind the other, that tell different fields. Empty for all else."""
    words = known_words(cell.words, known) or known_words(FORMULA.sub("", cell.words), known)
    if len(words) < 2 or len({known(w) for w in words}) < len(words):
        return []
    cuts = below(sheet, row, cell) if len(below(sheet, row, cell)) == len(words) - 1 else _between(cell, words)
    edges = [cell.left, *cuts, cell.right]
    return [(word, a, b) for word, (a, b) in zip(words, itertools.pairwise(edges), strict=True)]


def known_words(text: str, known: Callable[[str], str | None]) -> list[str]:
    """Returns the fewest known words that the text is made of; empty where it is not, or of more than a table has heads."""
    found: dict[int, list[str]] = {0: []}
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - LONGEST_HEAD), end)
        ways = [[*found[start], text[start:end]] for start in starts if start in found and known(text[start:end])]
        if ways and len(fewest := min(ways, key=len)) <= MOST_HEADS:
            found[end] = fewest
    return found.get(len(text), [])


def below(sheet: CellGrid, row: int, cell: GridCell) -> list[float]:
    """Where most of the rows below are parted inside of the cell."""
    rows: list[list[float]] = []
    for under in range(row + cell.rowspan, sheet.rows):
        inner = [c.left for c in sheet.row(under) if cell.left + 0.01 < c.left < cell.right - 0.01]
        rows.append(inner)
    full = [r for r in rows if r]
    if not full or len(full) * 2 < len(rows):
        return []
    count = max(set(map(len, full)), key=[len(r) for r in full].count)
    same = [r for r in full if len(r) == count]
    return [sorted(column)[len(column) // 2] for column in zip(*same, strict=True)]


def _between(cell: GridCell, words: list[str]) -> list[float]:
    """Where the words themselves part; an even share of the cell where their places do not say."""
    share = [cell.left + (cell.right - cell.left) * k / len(words) for k in range(1, len(words))]
    places = [cell.across(g.box) for g in cell.text.glyphs if g.box and not g.char.isspace()]
    if len(places) != sum(map(len, words)) or any(p is None for p in places):
        return share
    ends = list(itertools.accumulate(map(len, words)))
    told = [p for p in places if p is not None]
    cuts = [(told[end - 1] + told[end]) / 2 for end in ends[:-1]]
    return cuts if sorted(told) == told else share
