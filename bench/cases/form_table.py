"""Turns one self-evaluation form into a table: its bands are stacked on one scale of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.cases.grid import Cell, Grid, Look
from bench.cases.leaves import Leaf, Text

SCALE = 240
Column = tuple[str, str, int]


@dataclass(slots=True)
class FormTable:
    """Collects cells row by row."""

    look: Look
    cells: list[Cell] = field(default_factory=list)
    row: int = 0
    heads: tuple[int, ...] = ()
    breaks: tuple[int, ...] = ()

    def put(
        self,
        text: Text,
        left: int,
        right: int,
        rows: int = 1,
        align: str = "centre",
        at: int | None = None,
        face: str = "",
    ) -> None:
        """One cell in the current row (or row `at`)."""
        self.cells.append(Cell(text, self.row if at is None else at, left, right, rows, align, face))

    def pairs(self, texts: Sequence[Text], first: int = 36) -> None:
        """A row of labels and values: each label takes `first` columns, the values share the rest."""
        count = len(texts) // 2
        share = SCALE // count
        for index in range(count):
            left = index * share
            right = SCALE if index == count - 1 else left + share
            self.put(texts[2 * index], left, left + first)
            self.put(texts[2 * index + 1], left + first, right)
        self.row += 1

    def band(self, label: Text, width: int, start: int) -> None:
        """The label cell beside all rows from `start` to the current one."""
        if width:
            self.put(label, 0, width, self.row - start, at=start)

    def grid(self, cut: bool) -> Grid:
        """The table."""
        return Grid(self.cells, SCALE, self.look, self.heads, cut, self.breaks)


def edges(columns: Sequence[Column], left: int) -> list[int]:
    """The column edges, spread from `left` over the rest of the scale."""
    whole = sum(width for _, _, width in columns)
    at, made = 0, [left]
    for _, _, width in columns:
        at += width
        made.append(left + round((SCALE - left) * at / whole))
    return made


def text_of(leaf: Leaf | None, blank: str = "") -> Text:
    """The text that a cell prints: the leaf, or the form's sign for nothing."""
    if leaf is None:
        return [blank] if blank else []
    return [leaf]


Form = dict[str, Any]
