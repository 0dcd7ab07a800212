"""Rows of a table drawn with signs (+----+, ├──┼──┤) whose cells have several lines: lines between two drawn ones are one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page

DRAWN = regex.compile(r"\s*[+├┌└┏┗┣╔╚╠┝╟╞|│┃║][-=+─━═┄┼┬┴╋┳┻╬╦╩┤┐┘┓┛┫╗╝╣╢╤╧╪╫╡|│┃║:\s]{3,}")
HAN = regex.compile(r"\p{Han}")
BAR = regex.compile(r"[|│┃║┆]")
MIN_ROWS = 3
"""A table with lines drawn between its rows has so many rows at the least."""


def with_framed_rows(page: Page) -> Page:
    """A copy of a page of text in which the lines of such a row are one line; other lines stay as they are.

    A line goes on with the row above if some of its cells are empty; a list below one drawn line has none of them.
    """
    lines: list[Line] = []
    for framed, run in groupby(page.lines, key=_is_framed):
        own = list(run)
        lines += _joined(own) if framed else own
    return replace(page, lines=lines)


def _is_framed(line: Line) -> bool:
    return DRAWN.fullmatch(line.text) is not None or len(BAR.findall(line.text)) > 1


def _joined(lines: list[Line]) -> list[Line]:
    blocks = [
        (drawn, list(run)) for drawn, run in groupby(lines, key=lambda line: DRAWN.fullmatch(line.text) is not None)
    ]
    apart = _are_apart(blocks)
    rows = sum(not drawn for drawn, _ in blocks)
    if rows < MIN_ROWS and not (apart and rows > 1 and blocks[-1][0]):
        return lines
    return [line for drawn, block in blocks for line in (block if drawn else _rows(block, apart))]


def _rows(block: list[Line], apart: bool) -> Iterator[Line]:
    """The lines between two drawn ones, those that go on with the row above joined to it: all of them where lines are drawn `apart`
    from row to row."""
    row = block[0]
    for line in block[1:]:
        if _goes_on(row, line) or (apart and _fills(row, line)):
            row = _with(row, line)
        else:
            yield row
            row = line
    yield row


def _goes_on(row: Line, line: Line) -> bool:
    above, own = _cells(row), _cells(line)
    if len(above) != len(own) or _has_own_figures(above, own):
        return False
    return any(a and not b for a, b in zip(above, own, strict=True))


def _has_own_figures(above: Sequence[str], own: Sequence[str]) -> bool:
    """Whether a line beside a merged first cell is a row of its own: it has figures in several columns that are filled above it."""
    figured = sum(bool(a) and any(c.isdigit() for c in b) for a, b in zip(above[1:], own[1:], strict=True))
    return not own[0] and HAN.search(own[1]) is not None and figured > 1


def _fills(row: Line, line: Line) -> bool:
    """Whether a line has print where the row above has none: two whole rows do not."""
    above, own = _cells(row), _cells(line)
    return len(above) == len(own) and any(bool(a) != bool(b) for a, b in zip(above, own, strict=True))


def _are_apart(blocks: Sequence[tuple[bool, list[Line]]]) -> bool:
    """Whether a line is drawn between any two rows: no block has two lines with figures in one column."""
    filled = [[_cells(line) for line in block] for drawn, block in blocks if not drawn]
    return all(_figured(rows) <= 1 for rows in filled)


def _figured(rows: Sequence[Sequence[str]]) -> int:
    """In how many lines the column has figures that has them most often."""
    wide = min((len(row) for row in rows), default=0)
    return max((sum(any(c.isdigit() for c in row[n]) for row in rows) for n in range(1, wide)), default=0)


def _cells(line: Line) -> list[str]:
    return [cell.strip() for cell in BAR.split(line.text)[1:-1]]


def _with(row: Line, line: Line) -> Line:
    """The row with the print of a line behind that of each of its cells."""
    glyphs: list[Glyph] = []
    for (above, bar), (own, _) in zip(_pieces(row), _pieces(line), strict=True):
        glyphs += above + own if any(not glyph.char.isspace() for glyph in own) else above
        glyphs += bar
    return replace(row, glyphs=glyphs)


def _pieces(line: Line) -> Iterator[tuple[list[Glyph], list[Glyph]]]:
    """The print of each cell without the blanks beside it, with the bar behind it."""
    start = 0
    for bar in BAR.finditer(line.text):
        cell = line.glyphs[start : bar.start()]
        words = line.text[start : bar.start()]
        first = len(words) - len(words.lstrip())
        yield cell[first : first + len(words.strip())], line.glyphs[bar.start() : bar.end()]
        start = bar.end()
