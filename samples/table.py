"""A ruled form as a sample prints it: rows of words become cells, lines of type and rules, in mm, page by page."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from samples.layout import CLOSING, Advance, Placed, SetLine

LEADING = 1.35
"""Lines of a cell stand this many characters apart."""
ROOM, AIR = 1.0, 1.3
"""mm of paper at the sides of a cell, and above and below its words."""


@dataclass(frozen=True, slots=True)
class Form:
    """A table as it is written: rows with cells parted by |, where < goes on from the left and ^ from above.

    `widths` are those of the columns and `em` the size of a character, in mm; `breaks` are the rows (from 0) that begin a page,
    `heads` those that every further page prints again; columns in `left` are set flush left.
    """

    rows: tuple[str, ...]
    widths: tuple[float, ...]
    em: float
    breaks: tuple[int, ...] = ()
    heads: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, its ends in mm."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class FormPage:
    """What of a form stands on one page, from its own top left corner: lines with their place, and rules."""

    lines: list[tuple[SetLine, float, float]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


@dataclass(slots=True)
class _Cell:
    text: str
    row: int
    col: int
    rows: int = 1
    cols: int = 1


def form_pages(form: Form, face: str, advance: Advance) -> list[FormPage]:
    """The form's pages. A cell that a page turn cuts has its words on the page it begins on."""
    bounds = [0, *form.breaks, len(form.rows)]
    return [
        _page(form, list(range(a, b)), form.heads if a else (), face, advance) for a, b in itertools.pairwise(bounds)
    ]


def words(form: Form) -> list[str]:
    """The words of all cells, in reading order."""
    return [cell.text for cell in _cells([_parted(row) for row in form.rows])]


def _page(form: Form, rows: list[int], heads: tuple[int, ...], face: str, advance: Advance) -> FormPage:
    shown = [*(h for h in heads if h not in rows), *rows]
    parted = [_parted(form.rows[row]) for row in shown]
    parted[0] = ["" if text == "^" else text for text in parted[0]]
    cells = _cells(parted)
    lines = {id(c): list(_wrapped(c.text, _width(form, c) / form.em, face, advance)) for c in cells}
    heights = _heights(form, cells, lines, len(shown))
    page = FormPage()
    for cell in cells:
        _set(page, form, cell, lines[id(cell)], heights)
    return page


def _parted(row: str) -> list[str]:
    return [text.strip() for text in row.split("|")]


def _cells(rows: list[list[str]]) -> list[_Cell]:
    """The cells with how far they reach; < and ^ widen those they go on from."""
    home: dict[tuple[int, int], _Cell] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cell = home[r - 1, c] if text == "^" else home[r, c - 1] if text == "<" else _Cell(text, r, c)
            cell.rows, cell.cols = max(cell.rows, r - cell.row + 1), max(cell.cols, c - cell.col + 1)
            home[r, c] = cell
    return list({id(cell): cell for cell in home.values()}.values())


def _width(form: Form, cell: _Cell) -> float:
    return sum(form.widths[cell.col : cell.col + cell.cols])


def _heights(form: Form, cells: list[_Cell], lines: dict[int, list[SetLine]], count: int) -> list[float]:
    heights = [0.0] * count
    for cell in sorted(cells, key=lambda c: c.rows):
        short = len(lines[id(cell)]) * form.em * LEADING + 2 * AIR - sum(heights[cell.row : cell.row + cell.rows])
        for row in range(cell.row, cell.row + cell.rows) if short > 0 else ():
            heights[row] += short / cell.rows
    return heights


def _set(page: FormPage, form: Form, cell: _Cell, lines: list[SetLine], heights: list[float]) -> None:
    x0, y0 = sum(form.widths[: cell.col]), sum(heights[: cell.row])
    x1, y1 = x0 + _width(form, cell), y0 + sum(heights[cell.row : cell.row + cell.rows])
    page.rules += [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]
    pitch = form.em * LEADING
    top = (y0 + y1 - len(lines) * pitch) / 2 + (pitch - form.em) / 2
    for number, line in enumerate(line for line in lines if line.placed):
        length = (line.placed[-1].x + line.placed[-1].width) * form.em
        left = x0 + ROOM if cell.col in form.left else (x0 + x1 - length) / 2
        page.lines.append((line, left, top + number * pitch))


def _wrapped(text: str, room: float, face: str, advance: Advance) -> Iterator[SetLine]:
    """Lines of at most `room` ems without the paper at their sides; a figure stays whole where it fits."""
    room -= 2 * ROOM / 3.5
    line, x = SetLine(), 0.0
    for piece in _pieces(text):
        width = sum(advance(char, face) for char in piece)
        if line.placed and x + width > room and piece not in CLOSING:
            yield line
            line, x = SetLine(), 0.0
        for char in piece:
            wide = advance(char, face)
            line.placed.append(Placed(char, face, x, wide))
            x += wide
    yield line


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for char in text:
        if char.isascii() and not char.isspace():
            piece += char
            continue
        if piece:
            yield piece
        yield char
        piece = ""
    if piece:
        yield piece
