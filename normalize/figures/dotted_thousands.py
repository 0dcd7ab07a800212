"""Amounts whose thousands are parted by points (1.250.000元): a text that writes so writes 62.500元 for 62500 元."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from gouji.normalize.figures.malformed_points import WHOLE_UNITS
from gouji.schemas.pages import Line, Page

CLEAR = regex.compile(r"(?<![\d.,，第A-Za-z])[1-9]\d{0,2}(?:\.\d{3}){2,}(?:\.\d{2})?(?![\d.])")
"""A figure that has several points is none otherwise."""
ANY = regex.compile(
    rf"(?<![\d.,，第A-Za-z])[1-9]\d{{0,2}}(?:\.\d{{3}})+(?:\.\d{{2}}(?![\d.])|(?=\s?(?:元|页|{'|'.join(WHOLE_UNITS)}))|(?=\s*$|[ \u3000\t|│]))"
)
POINT = regex.compile(r"\.(?=\d{3}(?!\d))")
MIN_CLEAR = 2
"""So many clear ones show how a text writes its figures."""
COMMA, SURE = ",", 0.95


def with_group_commas(page: Page) -> Page:
    """Returns a copy of a page of text in which these points are commas; a text that does not clearly write so stays as it is."""
    if sum(len(CLEAR.findall(line.text)) for line in page.lines) < MIN_CLEAR:
        return page
    return replace(page, lines=[_with_commas(line) for line in page.lines])


def _with_commas(line: Line) -> Line:
    places = [
        found.start() + point.start()
        for pattern in (CLEAR, ANY)
        for found in pattern.finditer(line.text)
        for point in POINT.finditer(found[0])
    ]
    return _put(line, places) if places else line


def _put(line: Line, places: Sequence[int]) -> Line:
    glyphs = list(line.glyphs)
    for place in places:
        old = glyphs[place]
        glyphs[place] = replace(old, char=COMMA, raw=old.read, prob=min(old.prob, SURE))
    return replace(line, glyphs=glyphs)
