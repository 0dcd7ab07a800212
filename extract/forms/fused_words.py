"""Words of neighbouring columns that ran together (文字粘连): where the rule between them is lost, lines of both take turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from gouji.extract.forms.column_roles import Column, Header
from gouji.extract.forms.indicator_levels import level_names
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell
from gouji.tables.fused_rows import printed_lines

PARTED = frozenset({"number", "level1", "level2", "name", "target", "actual", "weight", "score", "deviation"})
INSIDE, SAME = 0.01, 0.5
"""How far a column may reach over the edge of the cell, in widths of the table; how much of a column the cell must cover."""
MIN_GAP, MIN_GAP_OF_LINE = 0.5, 0.8
"""How wide the gap between two columns of words is at the least, in widths of a character; and where it is that of one line."""
LEVELS = frozenset({"level1", "level2"})
MIN_LEVEL, MIN_NAME = 4, 3
"""So many characters have the name of a level, which may be a part of a longer word else, and that of an indicator behind it."""
NEAR_LEVEL = 2.5
"""How far from the edge of its column the name of a level may end, in widths of a character."""
NEAR = 1.5
"""How far from the edge of the columns it may lie, in widths of a character: a page that is bent moves its print."""


def part_words(sheet: CellGrid, row: int, header: Header) -> None:
    """Cuts every cell of the row that lies under several columns, where no character stands at the edge of any two of them.

    Words that run across the edge are those of a merged cell, and stay whole; so does a cell with words on one side alone.
    The name of a level that stands before that of an indicator ends where it ends.
    """
    for cell in sheet.own(row):
        fields = sorted(
            (f for f in PARTED & set(header.columns) if _covers(cell, header.columns[f])), key=_left(header)
        )
        under = [header.columns[field] for field in fields]
        parts = _parts(cell, under) if len(under) > 1 and cell.words else None
        if parts is None and len(under) > 1 and fields[-1] == "name" and set(fields[:-1]) <= LEVELS:
            parts = _behind_levels(cell, under)
        if parts is not None:
            index = sheet.cells.index(cell)
            sheet.cells[index : index + 1] = _placed(sheet, cell, parts)
            sheet.reindexed()


def _left(header: Header) -> Callable[[str], float]:
    return lambda field: header.columns[field].left


def _behind_levels(cell: GridCell, columns: Sequence[Column]) -> list[GridCell] | None:
    """The parts of a cell whose words are the names of levels, one for each column but the last, and then a name
    (可持续影响|主动发现机制), where each ends near the edge of its column."""
    text, texts, cuts = cell.text, list[Traced](), list[float]()
    for one, next_one in pairwise(columns):
        level = max((n for n in _levels() if text.text.startswith(n)), key=len, default="")
        if not level or len(text) < len(level) + MIN_NAME:
            return None
        edge = (one.right + next_one.left) / 2
        ends = [_span(cell, len(cell.text) - len(text) + at) for at in (len(level) - 1, len(level))]
        if None in ends:
            return None
        (start, last), (first, end) = (span for span in ends if span is not None)
        width = max(last - start, end - first)
        if abs((last + first) / 2 - edge) > NEAR_LEVEL * width or first < last - width:
            return None
        texts.append(text.span(0, len(level)))
        cuts.append((last + first) / 2)
        text = text.span(len(level), len(text))
    edges = [cell.left, *cuts, cell.right]
    return [replace(cell, text=t, left=a, right=b) for t, (a, b) in zip([*texts, text], pairwise(edges), strict=True)]


@cache
def _levels() -> frozenset[str]:
    """The names of levels, with and without 指标 behind them."""
    names = {name for each in level_names() for name in (each, each.removesuffix("指标"))}
    return frozenset(name for name in names if len(name) >= MIN_LEVEL)


def _covers(cell: GridCell, column: Column) -> bool:
    shared = min(cell.right, column.right) - max(cell.left, column.left)
    return shared > SAME * (column.right - column.left) and cell.right - cell.left > column.right - column.left + INSIDE


def _parts(cell: GridCell, columns: Sequence[Column]) -> list[GridCell] | None:
    spans = [_span(cell, index) for index in range(len(cell.text))]
    if any(span is None for span, char in zip(spans, cell.text.text, strict=True) if not char.isspace()):
        return None
    known = [span for span in spans if span is not None]
    width = sorted(right - left for left, right in known)[len(known) // 2]
    least = width * (MIN_GAP if len(printed_lines(cell)) > 1 else MIN_GAP_OF_LINE)
    cuts = [_cut(known, (a.right + b.left) / 2, width, least) for a, b in pairwise(columns)]
    if any(cut is None for cut in cuts):
        return None
    texts = [Traced() for _ in columns]
    for index, span in enumerate(spans):
        if span is not None:
            home = sum(sum(span) / 2 > cut for cut in cuts if cut is not None)
            texts[home] = texts[home] + cell.text.span(index, index + 1)
    edges = [cell.left, *(cut for cut in cuts if cut is not None), cell.right]
    return (
        [replace(cell, text=t, left=a, right=b) for t, (a, b) in zip(texts, pairwise(edges), strict=True)]
        if all(text.text.strip() for text in texts)
        else None
    )


def _span(cell: GridCell, index: int) -> tuple[float, float] | None:
    """Where a character stands across the table."""
    box = next((g.box for g in cell.text.origins[index] if g.box), None)
    return cell.frame.span_across(box) if cell.frame and box else None


def _cut(spans: Sequence[tuple[float, float]], edge: float, width: float, least: float) -> float | None:
    """The middle of the gap nearest to the edge of two columns that goes through all lines of the cell."""
    gaps: list[tuple[float, float]] = []
    end = min(left for left, _ in spans)
    for left, right in sorted(spans):
        if left - end >= least:
            gaps.append((end, left))
        end = max(end, right)
    best = min(gaps, key=lambda gap: _distance(gap, edge), default=None)
    return sum(best) / 2 if best is not None and _distance(best, edge) <= NEAR * width else None


def _distance(gap: tuple[float, float], edge: float) -> float:
    return max(0.0, gap[0] - edge, edge - gap[1])


def _placed(sheet: CellGrid, cell: GridCell, parts: Sequence[GridCell]) -> list[GridCell]:
    """The parts in columns of the lattice of their own; what stands beyond the cell makes room where it has too few."""
    more = max(0, len(parts) - cell.colspan)
    edge = cell.col + cell.colspan
    for other in sheet.cells if more else ():
        if other is not cell and other.col >= edge:
            other.col += more
        elif other is not cell and other.col + other.colspan >= edge:
            other.colspan += more
    whole, share = cell.colspan + more, (cell.colspan + more) / len(parts)
    starts = [cell.col + round(number * share) for number in range(len(parts))]
    ends = [*starts[1:], cell.col + whole]
    return [replace(part, col=a, colspan=b - a) for part, a, b in zip(parts, starts, ends, strict=True)]
