"""Derives the cells of a lattice: adjacent slots without a ruling between them form one cell."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from gouji.ocr.ruled.lattice import Lattice
from gouji.schemas.glyph import Box

Slot = tuple[int, int]
"""Row and column of one slot between neighbouring lattice positions."""


@dataclass(frozen=True, slots=True)
class CellSpan:
    """A cell of the lattice: its first row and column, and its row and column span."""

    row: int
    col: int
    rowspan: int
    colspan: int

    def box(self, lattice: Lattice) -> Box:
        """Returns the box in dewarped pixels, on the rulings' centre lines."""
        return (
            lattice.xs[self.col],
            lattice.ys[self.row],
            lattice.xs[self.col + self.colspan],
            lattice.ys[self.row + self.rowspan],
        )


MIN_CELL_HEIGHT_PT = 7.0
"""No text line is this low: what separates such a strip from the next cell is strokes of print in a row, not a
ruling."""


def cell_spans(lattice: Lattice, scale: float) -> list[CellSpan]:
    """Returns all cells in row order. Together they cover every slot exactly once. `scale` is in pixels per point."""
    seen: set[Slot] = set()
    spans: list[CellSpan] = []
    for row in range(len(lattice.ys) - 1):
        for col in range(len(lattice.xs) - 1):
            if (row, col) not in seen:
                region = _region(lattice, (row, col))
                seen |= region
                spans += _rectangles(region)
    return sorted(_without_strips(spans, lattice, MIN_CELL_HEIGHT_PT * scale), key=lambda p: (p.row, p.col))


def _without_strips(spans: list[CellSpan], lattice: Lattice, min_height: float) -> list[CellSpan]:
    """Merges strips lower than any print into the cell above or below, where both together fill a rectangle."""
    while True:
        for strip in (p for p in spans if _height(p, lattice) < min_height):
            whole = next(
                (
                    w
                    for p in spans
                    if _is_adjacent_strip(p, strip) and (w := _merged_rectangle(p, strip, spans, lattice, min_height))
                ),
                None,
            )
            if whole:
                spans = [p for p in spans if not _inside(p, whole)] + [whole]
                break
        else:
            return spans


def _height(span: CellSpan, lattice: Lattice) -> float:
    _, top, _, bottom = span.box(lattice)
    return bottom - top


def _is_adjacent_strip(cell: CellSpan, strip: CellSpan) -> bool:
    """Tells whether the strip lies directly above or below the cell, and within its sides."""
    beside = cell.col <= strip.col and strip.col + strip.colspan <= cell.col + cell.colspan
    return (
        cell is not strip and beside and (strip.row + strip.rowspan == cell.row or cell.row + cell.rowspan == strip.row)
    )


def _merged_rectangle(
    cell: CellSpan, strip: CellSpan, spans: list[CellSpan], lattice: Lattice, min_height: float
) -> CellSpan | None:
    """Returns the rectangle around both if it holds nothing but them and other strips, otherwise None."""
    top, bottom = min(cell.row, strip.row), max(cell.row + cell.rowspan, strip.row + strip.rowspan)
    whole = CellSpan(top, cell.col, bottom - top, cell.colspan)
    others = [p for p in spans if p is not cell and _overlaps(p, whole)]
    return whole if all(_inside(p, whole) and _height(p, lattice) < min_height for p in others) else None


def _inside(span: CellSpan, whole: CellSpan) -> bool:
    return (
        whole.row <= span.row
        and span.row + span.rowspan <= whole.row + whole.rowspan
        and whole.col <= span.col
        and span.col + span.colspan <= whole.col + whole.colspan
    )


def _overlaps(span: CellSpan, whole: CellSpan) -> bool:
    down = span.row < whole.row + whole.rowspan and whole.row < span.row + span.rowspan
    return down and span.col < whole.col + whole.colspan and whole.col < span.col + span.colspan


def _region(lattice: Lattice, start: Slot) -> set[Slot]:
    """Returns the slots reachable without crossing a ruling."""
    region, open_ = {start}, deque([start])
    while open_:
        row, col = open_.popleft()
        for there, wall in (
            ((row, col + 1), lattice.vertical[col + 1, row]),
            ((row, col - 1), lattice.vertical[col, row]),
            ((row + 1, col), lattice.horizontal[row + 1, col]),
            ((row - 1, col), lattice.horizontal[row, col]),
        ):
            if not wall and there not in region:
                region.add(there)
                open_.append(there)
    return region


def _rectangles(region: set[Slot]) -> list[CellSpan]:
    """Returns the region as one rectangle.

    A region with missing corners (a ruling ends inside a cell) becomes runs of equal rows.
    """
    rows = sorted({r for r, _ in region})
    spans: list[CellSpan] = []
    for row in rows:
        for start, length in _runs(sorted(c for r, c in region if r == row)):
            above = next((p for p in spans if (p.col, p.colspan, p.row + p.rowspan) == (start, length, row)), None)
            if above is not None:
                spans.remove(above)
            first = above.row if above else row
            spans.append(CellSpan(first, start, row + 1 - first, length))
    return spans


def _runs(columns: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for col in columns:
        if runs and sum(runs[-1]) == col:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((col, 1))
    return runs
