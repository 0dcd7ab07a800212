"""Settles characters that the recogniser was unsure of by the words that the document prints clearly elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Document, Grid, Line, Page
from gouji.schemas.paragraph import Change
from gouji.schemas.traced import Traced

HAN = regex.compile(r"\p{Han}")
MAX_DOUBTFUL_PROB = 0.8
"""A character that was read more surely stays as it is."""
MIN_CLEAR_PROB = 0.8
"""Both characters of a pair were read at least so surely where the document prints it clearly."""
MIN_RATIO = 0.15
"""How likely another reading is, by the recogniser, relative to its first one."""
MIN_BESIDE_PROB = 0.6
"""The character beside a doubtful one says nothing if it is less sure itself."""
SETTLED_PROB = 0.95


def settle_by_own_words(document: Document) -> tuple[Document, list[Change]]:
    """Returns the document with doubtful characters read as its own words have them, and one change for each.

    潘淤河道 becomes 清淤河道 if the page may say 清 there and 清淤 stands clearly elsewhere, 潘淤 nowhere.
    """
    lines = [line for page in document.pages for line in _lines(page)]
    if not any(_is_doubtful(g) for line in lines for g in line.glyphs):
        return document, []
    clear = {pair for line in lines for pair in _clear_pairs(line)}
    changes: list[Change] = []
    pages = [
        replace(
            page,
            lines=[_settled(line, clear, changes) for line in page.lines],
            tables=[_settled_grid(grid, clear, changes) for grid in page.tables],
        )
        for page in document.pages
    ]
    return (replace(document, pages=pages), changes) if changes else (document, [])


def _lines(page: Page) -> Iterator[Line]:
    yield from page.lines
    yield from (line for grid in page.tables for cell in grid.cells for line in cell.lines)


def _settled_grid(grid: Grid, clear: set[str], changes: list[Change]) -> Grid:
    return replace(
        grid, cells=[replace(c, lines=[_settled(line, clear, changes) for line in c.lines]) for c in grid.cells]
    )


def _clear_pairs(line: Line) -> Iterator[str]:
    for one, other in zip(line.glyphs, line.glyphs[1:], strict=False):
        if min(one.prob, other.prob) >= MIN_CLEAR_PROB and HAN.match(one.char) and HAN.match(other.char):
            yield one.char + other.char


def _is_doubtful(glyph: Glyph) -> bool:
    return glyph.prob < MAX_DOUBTFUL_PROB and bool(glyph.alternatives) and HAN.fullmatch(glyph.char) is not None


def _settled(line: Line, clear: set[str], changes: list[Change]) -> Line:
    glyphs = list(line.glyphs)
    for index, glyph in enumerate(line.glyphs):
        other = _meant(line.glyphs, index, clear) if _is_doubtful(glyph) else None
        if other:
            rest = tuple((c, p) for c, p in glyph.alternatives if c != other)
            glyphs[index] = replace(
                glyph,
                char=other,
                prob=SETTLED_PROB,
                alternatives=((glyph.char, 1 - SETTLED_PROB), *rest),
                raw=glyph.read,
            )
            changes.append(Change(Traced.of([glyph]), other, "character", "own_word", SETTLED_PROB))
    return replace(line, glyphs=glyphs) if glyphs != line.glyphs else line


def _meant(glyphs: list[Glyph], index: int, clear: set[str]) -> str | None:
    """The one other reading with which the character forms a clear pair; None if what was read does, or several do."""
    glyph = glyphs[index]
    if _pairs(glyphs, index, glyph.char) & clear:
        return None
    likely = [c for c, prob in glyph.alternatives if prob >= MIN_RATIO * glyph.prob and HAN.fullmatch(c)]
    found = [c for c in likely if _pairs(glyphs, index, c) & clear]
    return found[0] if len(found) == 1 else None


def _pairs(glyphs: list[Glyph], index: int, char: str) -> set[str]:
    before, after = glyphs[index - 1 : index] if index else [], glyphs[index + 1 : index + 2]
    pairs = {g.char + char for g in before if g.prob >= MIN_BESIDE_PROB}
    return pairs | {char + g.char for g in after if g.prob >= MIN_BESIDE_PROB}
