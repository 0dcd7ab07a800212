"""Reads prose in two columns, and two pages on one sheet, the left one first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from gouji.normalize.layout.headings import heading
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Line, Page
from gouji.schemas.rotation import upright_width
from gouji.tables.page_frame import PageFrame

MIN_LINES = 4
"""Lines of each column: fewer are the fields of a cover, or a signature beside its date."""
MIN_CHARACTERS = 10
"""Characters of a full line: columns of a table without rulings are narrower."""
MIN_FULL_SHARE, FULL = 0.4, 0.8
"""Share of the lines of a column that fill it, and how much of its width a line that fills it takes."""
SENTENCE_END = regex.compile(r"[。；;]\s*$")
MIN_GUTTER_EM = 1.0
MIDDLE = (0.3, 0.7)
"""Where the gutter may lie across the page."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line, with its place on the deskewed page."""

    line: Line
    box: Box


def with_columns_in_order(page: Page) -> Page:
    """Returns the page with the lines of its left column before those of its right one; the page itself if it has one
    column. Lines across both part it into bands that are read one after the other."""
    placed = _placed(page)
    width = upright_width(page) or 0.0
    if placed is None or len(placed) < 2 * MIN_LINES or not width:
        return page
    grids = [PageFrame.of(page).to_deskewed(grid.box) for grid in page.tables if grid.box]
    gutter = _gutter(placed, width)
    if gutter is None:
        return page
    order: list[Line] = []
    changed = False
    for band in _bands(placed, gutter, grids):
        parted = _are_columns(band, gutter)
        changed |= parted
        sides = [p for p in band if p.box[2] <= gutter], [p for p in band if p.box[2] > gutter]
        order += [p.line for p in ((*sides[0], *sides[1]) if parted else band)]
    return replace(page, lines=order) if changed else page


def _placed(page: Page) -> list[_Placed] | None:
    """The lines from the top down in the order they were read; None if one has no place."""
    frame = PageFrame.of(page)
    out = [_Placed(line, frame.to_deskewed(line.box)) for line in page.lines if line.box is not None]
    return out if len(out) == len(page.lines) else None


def _gutter(lines: Sequence[_Placed], width: float) -> float | None:
    """Where the widest gap lies that full lines of both sides leave free; None without one."""
    full = [p for p in lines if _characters(p) >= MIN_CHARACTERS and p.box[2] - p.box[0] < MIDDLE[1] * width]
    left = [p.box[2] for p in full if p.box[2] <= MIDDLE[1] * width and p.box[0] < MIDDLE[0] * width]
    right = [p.box[0] for p in full if p.box[0] >= MIDDLE[0] * width and p.box[2] > MIDDLE[1] * width]
    if len(left) < MIN_LINES // 2 or len(right) < MIN_LINES // 2:
        return None
    low, high = max(left), min(right)
    return (low + high) / 2 if high - low >= MIN_GUTTER_EM * _em(full) else None


def _bands(lines: Sequence[_Placed], gutter: float, grids: Sequence[Box]) -> list[list[_Placed]]:
    """The lines from the top down, parted where a line, or a table, lies across the gutter."""
    rows = sorted(lines, key=lambda p: p.box[1] + p.box[3])
    out: list[list[_Placed]] = [[]]
    for above, each in pairwise([None, *rows]):
        assert each is not None
        across = each.box[0] < gutter < each.box[2]
        parted = above is not None and any(_between(above.box, each.box, grid, gutter) for grid in grids)
        if across or parted:
            out.append([])
        out[-1].append(each)
        if across:
            out.append([])
    kept = {id(p.line): n for n, p in enumerate(lines)}
    return [sorted(band, key=lambda p: kept[id(p.line)]) for band in out if band]


def _between(above: Box, below: Box, grid: Box, gutter: float) -> bool:
    middle = (grid[1] + grid[3]) / 2
    return grid[0] < gutter < grid[2] and above[1] < middle < below[3]


def _are_columns(band: Sequence[_Placed], gutter: float) -> bool:
    """Whether both sides of a band are prose: several lines, many of which fill their column. Headings among
    them are short and say nothing."""
    for side in ([p for p in band if p.box[2] <= gutter], [p for p in band if p.box[0] >= gutter]):
        if len(side) < MIN_LINES:
            return False
        left, right = min(p.box[0] for p in side), max(p.box[2] for p in side)
        told = [p for p in side if heading(p.line.text) is None]
        prose = [p for p in told if _is_prose(p, FULL * (right - left), len(told) < len(side))]
        if not prose or len(prose) < MIN_FULL_SHARE * len(told):
            return False
    return True


def _is_prose(placed: _Placed, full: float, headed: bool) -> bool:
    """Whether a line is one of running prose: it fills its column or, where headings stand among the lines, ends a sentence."""
    fills = placed.box[2] - placed.box[0] >= full
    ends = headed and SENTENCE_END.search(placed.line.text) is not None
    return _characters(placed) >= MIN_CHARACTERS and (fills or ends)


def _characters(placed: _Placed) -> int:
    return len("".join(placed.line.text.split()))


def _em(lines: Sequence[_Placed]) -> float:
    heights = sorted(p.box[3] - p.box[1] for p in lines)
    return heights[len(heights) // 2]
