"""Gives red figures their minus in a report that says that red means negative (红字为负数)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Document, Grid, Line, Page
from gouji.schemas.paragraph import Change
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import read_rows

FIGURE = regex.compile(r"(?<![-−–—△▲\d.,，(（])(?<!负)\d[\d,，.]*(?![\d年月日])")
"""A figure without a sign of its own, and no part of a date."""
BLANKS = regex.compile(r"\s+")


def sign_red_figures(document: Document) -> tuple[Document, list[Change]]:
    """Returns the document with a minus before each figure that is printed in red, and one change for each.

    The document itself comes back unless it says that red means negative. A figure is red if all its digits are.
    """
    lines = [line for page in document.pages for line in _lines(page)]
    if not any(g.red for line in lines for g in line.glyphs) or not any(_says_so(line.text) for line in lines):
        return document, []
    changes: list[Change] = []
    pages = [
        replace(
            page,
            lines=[_signed(line, changes) for line in page.lines],
            tables=[_signed_grid(grid, changes) for grid in page.tables],
        )
        for page in document.pages
    ]
    return replace(document, pages=pages), changes


def _signed_grid(grid: Grid, changes: list[Change]) -> Grid:
    cells = [replace(cell, lines=[_signed(line, changes) for line in cell.lines]) for cell in grid.cells]
    return replace(grid, cells=cells)


def _lines(page: Page) -> Iterator[Line]:
    yield from page.lines
    yield from (line for grid in page.tables for cell in grid.cells for line in cell.lines)


def _says_so(text: str) -> bool:
    words = BLANKS.sub("", text)
    return any(pattern.search(words) for pattern in _patterns())


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    return tuple(regex.compile(row[0]) for row in read_rows(__package__, "red_words"))


def _signed(line: Line, changes: list[Change]) -> Line:
    """The line with its red figures signed. The sign has no glyph of its own: it belongs to the first digit."""
    if not any(g.red for g in line.glyphs) or any(len(g.char) != 1 for g in line.glyphs):
        return line
    glyphs = list(line.glyphs)
    for match in FIGURE.finditer(line.text):
        digits = [g for g in line.glyphs[match.start() : match.end()] if g.char.isdigit()]
        if all(g.red for g in digits) and any(g.char != "0" for g in digits):
            changes.append(
                Change(
                    Traced.of(line.glyphs[match.start() : match.end()]), f"-{match[0]}", "digit", "red_is_negative", 1.0
                )
            )
            glyphs[match.start()] = _with_minus(digits[0])
    return replace(line, glyphs=glyphs)


def _with_minus(glyph: Glyph) -> Glyph:
    return replace(glyph, char=f"-{glyph.char}", raw=glyph.read, red=False)
