"""Finds tables in plain text: rows whose cells are separated by tabs, bars, or several spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from unicodedata import east_asian_width

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Grid, Line

MIN_COLUMNS = 3
MIN_ROWS = 2
"""A table has at least this many rows of at least so many cells. Rows of two cells (label and value) may belong to
it."""
MIN_EMPTY_LINES_RATIO = 0.4
"""Minimum share of empty lines in a text where each line is followed by one."""
NAME, FIGURE = re.compile(r"[㐀-鿿（）()]{1,14}"), re.compile(r"[-−—]?[\doOlI/]")
"""`NAME` matches a line, or the end of one, that may be the name of the row below; `FIGURE` the beginning of a
figure."""
MARKS = re.compile(r"[\t|│┃┆｜][ \u3000]*")
BLANKS = re.compile(r"[ \u3000]{2,}")
DRAWN_LINE = re.compile(r"[\s\-—─━┄=+|│┃┼┿╋├┤┣┫┬┴┌┐└┘┏┓┗┛╂:]+")
"""A line drawn between rows, without content."""


@dataclass(frozen=True, slots=True)
class DelimitedCell:
    """One cell's glyphs and the monospace columns they occupy."""

    glyphs: list[Glyph]
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line split into cells.

    `marked`: by tabs or bars, which separate empty cells too. `above`: lines that hold its name.
    """

    line: Line
    pieces: list[DelimitedCell]
    marked: bool
    above: tuple[Line, ...] = ()


def delimited_tables(lines: list[Line]) -> Iterator[tuple[Grid, list[Line]]]:
    """Yields each such table with the lines that it consumes."""
    for run in list(_runs(lines)):
        grid = _grid(run)
        if grid is not None:
            yield grid, [line for row in run for line in (row.line, *row.above)]


def _runs(lines: list[Line]) -> Iterator[list[Row]]:
    """Yields consecutive rows.

    Drawn lines do not separate them, nor does one empty line if one follows nearly every line.
    """
    run: list[Row] = []
    above: list[Line] = []
    spaced = sum(not line.text.strip() for line in lines) > MIN_EMPTY_LINES_RATIO * len(lines)
    for before, line in pairwise([Line([]), *lines, Line([]), Line([])]):
        row = _row(line)
        if len(row.pieces) >= 2 and (not above or _lacks_its_name(row, run)):
            run.append(_named(row, above) if above else row)
            above = []
        elif spaced and not line.text.strip() and before.text.strip():
            continue
        elif run and len(row.pieces) == 1 and len(above) < MIN_ROWS and NAME.fullmatch(line.text.strip()):
            above.append(line)
        elif not (run and line.text.strip() and DRAWN_LINE.fullmatch(line.text)):
            if sum(len(r.pieces) >= MIN_COLUMNS for r in run) >= MIN_ROWS:
                yield run
            run, above = [row] if len(row.pieces) >= 2 else [], []


def _lacks_its_name(row: Row, run: list[Row]) -> bool:
    """Tells whether a row has one cell less than the header, and all of them figures: its name was too long for its
    column."""
    head = next((r for r in run if len(r.pieces) >= MIN_COLUMNS and not _is_body(r)), None)
    return (
        head is not None
        and len(row.pieces) == len(head.pieces) - 1
        and all(FIGURE.match("".join(g.char for g in p.glyphs)) for p in row.pieces)
    )


def _named(row: Row, above: list[Line]) -> Row:
    """Returns the row with the lines above it as its first cell."""
    glyphs = [glyph for line in above for glyph in line.glyphs if not glyph.char.isspace()]
    return Row(row.line, [DelimitedCell(glyphs, 0, 0), *row.pieces], row.marked, tuple(above))


def _row(line: Line) -> Row:
    text = line.text
    marked = bool(re.search(r"[\t|│┃┆｜]", text.strip(" \u3000|│┃┆｜\n")))
    start, end = len(text) - len(text.lstrip(" \u3000|│┃┆｜")), len(text.rstrip(" \u3000|│┃┆｜"))
    if DRAWN_LINE.fullmatch(text):
        return Row(line, [], marked)
    gaps = [(gap.start(), gap.end()) for gap in (MARKS if marked else BLANKS).finditer(text, start, end)]
    begins = [start, *(after for _, after in gaps)]
    ends = [floor + len(text[floor:before].rstrip(" \u3000")) for floor, (before, _) in zip(begins, gaps, strict=False)]
    ends.append(max(begins[-1], end))
    at = list(accumulate((_width(g.char) for g in line.glyphs), initial=0))
    return Row(line, [DelimitedCell(line.glyphs[a:b], at[a], at[b]) for a, b in zip(begins, ends, strict=True)], marked)


def _width(char: str) -> int:
    return 2 if east_asian_width(char) in "WF" else 1


def _grid(run: list[Row]) -> Grid | None:
    """Returns the rows as a grid; None if a row has fewer cells than its header and nothing shows which of them are
    empty."""
    cells: list[Cell] = []
    head: Row | None = None
    for number, row in enumerate(run):
        if not _is_body(row):
            head = row if len(row.pieces) >= MIN_COLUMNS else head
        columns = _columns(row, head)
        if columns is None:
            return None
        for column, piece in zip(columns, row.pieces, strict=True):
            cells.append(
                Cell(number, column, [Line(piece.glyphs, number=row.line.number)] if piece.glyphs else [], None, None)
            )
    return Grid(cells, None, None)


def _is_body(row: Row) -> bool:
    return any(glyph.char.isdigit() for piece in row.pieces for glyph in piece.glyphs)


def _columns(row: Row, head: Row | None) -> list[int] | None:
    """Returns the column of each cell: its index if the row is complete, otherwise the header that it stands under."""
    if row.marked or head is None or len(row.pieces) in (2, len(head.pieces)) or not _is_body(row):
        return list(range(len(row.pieces)))
    under = [
        [k for k, top in enumerate(head.pieces) if piece.left < top.right and top.left < piece.right]
        for piece in row.pieces
    ]
    columns = [found[0] for found in under if len(found) == 1]
    return columns if len(set(columns)) == len(row.pieces) and columns == sorted(columns) else None
