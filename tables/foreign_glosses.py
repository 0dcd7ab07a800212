"""Forms in two languages (年初预算数 Initial budget: 50.00): what the second language says again is left out, and kept as what was printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page

_WORDS = r"[A-Za-z][A-Za-z'’\-/&., ]*[A-Za-z]"
LABEL = regex.compile(
    rf"(?:^|(?<=[|｜│┃\t]))\s*(?:[一二三四五六七八九十\d]{{1,2}}[、.．]\s*)?(?P<label>\p{{Han}}{{2,10}})(?P<gloss>\s*[/／|]?\s*[（(]?{_WORDS}[)）]?)\s*(?=[:：|｜│┃\t]|$)"
)
GLOSS = regex.compile(
    rf"(?:(?<=\p{{Han}})|(?<=\p{{Han}}[)）]))(?P<gloss>\s*[/／]?\s*{_WORDS})(?=\s*[:：|｜│┃\t]|\s*[≥≤><]?\d[\d,.]*\s*(?:\p{{Han}}|[%％])|\s*$)"
)
"""Words of the second language behind Chinese ones: before a colon, before a figure with its unit, at the end of a cell or line."""
LEADING = regex.compile(r"^(?P<gloss>\s*[A-Za-z][^\p{Han}（）()]*)(?=[（(]\p{Han}+[)）]\s*$)")
"""A label in the second language alone, its value in Chinese in brackets: Unit of amounts: RMB 10,000 yuan（万元）."""
VALUE = regex.compile(
    r"[:：]\s*\p{Han}[\p{Han}（）()]*(?P<gloss>\s+[A-Z][A-Za-z'’\-&., ]*\s[A-Z]?[A-Za-z'’\-&., ]*[A-Za-z])\s*$"
)
MIN_LABELS = 3
"""A text in which so many known labels are said again is in two languages."""


def without_glosses(page: Page, is_label: Callable[[str], bool]) -> Page:
    """A copy of a page of text without the second language, if it tells its labels in two; any other page as it is. `is_label` tells
    known labels."""
    told = sum(is_label(found["label"]) for line in page.lines for found in LABEL.finditer(line.text))
    if told < MIN_LABELS:
        return page
    return replace(page, lines=[_without(line) for line in page.lines])


def _without(line: Line) -> Line:
    hidden: set[int] = set()
    for pattern in (LABEL, VALUE, GLOSS, LEADING):
        for found in pattern.finditer(line.text):
            hidden |= {*range(*found.span("gloss"))}
    if not hidden:
        return line
    glyphs: list[Glyph] = []
    lead = ""
    for index, glyph in enumerate(line.glyphs):
        if index not in hidden:
            glyphs.append(replace(glyph, raw=lead + glyph.read) if lead else glyph)
            lead = ""
        elif glyphs:
            glyphs[-1] = replace(glyphs[-1], raw=glyphs[-1].read + glyph.read)
        else:
            lead += glyph.read
    return replace(line, glyphs=glyphs)
