"""Rows of a table that a line break inside of a cell broke in two: an open quotation mark, or a bar at the beginning and none at the
end."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.schemas.pages import Line, Page

MAX_LINES = 24
"""A row is broken into no more lines than this."""
OPENS_QUOTE = regex.compile(r'(?:^|[\t,;])"(?=[^"\s])')
"""A quotation mark that a value begins with."""
BARRED = regex.compile(r"\s*\|.*\S")
RULE = regex.compile(r"\s*\|[-:|\s]{3,}\|\s*")
ENDS_BARRED = regex.compile(r".*\|\s*$")


def with_whole_rows(page: Page) -> Page:
    """A copy of a page of text in which such a row is one line again; what never closes stays as it is."""
    lines: list[Line] = []
    index = 0
    while index < len(page.lines):
        quoted = _quoted(page.lines, index)
        count = quoted or _barred(page.lines, index, _usual(lines, page.lines[index:])) or 1
        whole = _joined(page.lines[index : index + count])
        lines.append(_unquoted(whole) if quoted and "\t" in whole.text else whole)
        index += count
    return replace(page, lines=lines)


def _joined(lines: list[Line]) -> Line:
    return replace(lines[0], glyphs=[glyph for line in lines for glyph in line.glyphs])


def _unquoted(line: Line) -> Line:
    """The line without its quotation marks, which hold the values of cells together."""
    return replace(line, glyphs=[glyph for glyph in line.glyphs if glyph.char != '"'])


def _quoted(lines: list[Line], start: int) -> int:
    """How many lines it takes until the quotation mark that a value of this line begins with is closed; 0 if none is open."""
    if OPENS_QUOTE.search(lines[start].text) is None:
        return 0
    marks = 0
    for count, line in enumerate(lines[start : start + MAX_LINES], 1):
        if count > 1 and not line.text.strip():
            return 0
        marks += line.text.count('"')
        if marks % 2 == 0:
            return count if count > 1 else 0
    return 0


def _usual(above: list[Line], below: list[Line]) -> int:
    """How many bars a whole row has: the last one above, else the first rule below (|---|---|); 0 if there is none."""
    near = [*reversed(above[-MAX_LINES:]), *(line for line in below[:MAX_LINES] if RULE.fullmatch(line.text))]
    whole = (line for line in near if BARRED.match(line.text) and ENDS_BARRED.fullmatch(line.text))
    return next((line.text.count("|") for line in whole), 0)


def _barred(lines: list[Line], start: int, usual: int) -> int:
    """How many lines it takes until a row that begins with a bar ends with one, and has as many as is usual; else 0."""
    if BARRED.match(lines[start].text) is None:
        return 0
    bars = 0
    for count, line in enumerate(lines[start : start + MAX_LINES], 1):
        if not line.text.strip() or (bars == usual and BARRED.match(line.text)):
            return 0
        bars += line.text.count("|")
        if ENDS_BARRED.fullmatch(line.text) and not _is_rest(lines, start + count):
            return count if bars == usual and count > 1 else 0
    return 0


def _is_rest(lines: list[Line], place: int) -> bool:
    """Whether the row above goes on in a line: it begins without a bar and ends with one."""
    words = lines[place].text if place < len(lines) else ""
    return not BARRED.match(words) and ENDS_BARRED.fullmatch(words) is not None
