"""Reports invisible characters that were removed from the lines, once per line and kind."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Document, Line, Page
from gouji.schemas.paragraph import Change, CorrectionKind
from gouji.schemas.traced import Traced
from gouji.schemas.unseen import BIDI_CONTROL, INVISIBLE, named

LINE_BREAKS = "\x0b\x85\u2028\u2029"
"""Characters that end a line, as a line feed does."""
REPORTED = regex.compile(rf"\s|\u2400|{INVISIBLE.pattern}", regex.V1)
"""Characters that are reported. The letters after an escape, which say how a terminal shows the text, belong to it."""


def unseen_changes(document: Document) -> list[Change]:
    """Returns one change for all characters of one kind in a line: their code points, what was done with them, and
    where.

    Line-ending characters, which occur in every line or in none, make one change for the whole page, at the place of
    the first.
    """
    found: dict[object, list[tuple[Glyph, str]]] = {}
    for page in document.pages:
        for line, glyph, char in _extra_characters(page):
            what = _correction(char, glyph)
            place = page.number if char in LINE_BREAKS else line.number or id(line)
            found.setdefault((page.number, place, what), []).append((glyph, char))
    return [_change(places) for places in found.values()]


def _extra_characters(page: Page) -> Iterator[tuple[Line, Glyph, str]]:
    """Yields each character that stood beside a visible one, or in its place."""
    for line in (*page.lines, *(line for grid in page.tables for cell in grid.cells for line in cell.lines)):
        for glyph in line.glyphs:
            yield from ((line, glyph, char) for char in glyph.raw.replace(glyph.char, "", 1) if REPORTED.match(char))


def _change(places: list[tuple[Glyph, str]]) -> Change:
    glyph, char = places[0]
    kind, reason, after = _correction(char, glyph)
    name = named("".join(char for _, char in places))
    origin = (glyph,) if char in LINE_BREAKS else tuple(dict.fromkeys(glyph for glyph, _ in places))
    return Change(Traced(name, (origin, *((),) * (len(name) - 1)), (1.0,) * len(name)), after, kind, reason, 1.0)


def _correction(char: str, glyph: Glyph) -> tuple[CorrectionKind, str, str]:
    """Returns the kind of the correction, its reason, and the text that stands there now."""
    if char in LINE_BREAKS:
        return "spacing", "other_line_end", "↵"
    if BIDI_CONTROL.match(char):
        return "character", "turning_sign", ""
    if char.isspace() and not INVISIBLE.match(char):
        return "spacing", "other_blank", glyph.char if glyph.char == " " else ""
    return "character", "unseen_sign", ""
