"""Tables in plain text: rows whose cells are parted by tabs, bars, or several blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from unicodedata import east_asian_width

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Grid, Line

LEAST_COLUMNS, LEAST_ROWS = 3, 2
"""A table has at the least so many rows of so many cells; rows of two cells may belong to it (label and value)."""
SPACED = 0.4
"""The share of empty lines in a text of which each line is followed by one."""
NAME, FIGURE = re.compile(r"[㐀-鿿（）()]{1,14}"), re.compile(r"[-−—]?[\doOlI/]")
"""A line, or the end of one, that may be the name of the row below; what a figure begins with."""
MARKS = re.compile(r"[\t|│┃┆｜][ \u3000]*")
BLANKS = re.compile(r"[ \u3000]{2,}")
RULE = re.compile(r"[\s\-—─━┄=+|│┃┼┿╋├┤┣┫┬┴┌┐└┘┏┓┗┛╂:]+")
"""A line that is drawn between rows, and says nothing."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell's glyphs and the columns of a typewriter that they stand in."""

    glyphs: list[Glyph]
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line cut into cells. `marked`: by tabs or bars, which part empty cells too. `above`: lines that hold its name."""

    line: Line
    pieces: list[Piece]
    marked: bool
    above: tuple[Line, ...] = ()


def delimited_tables(lines: list[Line]) -> Iterator[tuple[Grid, list[Line]]]:
    """Each such table, with the lines that it takes up."""
    for run in list(_runs(lines)):
        grid = _grid(run)
        if grid is not None:
            yield grid, [line for row in run for line in (row.line, *row.above)]


def _runs(lines: list[Line]) -> Iterator[list[Row]]:
    """Rows one after another; lines that are only drawn do not part them, nor does one empty line where one follows nearly every line."""
    run: list[Row] = []
    above: list[Line] = []
    spaced = sum(not line.text.strip() for line in lines) > SPACED * len(lines)
    for before, line in pairwise([Line([]), *lines, Line([]), Line([])]):
        row = _row(line)
        if len(row.pieces) >= 2 and (not above or _lacks_its_name(row, run)):
            run.append(_named(row, above) if above else row)
            above = []
        elif spaced and not line.text.strip() and before.text.strip():
            continue
        elif run and len(row.pieces) == 1 and len(above) < LEAST_ROWS and NAME.fullmatch(line.text.strip()):
            above.append(line)
        elif not (run and line.text.strip() and RULE.fullmatch(line.text)):
            if sum(len(r.pieces) >= LEAST_COLUMNS for r in run) >= LEAST_ROWS:
                yield run
            run, above = [row] if len(row.pieces) >= 2 else [], []


def _lacks_its_name(row: Row, run: list[Row]) -> bool:
    """Whether a row has one cell less than the head, and all of them are figures: its name was too long for its column."""
    head = next((r for r in run if len(r.pieces) >= LEAST_COLUMNS and not _is_body(r)), None)
    return (
        head is not None
        and len(row.pieces) == len(head.pieces) - 1
        and all(FIGURE.match("".join(g.char for g in p.glyphs)) for p in row.pieces)
    )


def _named(row: Row, above: list[Line]) -> Row:
    """The row with the lines above it as its first cell."""
    glyphs = [glyph for line in above for glyph in line.glyphs if not glyph.char.isspace()]
    return Row(row.line, [Piece(glyphs, 0, 0), *row.pieces], row.marked, tuple(above))


def _row(line: Line) -> Row:
    text = line.text
    marked = bool(re.search(r"[\t|│┃┆｜]", text.strip(" \u3000|│┃┆｜\n")))
    start, end = len(text) - len(text.lstrip(" \u3000|│┃┆｜")), len(text.rstrip(" \u3000|│┃┆｜"))
    if RULE.fullmatch(text):
        return Row(line, [], marked)
    gaps = [(gap.start(), gap.end()) for gap in (MARKS if marked else BLANKS).finditer(text, start, end)]
    begins = [start, *(after for _, after in gaps)]
    ends = [floor + len(text[floor:before].rstrip(" \u3000")) for floor, (before, _) in zip(begins, gaps, strict=False)]
    ends.append(max(begins[-1], end))
    at = list(accumulate((_width(g.char) for g in line.glyphs), initial=0))
    return Row(line, [Piece(line.glyphs[a:b], at[a], at[b]) for a, b in zip(begins, ends, strict=True)], marked)


def _width(char: str) -> int:
    return 2 if east_asian_width(char) in "WF" else 1


def _grid(run: list[Row]) -> Grid | None:
    """The rows as a grid; None where a row has fewer cells than its head and nothing tells which of them are empty."""
    cells: list[Cell] = []
    head: Row | None = None
    for number, row in enumerate(run):
        if not _is_body(row):
            head = row if len(row.pieces) >= LEAST_COLUMNS else head
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
    """The column of each cell: by its number where the row is whole, else by the place of the head that it stands under."""
    if row.marked or head is None or len(row.pieces) in (2, len(head.pieces)) or not _is_body(row):
        return list(range(len(row.pieces)))
    under = [
        [k for k, top in enumerate(head.pieces) if piece.left < top.right and top.left < piece.right]
        for piece in row.pieces
    ]
    columns = [found[0] for found in under if len(found) == 1]
    return columns if len(set(columns)) == len(row.pieces) and columns == sorted(columns) else None
