"""The words of a form in traditional characters (年初預算數：115.00萬元) as those that gouji reads; names keep their characters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import regex

from gouji.schemas.pages import Line, Page
from gouji.schemas.wordlists import read_rows

CELL = regex.compile(
    r"(?:(?<=^\s*)|(?<=[|｜│┃\t：:（(]\s*)|(?<=\s))(?P<words>\p{Han}{1,12})(?=\s*(?:[:：|｜│┃\t（(]|$))"
)
"""Words before a colon, or a cell of their own."""


def with_simplified_words(page: Page, is_label: Callable[[str], bool]) -> Page:
    """Returns a copy of a page of text with these words in simplified characters; each glyph keeps what was printed. `is_label` knows
    further words that stand before a colon or are a cell of their own."""
    signs = regex.compile(f"[{''.join(_signs())}]")
    if not any(signs.search(line.text) for line in page.lines):
        return page
    return replace(page, lines=[_simplified(line, is_label) for line in page.lines])


def _simplified(line: Line, is_label: Callable[[str], bool]) -> Line:
    places: dict[int, str] = {}
    for start, words in _found(line.text, is_label):
        places |= {start + n: sign for n, sign in enumerate(words)}
    glyphs = [
        replace(glyph, char=places[at], raw=glyph.read) if places.get(at, glyph.char) != glyph.char else glyph
        for at, glyph in enumerate(line.glyphs)
    ]
    return replace(line, glyphs=glyphs)


def _found(text: str, is_label: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    """Where such words stand, and how they are written."""
    for found in _anywhere().finditer(text):
        yield found.start(), _words()[found[0]]
    for found in CELL.finditer(text):
        words = "".join(_signs().get(sign, sign) for sign in found["words"])
        if found["words"] in _words() or is_label(words):
            yield found.start("words"), words


@cache
def _words() -> dict[str, str]:
    return {seen: simplified for seen, simplified, _ in read_rows(__package__, "traditional_words")}


@cache
def _signs() -> dict[str, str]:
    """The traditional characters of these words, each with the simplified one."""
    return {a: b for seen, simplified in _words().items() for a, b in zip(seen, simplified, strict=True) if a != b}


@cache
def _anywhere() -> regex.Pattern[str]:
    """Words that are these wherever they stand, and multiples behind a figure."""
    rows = sorted(read_rows(__package__, "traditional_words"), key=lambda row: -len(row[0]))
    words, figure = ("|".join(seen for seen, _, place in rows if place == kind) for kind in ("any", "figure"))
    return regex.compile(rf"{words}|(?<=\d\s?)(?:{figure})")
