"""Rows that ran together (行粘连): where the rule between two rows is lost, their figures stand over one another in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import regex

from gouji.schemas.glyph import Box
from gouji.schemas.rotation import across, down
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import Sheet, SheetCell

FIGURE = regex.compile(r"[≥≤><=]?\d+(?:\.\d+)?[%％分]?")
HAN = regex.compile(r"\p{Han}")
LEAST = 2
"""So many cells of a row must hold figures over one another, at the same heights."""

APART = 1.7
"""Widths of a full character between two figures of two rows at the least: a figure that goes on in a second line stands closer."""

LEVEL = 0.6
"""The same by which figures of one row may lie apart, and heights of a character's box by which those of one line may."""

SHORT = 4
"""Characters. No figure as short goes on in a second line, unless its column is as narrow as that."""

CLOSE, FULL = 1.45, 1.1
"""Widths of a full character: two lines of one figure are so close, and the first of them leaves so little of its column free."""

FUSED = 0.5
"""The most that is believed of two such figures over one another in a cell that could not be parted."""

AMID = 0.3
"""Words whose middle lies so near to where two rows part, in their distance, belong to both."""


@dataclass(slots=True)
class PrintedLine:
    """The characters of one line of a cell (indices into its text), and the height of its middle on the page."""

    indices: list[int]
    middle: float
    height: float


def parted_rows(sheet: Sheet) -> None:
    """Parts each such row of the sheet into as many as its figures tell."""
    row = 0
    while row < sheet.rows:
        at = _heights(sheet, row)
        if at:
            _part(sheet, row, at)
        for cell in sheet.own(row) if not at else ():
            lines = lines_of(cell)
            short = len(lines) > 1 and all(len(line.indices) <= SHORT for line in lines)
            if short and _are_figures(cell, lines) and not _goes_on(cell, lines, sheet.own(row)):
                cell.text = _doubted(cell.text)
        row += max(1, len(at))


def _goes_on(cell: SheetCell, lines: Sequence[PrintedLine], row: Sequence[SheetCell]) -> bool:
    """Whether the cell is too narrow for its figure, which goes on in a second line (93.6, and 2 below)."""
    if cell.frame is None or cell.box is None:
        return False
    em, (left, right) = _em(row), across(cell.box, cell.frame.rotation)
    ends = [across(g.box, cell.frame.rotation) for i in lines[0].indices for g in cell.text.origins[i] if g.box]
    free = (right - left) - (max(end for _, end in ends) - min(start for start, _ in ends))
    return free <= FULL * em and all(b.middle - a.middle <= CLOSE * em for a, b in pairwise(lines))


def _doubted(text: Traced) -> Traced:
    origins = tuple(tuple(replace(g, prob=min(g.prob, FUSED)) for g in glyphs) for glyphs in text.origins)
    return Traced(text.text, origins, tuple(min(p, FUSED) for p in text.probs))


def _heights(sheet: Sheet, row: int) -> list[float]:
    """Where the rows lie that ran together, from top to bottom; nothing where cells disagree."""
    stacks = [
        lines for c in sheet.own(row) if c.rowspan == 1 and len(lines := lines_of(c)) > 1 and _are_figures(c, lines)
    ]
    if len(stacks) < LEAST or len({len(s) for s in stacks}) > 1:
        return []
    em = _em(sheet.own(row))
    columns = [[line.middle for line in stack] for stack in stacks]
    at = [median(level) for level in zip(*columns, strict=True)]
    level = all(abs(m - a) <= LEVEL * em for column in columns for m, a in zip(column, at, strict=True))
    return at if level and all(b - a > APART * em for a, b in pairwise(at)) else []


def _em(cells: Sequence[SheetCell]) -> float:
    """How wide a full character is printed there: a Chinese one, or two digits."""
    wide: dict[bool, list[float]] = {True: [], False: []}
    for cell in cells:
        for glyph in cell.text.glyphs:
            if glyph.box and cell.frame and (glyph.char.isdigit() or HAN.fullmatch(glyph.char)):
                x0, y0, x1, y1 = glyph.box
                wide[glyph.char.isdigit()].append(x1 - x0 if cell.frame.rotation % 180 == 0 else y1 - y0)
    return median(wide[False]) if wide[False] else 2 * median(wide[True])


def _are_figures(cell: SheetCell, lines: Sequence[PrintedLine]) -> bool:
    return all(FIGURE.fullmatch("".join(cell.text.text[i] for i in line.indices)) for line in lines)


def lines_of(cell: SheetCell) -> list[PrintedLine]:
    """The lines of a cell from top to bottom; none where a character has no place."""
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
        home = next((x for x in lines if abs(x.middle - (top + bottom) / 2) < LEVEL * x.height), None)
        if home is None:
            lines.append(PrintedLine([index], (top + bottom) / 2, bottom - top))
        else:
            home.indices.append(index)
    return sorted(lines, key=lambda x: x.middle)


def _part(sheet: Sheet, row: int, at: Sequence[float]) -> None:
    cuts, more = [(a + b) / 2 for a, b in pairwise(at)], len(at) - 1
    cells: list[SheetCell] = []
    for cell in sheet.cells:
        if cell.row > row:
            cell.row += more
        elif cell.row + cell.rowspan > row and (cell.row < row or cell.rowspan > 1 or _spans(cell, at, cuts)):
            cell.rowspan += more
        elif cell.row == row:
            cells += _parts(cell, cuts)
            continue
        cells.append(cell)
    sheet.cells = cells
    sheet.laid()


def _spans(cell: SheetCell, at: Sequence[float], cuts: Sequence[float]) -> bool:
    """Whether the cell's words stand in the middle between two rows, and belong to both."""
    lines = lines_of(cell)
    if not lines:
        return bool(cell.words)
    middle = (lines[0].middle + lines[-1].middle) / 2
    pitch = min(b - a for a, b in pairwise(at))
    return (
        any(abs(middle - cut) <= AMID * pitch for cut in cuts)
        and not _are_figures(cell, lines)
        and lines[-1].middle - lines[0].middle < pitch
    )


def _parts(cell: SheetCell, cuts: Sequence[float]) -> list[SheetCell]:
    texts = [Traced() for _ in range(len(cuts) + 1)]
    for line in lines_of(cell):
        home = sum(line.middle > cut for cut in cuts)
        for index in line.indices:
            texts[home] = texts[home] + cell.text.span(index, index + 1)
    boxes = _boxes(cell, cuts)
    return [
        replace(cell, text=text, row=cell.row + k, box=box)
        for k, (text, box) in enumerate(zip(texts, boxes, strict=True))
    ]


def _boxes(cell: SheetCell, cuts: Sequence[float]) -> list[Box | None]:
    """The cell's box in as many parts, from top to bottom as the table is read."""
    if cell.box is None or cell.frame is None:
        return [cell.box] * (len(cuts) + 1)
    x0, y0, x1, y1 = cell.box
    top, bottom = down(cell.box, cell.frame.rotation)
    out: list[Box | None] = []
    for a, b in pairwise([top, *cuts, bottom]):
        across = sorted((abs(a), abs(b)))
        out.append((x0, across[0], x1, across[1]) if cell.frame.rotation % 180 == 0 else (across[0], y0, across[1], y1))
    return out
