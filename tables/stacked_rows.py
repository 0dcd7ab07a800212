"""Splits the rows of a ruled table that no ruling separates: the head is boxed, the body has upright rulings only.

Such a body is one row of cells with many lines each. Its rows are told by the heights of the lines in all columns:
figures that stand level in several columns, each in a line of its own, are the rows; a name of two lines belongs to the
figures beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import regex

from gouji.schemas.pages import Cell, Grid, Line, Page
from gouji.tables.page_frame import PageFrame

FIGURE = regex.compile(
    r"[≥≤≧≦><=＝﹦±+\-−–△▲(（￥¥]*\d[\d,，.．]*\s*[)）]?(?:[%％‰]|\p{Han}{0,3}|\p{Han}{1,4}[/／]\p{Han}{1,3})"
)
"""A figure with its sign and its unit."""
NOTHING = regex.compile(r"[-−–—―一/／\\*]+")
"""What is printed for no figure."""
CUT_END, CUT_START = regex.compile(r"[,，.．]$"), regex.compile(r"^[,，.．%％]")

MIN_ROW_DISTANCE = 1.15
MIN_DISTANCE_OF_TWO_ROWS = 1.4
"""Minimum distance between rows, in line heights. Where there are only two, one value may stand on two lines."""

MAX_LEVEL_DISTANCE = 0.5
"""Maximum distance of two lines of one row, in line heights."""

MIN_STACKED_FIGURES = 3
"""So many figures in one cell are rows by themselves, if another cell has lines at their heights. Two may be two values
of one row: they take two cells that agree."""

MIN_OWN_ROW_RATIO = 0.85
"""A line without figures is a row of its own if it is this far from the rows beside it, in distances of two rows."""

MAX_FREE_EM = 1.1
"""A figure that wraps leaves less room than this in its column."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line of a cell with its height on the deskewed page."""

    line: Line
    middle: float
    height: float
    left: float
    right: float

    @property
    def text(self) -> str:
        return "".join(self.line.text.split())


Stack = list[_Placed]


def split_stacked_rows(grid: Grid, page: Page) -> Grid:
    """Returns the table with each such row split into as many as its figures show."""
    frame = PageFrame.of(page)
    rows = max((cell.row + cell.rowspan for cell in grid.cells), default=0)
    cells = list(grid.cells)
    for row in reversed(range(rows)):
        own = [cell for cell in cells if cell.row == row and cell.rowspan == 1]
        stacks = {id(cell): _stack(cell, frame) for cell in own}
        levels = _levels(own, stacks)
        if len(levels) > 1:
            cells = [part for cell in cells for part in _split(cell, row, levels, stacks.get(id(cell)), frame)]
    return replace(grid, cells=sorted(cells, key=lambda c: (c.row, c.col)))


def _stack(cell: Cell, frame: PageFrame) -> Stack:
    placed = []
    for line in cell.lines:
        if line.box is not None:
            x0, y0, x1, y1 = frame.to_deskewed(line.box)
            placed.append(_Placed(line, (y0 + y1) / 2, y1 - y0, x0, x1))
    return sorted(placed, key=lambda p: p.middle)


def _levels(own: Sequence[Cell], stacks: dict[int, Stack]) -> list[float]:
    """Returns the heights of the rows from top to bottom; fewer than two if the row is one."""
    figures = [stack for cell in own if _holds_figures(cell, stack := stacks[id(cell)])]
    if not figures:
        return []
    height = median(p.height for stack in figures for p in stack)
    at = _clustered([p.middle for stack in figures for p in stack], height)
    nearest = MIN_ROW_DISTANCE if len(at) > 2 else MIN_DISTANCE_OF_TWO_ROWS
    if len(at) < 2 or min(b - a for a, b in pairwise(at)) < nearest * height:
        return []
    longest = max(figures, key=len)
    others = [stacks[id(cell)] for cell in own if stacks[id(cell)] is not longest]
    agreeing = sum(_shared(stack, longest, height) > 1 for stack in others)
    two = sum(_shared(stack, longest, height) > 1 for stack in figures if stack is not longest)
    if not (two or (len(longest) >= MIN_STACKED_FIGURES and agreeing)):
        return []
    return _with_rows_of_words(at, [p for stack in stacks.values() for p in stack], height)


def _holds_figures(cell: Cell, stack: Stack) -> bool:
    """Tells whether each line of the cell is a whole figure, and two of them at least."""
    texts = [p.text for p in stack]
    if sum(FIGURE.fullmatch(t) is not None for t in texts) < 2:
        return False
    if not all(FIGURE.fullmatch(t) or NOTHING.fullmatch(t) for t in texts):
        return False
    return not any(CUT_END.search(a) or CUT_START.search(b) for a, b in pairwise(texts)) and not _is_wrapped(
        cell, stack
    )


def _is_wrapped(cell: Cell, stack: Stack) -> bool:
    """Tells whether all lines but the last fill their column: one long figure."""
    if cell.box is None:
        return False
    em = median(p.height for p in stack)
    widest = cell.box[2] - cell.box[0] if cell.box[2] - cell.box[0] > 0 else 0.0
    return all(widest - (p.right - p.left) <= MAX_FREE_EM * em for p in stack[:-1])


def _clustered(heights: Sequence[float], height: float) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(heights):
        if groups and value - groups[-1][0] <= MAX_LEVEL_DISTANCE * height:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [median(group) for group in groups]


def _shared(stack: Stack, other: Stack, height: float) -> int:
    """Returns how many lines of one cell stand level with one of the other."""
    return sum(any(abs(p.middle - o.middle) <= MAX_LEVEL_DISTANCE * height for o in other) for p in stack)


def _with_rows_of_words(at: list[float], placed: Sequence[_Placed], height: float) -> list[float]:
    """Adds the rows that hold words alone, such as the name of a group."""
    pitch = min(b - a for a, b in pairwise(at))
    out = list(at)
    for level in _clustered([p.middle for p in placed], height):
        if all(abs(level - known) >= MIN_OWN_ROW_RATIO * pitch for known in out):
            out.append(level)
    return sorted(out)


def _split(cell: Cell, row: int, levels: Sequence[float], stack: Stack | None, frame: PageFrame) -> list[Cell]:
    more = len(levels) - 1
    if cell.row > row:
        return [replace(cell, row=cell.row + more)]
    if cell.row < row:
        return [replace(cell, rowspan=cell.rowspan + more) if cell.row + cell.rowspan > row else cell]
    if stack is None:
        return [replace(cell, rowspan=cell.rowspan + more)]
    if len(levels) > 2 and len(stack) == 1 and _is_label_of_all(stack[0], levels):
        return [replace(cell, rowspan=len(levels))]
    lines: list[list[Line]] = [[] for _ in levels]
    for placed in stack:
        lines[min(range(len(levels)), key=lambda k: abs(levels[k] - placed.middle))].append(placed.line)
    return [
        replace(cell, row=row + k, lines=own, box=_part(cell, k, levels, frame), rowspan=1)
        for k, own in enumerate(lines)
    ]


def _is_label_of_all(placed: _Placed, levels: Sequence[float]) -> bool:
    """Tells whether the only line of a cell stands at half height and is no figure: it names all rows."""
    middle = (levels[0] + levels[-1]) / 2
    return abs(placed.middle - middle) <= 0.7 * placed.height and not FIGURE.fullmatch(placed.text)


def _part(cell: Cell, k: int, levels: Sequence[float], frame: PageFrame) -> tuple[float, float, float, float] | None:
    """Returns the box of a cell's part in row `k`, on the page."""
    if cell.box is None:
        return None
    x0, y0, x1, y1 = frame.to_deskewed(cell.box)
    top = y0 if k == 0 else (levels[k - 1] + levels[k]) / 2
    bottom = y1 if k == len(levels) - 1 else (levels[k] + levels[k + 1]) / 2
    shown = frame.to_page((x0, min(top, bottom), x1, max(top, bottom)))
    return round(shown[0], 1), round(shown[1], 1), round(shown[2], 1), round(shown[3], 1)
