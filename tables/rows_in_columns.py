"""Print that stands in the columns of a table without rulings of its own: which rows go on with the table, and their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import regex

from gouji.schemas.glyph import Box, Glyph, union
from gouji.schemas.pages import Cell, Line, Page
from gouji.tables.page_frame import PageFrame
from gouji.tables.placed_runs import Columns, Row, TextRun
from gouji.tables.run_columns import columns_of

MIN_COLUMNS = 4
"""A table of fewer columns says too little about what stands in them."""
MIN_ANCHOR_RUNS = 3
"""A row of so many runs, each in a column of its own, is a row of the table."""
MIN_SHARE = 0.6
"""So much of a run stands in its column at the least."""
MAX_OVERHANG = 0.5
"""So many line heights beyond it are nothing."""
POINTS = regex.compile(r"\d{1,3}(?:\.\d{1,2})?")
FIGURE = regex.compile(r"[≥≤><=＞＜]?\d[\d,.]*\s*(?:[%％‰]|\p{Han}{0,3})")
HAN = regex.compile(r"\p{Han}")
MIN_GAP = 0.45
"""Runs of two columns that were read as one are parted at a gap of so many line heights."""
MIN_FUSED, OFF_EDGE = 2.0, 0.25
"""A run that reaches so many line heights beyond its column holds words of the next; points of air deducted from a gap
for each point that it lies off the edge."""
MAX_GAP_ROWS = 3.5
"""The next row is not further below than so many line heights, and twice the usual distance of rows."""
MAX_LINE_DISTANCE = 1.4
"""Lines of one cell are not further apart where they stand beside others of their row."""
MAX_STACK_DISTANCE = 1.6
"""Lines of one cell are not further apart, in line heights."""

Place = tuple[int, int, float, float]
"""The first column of a place in a row, how many columns it takes, and where it begins and ends on the deskewed page."""


def line_height(rows: Sequence[Row]) -> float:
    return median(p.box[3] - p.box[1] for row in rows for p in row)


def following_rows(rows: Sequence[Row], columns: Columns, bottom: float) -> tuple[list[Row], list[Row]]:
    """The rows that go on with the table, and the further lines of their cells; they end where print crosses its columns."""
    anchors: list[Row] = []
    loose: list[Row] = []
    waiting: list[Row] = []
    last, pitch = bottom, 0.0
    for row in rows:
        apart = [part for p in row for part in _at_gaps(p, columns)]
        band = _is_band(apart, columns)
        cut = not band and sum(is_in_column(p, columns) for p in apart) >= MIN_ANCHOR_RUNS
        parts = [part for p in apart for part in _cut_at_edge(p, columns)] if cut else apart
        if not all(is_in_column(p, columns) for p in parts) and not band:
            break
        top, low = min(p.box[1] for p in row), max(p.box[3] for p in row)
        if top - last > max(MAX_GAP_ROWS * line_height([row]), 2 * pitch):
            break
        if len(columns_taken(parts, columns)) >= MIN_ANCHOR_RUNS or band:
            pitch = max(pitch, top - last)
            anchors.append(parts)
            loose += waiting
            waiting = []
        else:
            waiting.append(parts)
        last = low
    anchors, further = _without_further_lines(_with_figures(anchors))
    loose += further
    if anchors:
        edge = max(p.box[3] for p in anchors[-1])
        loose += [row for row in waiting if min(p.box[1] for p in row) - edge < 0.5 * line_height([row])]
    return anchors, loose


def _without_further_lines(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The rows, and those that are further lines of the cells of the row beside them: words as close as lines are."""
    kept: list[Row] = []
    further: list[Row] = []
    for index, row in enumerate(rows):
        beside = [rows[i] for i in (index - 1, index + 1) if 0 <= i < len(rows) and _has_figure(rows[i])]
        near = any(abs(_middle(row) - _middle(other)) < MAX_LINE_DISTANCE * line_height([row]) for other in beside)
        (further if near and not _has_figure(row) else kept).append(row)
    return kept, further


def _middle(row: Row) -> float:
    return median(p.middle for p in row)


def _has_figure(row: Row) -> bool:
    return any(FIGURE.fullmatch(p.line.text.strip()) for p in row)


def _with_figures(rows: list[Row]) -> list[Row]:
    """The rows up to the last one that has a lone figure; none if most have none: signatures below a table have none."""
    told = [_has_figure(row) for row in rows]
    last = max((index for index, figure in enumerate(told) if figure), default=-1)
    return rows[: last + 1] if 2 * sum(told[: last + 1]) > last + 1 else []


def is_in_column(run: TextRun, columns: Columns) -> bool:
    """Whether most of the run stands in one column."""
    return share_in_column(run, columns) >= MIN_SHARE


def share_in_column(run: TextRun, columns: Columns) -> float:
    """How much of the run stands in its column, 0..1."""
    left, right = columns[_column(run, columns)]
    slack = MAX_OVERHANG * (run.box[3] - run.box[1])
    return (min(run.box[2], right + slack) - max(run.box[0], left - slack)) / (run.box[2] - run.box[0])


def _is_band(row: Row, columns: Columns) -> bool:
    """Whether the row names a group across the first columns, with its points."""
    first, *others = sorted(row, key=lambda p: p.box[0])
    figures = [p for p in others if POINTS.fullmatch(p.line.text.strip()) and is_in_column(p, columns)]
    return bool(figures) and len(figures) == len(others) and _reach(first, columns)[1] < _column(figures[0], columns)


def _reach(run: TextRun, columns: Columns) -> tuple[int, int]:
    """The first and the last column that a run stands over."""
    under = [i for i, (left, right) in enumerate(columns) if min(run.box[2], right) - max(run.box[0], left) > 1.0]
    return (under[0], under[-1]) if under else (_column(run, columns), _column(run, columns))


def _at_gaps(run: TextRun, columns: Columns) -> Row:
    """The run in pieces, one a column, where blanks part it."""
    return _cut(run, lambda group, box, gap: gap >= MIN_GAP and _cross(group, box, columns))


def _cut_at_edge(run: TextRun, columns: Columns) -> Row:
    """The run in pieces, one a column, cut at the widest gap near an edge where it is too long for its column."""
    height = run.box[3] - run.box[1]
    left, right = columns[_column(run, columns)]
    if is_in_column(run, columns) and max(left - run.box[0], run.box[2] - right) < MIN_FUSED * height:
        return [run]
    placed = [(box, glyph) for box, glyph in _placed(run) if glyph.char.strip()]
    boxes = [box for box, _ in placed]
    edges = [right for _, right in columns[:-1]]
    gaps = [
        (b[0] - a[2] - OFF_EDGE * away, index)
        for index, (a, b) in enumerate(pairwise(boxes))
        if (away := min(abs((a[2] + b[0]) / 2 - edge) for edge in edges)) <= height
        and any(HAN.match(glyph.char) for _, glyph in placed[index : index + 2])
    ]
    if not gaps:
        return [run]
    at = boxes[max(gaps)[1] + 1]
    parts = _cut(run, lambda _, box, __: box == at)
    return parts if all(is_in_column(part, columns) for part in parts) else [run]


def _placed(run: TextRun) -> list[tuple[Box, Glyph]]:
    placed = ((run.frame.to_deskewed(glyph.box), glyph) for glyph in run.line.glyphs if glyph.box)
    return sorted(placed, key=lambda each: each[0][0])


def _cut(run: TextRun, is_cut: Callable[[Sequence[tuple[Box, Glyph]], Box, float], bool]) -> Row:
    """The run cut before each glyph of which `is_cut` is true, given what stands before it and how wide the gap is, in
    line heights. A blank is part of the gap, however wide its box."""
    height = run.box[3] - run.box[1]
    groups: list[list[tuple[Box, Glyph]]] = []
    blanks: list[tuple[Box, Glyph]] = []
    for box, glyph in _placed(run):
        if not glyph.char.strip():
            blanks.append((box, glyph))
            continue
        if groups and not is_cut(groups[-1], box, (box[0] - groups[-1][-1][0][2]) / height):
            groups[-1] += [*blanks, (box, glyph)]
        else:
            groups.append([(box, glyph)])
        blanks = []
    if len(groups) < 2:
        return [run]
    parts = []
    for group in groups:
        whole = union([glyph.box for _, glyph in group if glyph.box])
        assert whole is not None
        line = Line([glyph for _, glyph in group], run.line.page, whole)
        parts.append(replace(run, line=line, box=run.frame.to_deskewed(whole)))
    return parts


def _cross(group: Sequence[tuple[Box, Glyph]], box: Box, columns: Columns) -> bool:
    """Whether what stands before a gap and what stands behind it are of two columns."""
    before, after = (group[0][0][0] + group[-1][0][2]) / 2, (box[0] + box[2]) / 2
    return _at(before, columns) != _at(after, columns)


def _column(run: TextRun, columns: Columns) -> int:
    return _at((run.box[0] + run.box[2]) / 2, columns)


def _at(middle: float, columns: Columns) -> int:
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - middle, middle - columns[i][1], 0.0))


def columns_taken(row: Row, columns: Columns) -> set[int]:
    return {_column(p, columns) for p in row}


def cells_of_rows(
    anchors: list[Row],
    loose: list[Row],
    places: Sequence[Place],
    columns: Columns,
    page: Page,
    first: int,
) -> list[Cell]:
    """The cells of the rows: in the columns that `places` gives with their spans; `columns` tells which words are theirs."""
    frame = PageFrame.of(page)
    own: dict[tuple[int, int], list[TextRun]] = {}
    for number, row in enumerate(anchors):
        for run in row:
            own.setdefault((number, _column(run, columns)), []).append(run)
    heights = [median(p.middle for p in row) for row in anchors]
    for stack in _stacks([p for row in loose for p in row], columns):
        column = _column(stack[0], columns)
        row_of = _row_of(stack, column, heights, own)
        own.setdefault((row_of, column), []).extend(stack)
    cells = []
    for number, row in enumerate(anchors):
        top, bottom = min(p.box[1] for p in row), max(p.box[3] for p in row)
        for column, (col, colspan, left, right) in enumerate(places):
            runs = sorted(own.get((number, column), []), key=lambda p: (round(p.middle), p.box[0]))
            lines: list[Line] = [p.line for p in runs]
            box = frame.to_page((left, top, right, bottom))
            cells.append(Cell(first + number, col, lines, page.number, box, colspan=colspan))
    return cells


def fitted_columns(rows: Sequence[Row], columns: Columns) -> Columns:
    """The columns parted where their words are: rulings that are half lost stand at the wrong places."""
    apart = [[part for p in row for part in _cut(p, lambda _, __, gap: gap >= MIN_GAP)] for row in rows]
    whole = [[part for part in row if share_in_column(part, columns) >= MIN_SHARE] for row in apart]
    full = [row for row in whole if len(row) >= MIN_COLUMNS]
    if not full:
        return columns
    known: dict[int, tuple[float, float]] = {}
    for left, right in columns_of(full):
        shares = [min(right, b) - max(left, a) for a, b in columns]
        slot = max(range(len(columns)), key=lambda i: shares[i])
        if shares[slot] > 0:
            old = known.get(slot, (left, right))
            known[slot] = (min(old[0], left), max(old[1], right))
    edges = [columns[0][0]]
    for index, (before, after) in enumerate(pairwise(columns)):
        edge = (before[1] + after[0]) / 2
        end = known[index][1] if index in known else None
        begin = known[index + 1][0] if index + 1 in known else None
        if end is not None and begin is not None:
            edge = (end + begin) / 2
        elif end is not None:
            edge = max(end, edge)
        elif begin is not None:
            edge = min(begin, edge)
        edges.append(edge)
    edges.append(columns[-1][1])
    return list(pairwise(edges)) if all(a < b for a, b in pairwise(edges)) else columns


def _stacks(runs: Sequence[TextRun], columns: Columns) -> list[list[TextRun]]:
    """Further lines, those that stand closely below one another in a column together."""
    out: list[list[TextRun]] = []
    for run in sorted(runs, key=lambda p: (_column(p, columns), p.middle)):
        height = run.box[3] - run.box[1]
        near = out and _column(out[-1][-1], columns) == _column(run, columns)
        if near and run.middle - out[-1][-1].middle < MAX_STACK_DISTANCE * height:
            out[-1].append(run)
        else:
            out.append([run])
    return out


def _row_of(
    stack: Sequence[TextRun], column: int, heights: Sequence[float], own: dict[tuple[int, int], list[TextRun]]
) -> int:
    """The nearest row; of two about equally near the one whose cell is empty, or ends in the middle of a word."""
    middle = (stack[0].middle + stack[-1].middle) / 2
    away = [abs(height - middle) for height in heights]
    slack = 0.4 * (stack[0].box[3] - stack[0].box[1])
    near = [row for row, distance in enumerate(away) if distance < min(away) + slack]
    return min(near, key=lambda row: ((row, column) in own, away[row]))
