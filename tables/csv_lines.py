"""Lines of comma-separated values that a spreadsheet or another tool wrote into a text: their commas part cells as tabs do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page

FIELD = r'(?:"(?:[^"]|"")*"|[^",，。；;\t|]{0,40})'
VALUES = regex.compile(rf"(?P<field>{FIELD})(?:,(?P<field>{FIELD})){{2,}}")
GROUPS = regex.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)")
"""One figure with groups of thousands, whose commas part nothing."""
QUOTED = regex.compile(r'"(?:[^"]|"")*"')
FIGURE = regex.compile(r"[-−]?\d+(?:\.\d+)?\s*[%％]?")
MIN_LINES = 3
SEPARATOR = "\t"


def with_csv_as_tabs(page: Page) -> Page:
    """A copy of a page of text in which these lines have tabs for their commas, and no quotation marks; other lines stay as they are.

    So many lines below each other must have the same number of values; where none is quoted, no figure may have commas of its own.
    """
    lines: list[Line] = []
    for _, run in groupby(page.lines, key=_count):
        own = list(run)
        lines += [_with_tabs(line) for line in own] if _is_csv(own) else own
    return replace(page, lines=lines)


def _count(line: Line) -> int:
    """How many values a line has; 0 if it is none of values."""
    found = VALUES.fullmatch(line.text.strip())
    return len(found.captures("field")) if found is not None else 0


def _is_csv(lines: list[Line]) -> bool:
    if len(lines) < MIN_LINES or not _count(lines[0]):
        return False
    if any(QUOTED.search(line.text) for line in lines):
        return True
    return not any(GROUPS.search(line.text) for line in lines) and _has_figures(lines[1:])


def _has_figures(rows: list[Line]) -> bool:
    """Whether a column holds nothing but figures: clauses of prose that half-width commas part have none."""
    values = [found.captures("field") for row in rows if (found := VALUES.fullmatch(row.text.strip())) is not None]
    return any(all(FIGURE.fullmatch(field.strip()) for field in column) for column in zip(*values, strict=True))


def _with_tabs(line: Line) -> Line:
    return replace(line, glyphs=list(_glyphs(line)))


def _glyphs(line: Line) -> Iterator[Glyph]:
    inside = False
    for glyph in line.glyphs:
        if glyph.char == '"':
            inside = not inside
        elif glyph.char == "," and not inside:
            yield replace(glyph, char=SEPARATOR, raw=",")
        else:
            yield glyph
