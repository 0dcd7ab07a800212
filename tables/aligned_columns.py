"""Finds small tables without rulings, or with three of them: aligned columns of short text runs."""

from __future__ import annotations

from itertools import pairwise
from math import radians, tan
from statistics import median

import regex

from gouji.schemas.glyph import Box, union
from gouji.schemas.pages import Cell, Grid, Page
from gouji.schemas.rotation import upright
from gouji.tables.cell_stacks import MAX_LINE_DISTANCE, rows_of_stacks
from gouji.tables.page_frame import PageFrame
from gouji.tables.placed_runs import Columns, Row, TextRun
from gouji.tables.run_columns import MIN_COLUMNS, MIN_INNER, columns_above, columns_of
from gouji.tables.shared_gaps import split_at_row_whites, split_at_shared_gaps
from gouji.tables.split_at_columns import split_at_columns
from gouji.tables.split_figures import join_split_figures

MIN_ROWS = 3
SAME_ROW_DISTANCE = 0.6
"""In line heights. Runs whose centres are closer than this are in one row."""

MAX_PENDING = (3, 6)
"""Lines of cells between two rows, at most: in a table of few columns, and of many."""

MAX_HEADER_LINE_DISTANCE = 1.5
"""Maximum distance between two lines of a header, in line heights."""

MIN_PITCH_RATIO = 0.85
"""Lines of one header stand closer than the rows of the table, by this or more."""
SAME_START = 0.3
MIN_OTHER_WIDTH = 1.0
"""In line heights: rows of a table begin at the same left edges with words of other widths; header lines are centred."""

MIN_FIGURES = 2
"""A row with this many figures is a body row. A header with one piece misread as a figure is still a header."""

LABEL, MIN_LABELLED_SHARE = regex.compile(r"\s*[^\s\d:：]{2,10}\s*[:：]\s*\S"), 0.5

CURL_DEGREES = (0.0, -0.3, 0.3, -0.6, 0.6)
"""Degrees by which the lines in a part of a curled page may deviate from the skew of the page. A digital page is flat."""


def find_aligned_tables(page: Page) -> Page:
    """Returns the page with such tables in `tables`, in reading order, and their lines removed from its lines."""
    runs = _text_runs(join_split_figures(page))
    if len(runs) < MIN_COLUMNS * MIN_ROWS:
        return page
    height = median(p.box[3] - p.box[1] for p in runs)
    for found in (each for each in _regions(split_at_row_whites(page_rows(page)), height) if not _are_labelled(each)):
        region = split_at_shared_gaps(found)
        columns = columns_of(region)
        grid = grid_of(region, columns, page) if len(columns) >= MIN_COLUMNS else None
        if grid:
            inside = {id(glyph) for row in found for p in row for glyph in p.line.glyphs}
            page.lines = [line for line in page.lines if not any(id(glyph) in inside for glyph in line.glyphs)]
            page.tables.append(grid)
    page.tables.sort(key=lambda grid: upright(grid.box, page)[1] if grid.box else 0.0)
    return page


def _are_labelled(region: list[Row]) -> bool:
    """Tells whether most runs are a label and its value (填表人：沈砚秋): lines of print, and no cells."""
    runs = [run.line.text for row in region for run in row]
    return sum(LABEL.match(text) is not None for text in runs) > MIN_LABELLED_SHARE * len(runs)


def _text_runs(page: Page) -> list[TextRun]:
    frame = PageFrame.of(page)
    return [TextRun(line, frame.to_deskewed(line.box), 0.0, frame) for line in page.lines if line.box and line.glyphs]


def page_rows(page: Page) -> list[Row]:
    """Returns the page's lines as rows from top to bottom, the runs of each from left to right."""
    runs = _text_runs(page)
    height = median(p.box[3] - p.box[1] for p in runs) if runs else 0.0
    curls = CURL_DEGREES[:1] if page.kind == "digital" else CURL_DEGREES
    return min((_rows(runs, height, page.skew + more) for more in curls), key=_scatter)


def _rows(runs: list[TextRun], height: float, skew: float) -> list[Row]:
    """Groups runs side by side into rows, each next to the previous one: on a curled page a row is not a straight
    line."""
    slope = tan(radians(skew))
    placed = [
        TextRun(p.line, p.box, (p.box[1] + p.box[3]) / 2 - slope * (p.box[0] + p.box[2]) / 2, p.frame) for p in runs
    ]
    rows: list[Row] = []
    for run in sorted(placed, key=lambda p: p.box[0]):
        fits = [
            (away, k)
            for k, row in enumerate(rows)
            if (away := _distance_to_row(run, row)) < SAME_ROW_DISTANCE * height and row[-1].box[2] < run.box[2]
        ]
        if fits:
            rows[min(fits)[1]].append(run)
        else:
            rows.append([run])
    return sorted(rows, key=lambda row: median(p.middle for p in row))


def _distance_to_row(run: TextRun, row: Row) -> float:
    """Returns how far a run lies off its neighbour in a row, or off the last three: the neighbour may be the first
    line of a two-line header."""
    return min(abs(run.middle - row[-1].middle), abs(run.middle - median(p.middle for p in row[-3:])))


def _scatter(rows: list[Row]) -> tuple[int, float]:
    """Measures how well a slope fits: few rows, with level neighbours in each."""
    return len(rows), sum(abs(a.middle - b.middle) for row in rows for a, b in pairwise(row))


def _wide_rows(rows: list[Row]) -> int:
    return sum(len(row) >= MIN_COLUMNS for row in rows)


def _regions(rows: list[Row], height: float) -> list[list[Row]]:
    """Returns sequences of rows with several runs.

    Between them only short runs occur, lines of a cell two or three lines high.
    """
    regions: list[list[Row]] = []
    current: list[Row] = []
    pending: list[Row] = []
    for row in rows:
        if len(row) >= MIN_COLUMNS:
            current += [*pending, row]
            pending = []
        elif current and len(pending) < _most_pending(current) and _fits(row, current):
            pending.append(row)
        else:
            regions += [_with_last_line(current, pending, height)] if current else []
            current, pending = [], []
    regions += [_with_last_line(current, pending, height)] if current else []
    return [r for r in regions if _wide_rows(r) >= MIN_ROWS]


def _most_pending(region: list[Row]) -> int:
    """Returns how many rows of few runs may stand between two others: in a table of many columns the last lines of one row
    and the first of the next."""
    return MAX_PENDING[len(columns_of(region)) >= MIN_INNER]


def _with_last_line(current: list[Row], pending: list[Row], height: float) -> list[Row]:
    """Returns the region with the second line of its last cells, if that follows closely: nearer than its rows do."""
    last = max(p.middle for p in current[-1])
    middles = [median(p.middle for p in row) for row in current if len(row) >= MIN_COLUMNS]
    pitch = median(b - a for a, b in pairwise(middles)) if len(middles) > 1 else 0.0
    near = max(1.3 * height, min(1.6 * height, MIN_PITCH_RATIO * pitch))
    return [*current, *(row for row in pending[:1] if row[0].middle - last < near)]


def _fits(row: Row, region: list[Row]) -> bool:
    """Tells whether each run of the row can be a further line of one cell: short, and under one column only, or in a
    table of many columns beside all of them."""
    columns = columns_of(region)
    left, right = columns[0][0], columns[-1][1]
    least = 0 if len(columns) >= MIN_INNER else 1
    return all(least <= columns_above(p, columns) <= 1 and p.box[2] - p.box[0] < 0.4 * (right - left) for p in row)


def grid_of(region: list[Row], columns: Columns, page: Page) -> Grid:
    """Returns the rows as a table of these columns (on the deskewed page)."""
    frame = PageFrame.of(page)
    full, further = _without_further_lines([row for row in region if len(row) >= MIN_COLUMNS], columns)
    wide = _with_merged_headers(full)
    heights = [median(p.middle for p in row) for row in wide]
    places: dict[tuple[int, int], list[TextRun]] = {}
    for number, row in enumerate(wide):
        for run in (part for p in row for part in split_at_columns(p, columns)):
            places.setdefault((number, _column(run, columns)), []).append(run)
    loose = [p for row in [*further, *(row for row in region if len(row) < MIN_COLUMNS)] for p in row]
    stacked = rows_of_stacks(
        [(p, col, number) for (number, col), own in places.items() for p in own]
        + [(p, _column(p, columns), None) for p in loose]
    )
    for run in loose:
        col = _column(run, columns)
        row_of = _nearest_row(run, col, wide, heights, columns)
        stack, reach = stacked.get(id(run), (row_of, 0.0))
        row_of = stack if abs(heights[row_of] - run.middle) > reach else row_of
        places.setdefault((row_of, col), []).append(run)
    tops = [_extent([p for (r, _), each in places.items() if r == row for p in each]) for row in range(len(heights))]
    cells = [
        _cell(
            row, col, places.get((row, col), []), page.number, frame.to_page((left, tops[row][0], right, tops[row][1]))
        )
        for row in range(len(heights))
        for col, (left, right) in enumerate(columns)
    ]
    return Grid(cells, page.number, union([cell.box for cell in cells if cell.box]), ruled=False)


def _without_further_lines(rows: list[Row], columns: Columns) -> tuple[list[Row], list[Row]]:
    """Returns the rows, and those that are only lines of the cells that a row of figures beside them lacks: names of two
    lines stand above and below their figures."""
    full: list[Row] = []
    further: list[Row] = []
    for index, row in enumerate(rows):
        beside = [rows[i] for i in (index - 1, index + 1) if 0 <= i < len(rows) and _holds_figures(rows[i])]
        own, high = {_column(p, columns) for p in row}, median(p.box[3] - p.box[1] for p in row)
        lacking = [
            other
            for other in beside
            if not own & {_column(p, columns) for p in other}
            and abs(median(p.middle for p in row) - median(p.middle for p in other)) < MAX_LINE_DISTANCE * high
        ]
        (further if lacking and not _holds_figures(row) else full).append(row)
    return full, further


def _with_merged_headers(rows: list[Row]) -> list[Row]:
    """Returns the rows with a two-line header merged: lines above the first figures that are as close as lines of
    one cell."""
    figures = next((i for i, row in enumerate(rows) if _holds_figures(row)), 0)
    middles = [median(p.middle for p in row) for row in rows]
    pitch = median(b - a for a, b in pairwise(middles)) if len(rows) > 1 else 0.0
    out: list[Row] = []
    for i, row in enumerate(rows):
        height = median(p.box[3] - p.box[1] for p in row)
        distance = middles[i] - median(p.middle for p in out[-1]) if out else 0.0
        own_row = distance > MIN_PITCH_RATIO * pitch and _start_alike(rows[i - 1], row, height)
        if out and i < figures and distance < MAX_HEADER_LINE_DISTANCE * height and not own_row:
            out[-1] = sorted([*out[-1], *row], key=lambda p: p.box[0])
        else:
            out.append(row)
    return out


def _start_alike(above: Row, below: Row, height: float) -> bool:
    """Tells whether every word of the lower row begins below one of the upper row, and two of them are wider or
    narrower."""
    pairs = [(min(above, key=lambda other: abs(other.box[0] - run.box[0])), run) for run in below]
    other_width = sum(abs((a.box[2] - a.box[0]) - (b.box[2] - b.box[0])) > MIN_OTHER_WIDTH * height for a, b in pairs)
    return all(abs(a.box[0] - b.box[0]) <= SAME_START * height for a, b in pairs) and other_width >= 1


def _holds_figures(row: Row) -> bool:
    return sum(any(glyph.char.isdigit() for glyph in run.line.glyphs) for run in row) >= MIN_FIGURES


def _extent(runs: list[TextRun]) -> tuple[float, float]:
    return min(p.box[1] for p in runs), max(p.box[3] for p in runs)


def _has_own(row: Row, col: int, columns: Columns) -> bool:
    return any(_column(part, columns) == col for p in row for part in split_at_columns(p, columns))


def _nearest_row(run: TextRun, col: int, wide: list[Row], heights: list[float], columns: Columns) -> int:
    """Returns the row that a further line belongs to: the nearest.

    Of two about equally near, the one with an empty cell in that column wins (a two-line name stands above and below
    its figures).
    """
    away = [abs(height - run.middle) for height in heights]
    near = [i for i, distance in enumerate(away) if distance < min(away) + 0.4 * (run.box[3] - run.box[1])]
    return min(near, key=lambda i: (_has_own(wide[i], col, columns), away[i]))


def _column(run: TextRun, columns: Columns) -> int:
    """Returns the column nearest to the run's centre."""
    middle = (run.box[0] + run.box[2]) / 2
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - middle, middle - columns[i][1], 0.0))


def _cell_lines(runs: list[TextRun]) -> list[Row]:
    """Returns the runs of a cell line by line."""
    out: list[Row] = []
    for run in sorted(runs, key=lambda p: p.middle):
        if out and run.middle - out[-1][0].middle < SAME_ROW_DISTANCE * (run.box[3] - run.box[1]):
            out[-1].append(run)
        else:
            out.append([run])
    return out


def _cell(row: int, col: int, runs: list[TextRun], page: int, box: Box) -> Cell:
    """Returns the cell with its column's extent: figures are right-aligned, their header is centred."""
    lines = [p.line for row in _cell_lines(runs) for p in sorted(row, key=lambda p: p.box[0])]
    return Cell(row, col, lines, page, box)
