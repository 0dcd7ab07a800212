"""Splits fused rows (行粘连): where the ruling between two rows is lost, their figures are stacked in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import regex

from gouji.schemas.glyph import Box
from gouji.schemas.rotation import across, down
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell

FIGURE = regex.compile(r"[≥≤><=]?\d+(?:\.\d+)?[%％分]?")
AMOUNT = regex.compile(r"[-−]?\d{1,3}(?:,?\d{3})*\.\d{2}")
HAN = regex.compile(r"\p{Han}")
MIN_CELLS = 2
"""Minimum number of cells in a row with stacked figures at the same heights."""

MIN_ROW_DISTANCE = 1.7
"""Minimum distance between two figures of two rows, in widths of a full character. A figure that wraps to a second
line is closer."""

MAX_LEVEL_DISTANCE = 0.6
"""Maximum vertical distance between figures of one row (in character widths), and between characters of one line (in
box heights)."""

SHORT_FIGURE_LENGTH = 4
"""In characters. A figure this short does not wrap, unless its column is that narrow."""

MAX_WRAPPED_LINE_DISTANCE = 1.45
"""Maximum distance between two lines of one figure, in widths of a full character."""

MAX_FREE_WIDTH = 1.1
"""Maximum free width that the first of them leaves in its column, in widths of a full character."""

MAX_FUSED_CONFIDENCE = 0.5
"""Maximum confidence of two stacked figures in a cell that could not be split."""

MAX_BOUNDARY_DISTANCE = 0.3
"""Words whose centre is this near to the boundary of two rows, as a share of their distance, belong to both."""


@dataclass(slots=True)
class PrintedLine:
    """One line of a cell: the indices of its characters, the height of its centre on the page, and the line height."""

    indices: list[int]
    middle: float
    height: float


def split_fused_rows(table: CellGrid) -> None:
    """Splits each fused row of the table into as many rows as its figures show."""
    row = 0
    while row < table.rows:
        at = _heights(table, row)
        if at:
            _split(table, row, at)
        for cell in table.own(row) if not at else ():
            lines = printed_lines(cell)
            short = len(lines) > 1 and all(len(line.indices) <= SHORT_FIGURE_LENGTH for line in lines)
            if short and _are_figures(cell, lines) and not _is_wrapped(cell, lines, table.own(row)):
                cell.text = _doubted(cell.text)
        row += max(1, len(at))


def part_merged_figures(table: CellGrid) -> None:
    """Parts each cell over several rows whose words belong to the first and whose figure to the last, where that row holds
    figures beside it (the ruling below a head is lost in a column or two)."""
    for cell in [cell for cell in table.cells if cell.rowspan > 1]:
        last = cell.row + cell.rowspan - 1
        lines = printed_lines(cell)
        texts = ["".join(cell.text.text[i] for i in line.indices) for line in lines]
        beside = [c for c in table.own(last) if c.rowspan == 1 and AMOUNT.fullmatch(c.words)]
        tops = [down(c.box, c.frame.rotation)[0] for c in beside if c.box and c.frame]
        if len(lines) < 2 or len(tops) < MIN_CELLS or not AMOUNT.fullmatch(texts[-1]):
            continue
        cut = (lines[-2].middle + lines[-1].middle) / 2
        if any(any(c.isdigit() for c in text) or not HAN.search(text) for text in texts[:-1]) or lines[-1].middle < min(
            tops
        ):
            continue
        upper, lower = _parts(cell, [cut])
        upper.rowspan, lower.row, lower.rowspan = cell.rowspan - 1, last, 1
        table.cells = [each for each in table.cells if each is not cell] + [upper, lower]
        table.reindexed()


def _is_wrapped(cell: GridCell, lines: Sequence[PrintedLine], row: Sequence[GridCell]) -> bool:
    """Tells whether the cell is too narrow for its figure, which wraps to a second line (93.6, and 2 below)."""
    if cell.frame is None or cell.box is None:
        return False
    em, (left, right) = _em(row), across(cell.box, cell.frame.rotation)
    ends = [across(g.box, cell.frame.rotation) for i in lines[0].indices for g in cell.text.origins[i] if g.box]
    free = (right - left) - (max(end for _, end in ends) - min(start for start, _ in ends))
    return free <= MAX_FREE_WIDTH * em and all(
        b.middle - a.middle <= MAX_WRAPPED_LINE_DISTANCE * em for a, b in pairwise(lines)
    )


def _doubted(text: Traced) -> Traced:
    origins = tuple(
        tuple(replace(g, prob=min(g.prob, MAX_FUSED_CONFIDENCE)) for g in glyphs) for glyphs in text.origins
    )
    return Traced(text.text, origins, tuple(min(p, MAX_FUSED_CONFIDENCE) for p in text.probs))


def _heights(table: CellGrid, row: int) -> list[float]:
    """Returns the heights of the fused rows from top to bottom; empty if the cells disagree."""
    stacks = [
        lines
        for c in table.own(row)
        if c.rowspan == 1 and len(lines := printed_lines(c)) > 1 and _are_figures(c, lines)
    ]
    if len(stacks) < MIN_CELLS or len({len(s) for s in stacks}) > 1:
        return []
    em = _em(table.own(row))
    columns = [[line.middle for line in stack] for stack in stacks]
    at = [median(level) for level in zip(*columns, strict=True)]
    level = all(abs(m - a) <= MAX_LEVEL_DISTANCE * em for column in columns for m, a in zip(column, at, strict=True))
    return at if level and all(b - a > MIN_ROW_DISTANCE * em for a, b in pairwise(at)) else []


def _em(cells: Sequence[GridCell]) -> float:
    """Returns the width of a full character there: a Chinese one, or two digits."""
    wide: dict[bool, list[float]] = {True: [], False: []}
    for cell in cells:
        for glyph in cell.text.glyphs:
            if glyph.box and cell.frame and (glyph.char.isdigit() or HAN.fullmatch(glyph.char)):
                x0, y0, x1, y1 = glyph.box
                wide[glyph.char.isdigit()].append(x1 - x0 if cell.frame.rotation % 180 == 0 else y1 - y0)
    return median(wide[False]) if wide[False] else 2 * median(wide[True])


def _are_figures(cell: GridCell, lines: Sequence[PrintedLine]) -> bool:
    return all(FIGURE.fullmatch("".join(cell.text.text[i] for i in line.indices)) for line in lines)


def printed_lines(cell: GridCell) -> list[PrintedLine]:
    """Returns the lines of a cell from top to bottom; empty if a character has no position."""
    if cell.frame is None:
        return []
    lines: list[PrintedLine] = []
    for index, char in enumerate(cell.text.text):
        if char.isspace():
            continue
        box = next((g.box for g in cell.text.origins[index] if g.box), None)
        if box is None:
            return []
        top, bottom = down(box, cell.frame.rotation)
        home = next((x for x in lines if abs(x.middle - (top + bottom) / 2) < MAX_LEVEL_DISTANCE * x.height), None)
        if home is None:
            lines.append(PrintedLine([index], (top + bottom) / 2, bottom - top))
        else:
            home.indices.append(index)
    return sorted(lines, key=lambda x: x.middle)


def _split(table: CellGrid, row: int, at: Sequence[float]) -> None:
    cuts, more = [(a + b) / 2 for a, b in pairwise(at)], len(at) - 1
    cells: list[GridCell] = []
    for cell in table.cells:
        if cell.row > row:
            cell.row += more
        elif cell.row + cell.rowspan > row and (cell.row < row or cell.rowspan > 1 or _spans(cell, at, cuts)):
            cell.rowspan += more
        elif cell.row == row:
            cells += _parts(cell, cuts)
            continue
        cells.append(cell)
    table.cells = cells
    table.reindexed()


def _spans(cell: GridCell, at: Sequence[float], cuts: Sequence[float]) -> bool:
    """Tells whether the cell's words stand midway between two rows, and belong to both."""
    lines = printed_lines(cell)
    if not lines:
        return bool(cell.words)
    middle = (lines[0].middle + lines[-1].middle) / 2
    pitch = min(b - a for a, b in pairwise(at))
    return (
        any(abs(middle - cut) <= MAX_BOUNDARY_DISTANCE * pitch for cut in cuts)
        and not _are_figures(cell, lines)
        and lines[-1].middle - lines[0].middle < pitch
    )


def _parts(cell: GridCell, cuts: Sequence[float]) -> list[GridCell]:
    texts = [Traced() for _ in range(len(cuts) + 1)]
    for line in printed_lines(cell):
        home = sum(line.middle > cut for cut in cuts)
        for index in line.indices:
            texts[home] = texts[home] + cell.text.span(index, index + 1)
    boxes = _boxes(cell, cuts)
    return [
        replace(cell, text=text, row=cell.row + k, box=box)
        for k, (text, box) in enumerate(zip(texts, boxes, strict=True))
    ]


def _boxes(cell: GridCell, cuts: Sequence[float]) -> list[Box | None]:
    """Splits the cell's box into as many parts, from top to bottom as the table is read."""
    if cell.box is None or cell.frame is None:
        return [cell.box] * (len(cuts) + 1)
    x0, y0, x1, y1 = cell.box
    top, bottom = down(cell.box, cell.frame.rotation)
    out: list[Box | None] = []
    for a, b in pairwise([top, *cuts, bottom]):
        across = sorted((abs(a), abs(b)))
        out.append((x0, across[0], x1, across[1]) if cell.frame.rotation % 180 == 0 else (across[0], y0, across[1], y1))
    return out
