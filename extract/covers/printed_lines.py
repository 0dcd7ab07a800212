"""The lines of a typed paragraph as they stand in the file: with their breaks, and with the blanks that part their words."""

from __future__ import annotations

from itertools import pairwise

from gouji.schemas.glyph import Glyph
from gouji.schemas.traced import Traced, join

BLANK = Traced(" ", ((),), (1.0,))


def printed_lines(text: Traced) -> list[Traced]:
    """The lines of a paragraph that was handed over as text. One of a page is returned as it is: its blanks are guesses.

    Blanks between Chinese words are no part of a corrected text, but on a cover they part one field from the next.
    """
    if not text.origins or all(glyph.line is None for glyph in text.glyphs):
        return [text]
    places = [_line(origin) for origin in text.origins]
    breaks = [i for i, (a, b) in enumerate(pairwise(places), 1) if a is not None and b is not None and a != b]
    edges = [0, *breaks, len(text)]
    return [_with_blanks(text.span(start, end)).strip() for start, end in pairwise(edges)]


def _line(origin: tuple[Glyph, ...]) -> int | None:
    return origin[-1].line if origin else None


def _with_blanks(line: Traced) -> Traced:
    parts: list[Traced] = []
    begin = 0
    for index, origin in enumerate(line.origins):
        if index and len(origin) > 1 and origin[0].char.isspace() and not line.text[index].isspace():
            parts += [line.span(begin, index), BLANK]
            begin = index
    return join([*parts, line.span(begin, len(line))])
