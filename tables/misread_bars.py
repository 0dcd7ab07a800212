"""Bars of a table that a recogniser read as letters (丨62.00丨, l 62.00 l): they part cells."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.schemas.pages import Line, Page

STROKE = "丨"
STROKES = regex.compile(STROKE)
LETTERS = regex.compile(r"[丨lI!｜|](?=\s)|(?<=\s)[丨lI!｜|]|^\s*[丨lI!｜|]|[丨lI!｜|]\s*$")
"""Letters that look like a bar, with white beside them or at the edge of the line."""
FRAMED = regex.compile(r"\s*[丨lI!｜|].*[丨lI!｜|]\s*")
MIN_BARS, MIN_LINES = 3, 2
BAR = "|"


def with_bars(page: Page) -> Page:
    """A copy of a page of text in which these letters are bars: in lines with three strokes that no word has (丨), and in the lines
    right beside such a one, or beside one another, that
    begin and end with such a letter and have as many of them."""
    lines = list(page.lines)
    firm = {n: _places(line, STROKES) for n, line in enumerate(lines) if line.text.count(STROKE) >= MIN_BARS}
    counts = {n: len(places) for n, places in firm.items()}
    for n, line in enumerate(lines):
        if n in firm or FRAMED.fullmatch(line.text) is None:
            continue
        places = _places(line, LETTERS)
        beside = [counts[m] for m in (n - 1, n + 1) if m in counts]
        if len(places) >= MIN_BARS and len(places) in beside:
            firm[n], counts[n] = places, len(places)
    if len(firm) < MIN_LINES:
        return page
    return replace(page, lines=[_with(line, firm[n]) if n in firm else line for n, line in enumerate(lines)])


def _places(line: Line, pattern: regex.Pattern[str]) -> list[int]:
    """Where such signs stand."""
    found = (match.start() + len(match[0]) - len(match[0].lstrip()) for match in pattern.finditer(line.text))
    return sorted(set(found))


def _with(line: Line, places: list[int]) -> Line:
    glyphs = list(line.glyphs)
    for place in places:
        glyphs[place] = replace(glyphs[place], char=BAR, raw=glyphs[place].read)
    return replace(line, glyphs=glyphs)
