"""What was taken out of the lines because nobody sees it, told once for each line and kind."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Document, Line, Page
from gouji.schemas.paragraph import Change, CorrectionKind
from gouji.schemas.traced import Traced
from gouji.schemas.unseen import BIDI_CONTROL, INVISIBLE, named

BREAKS = "\x0b\x85\u2028\u2029"
"""Characters that end a line, as a line feed does."""
ODD = regex.compile(rf"\s|\u2400|{INVISIBLE.pattern}", regex.V1)
"""What is told; the letters behind an escape, which say how a terminal is to show the text, go with it."""


def unseen_changes(document: Document) -> list[Change]:
    """One change for all of one kind in a line: the characters by their numbers, what was done with them, and where. Signs of a line's end,
    which stand in every line or in none, make one change for the whole page, in the place of the first."""
    found: dict[object, list[tuple[Glyph, str]]] = {}
    for page in document.pages:
        for line, glyph, char in _extra_characters(page):
            what = _what(char, glyph)
            place = page.number if char in BREAKS else line.number or id(line)
            found.setdefault((page.number, place, what), []).append((glyph, char))
    return [_change(places) for places in found.values()]


def _extra_characters(page: Page) -> Iterator[tuple[Line, Glyph, str]]:
    """Each character that stood beside one that is seen, or in its place."""
    for line in (*page.lines, *(line for grid in page.tables for cell in grid.cells for line in cell.lines)):
        for glyph in line.glyphs:
            yield from ((line, glyph, char) for char in glyph.raw.replace(glyph.char, "", 1) if ODD.match(char))


def _change(places: list[tuple[Glyph, str]]) -> Change:
    glyph, char = places[0]
    kind, reason, after = _what(char, glyph)
    name = named("".join(char for _, char in places))
    origin = (glyph,) if char in BREAKS else tuple(dict.fromkeys(glyph for glyph, _ in places))
    return Change(Traced(name, (origin, *((),) * (len(name) - 1)), (1.0,) * len(name)), after, kind, reason, 1.0)


def _what(char: str, glyph: Glyph) -> tuple[CorrectionKind, str, str]:
    """The kind of the correction, its reason, and what stands there now."""
    if char in BREAKS:
        return "spacing", "other_line_end", "↵"
    if BIDI_CONTROL.match(char):
        return "character", "turning_sign", ""
    if char.isspace() and not INVISIBLE.match(char):
        return "spacing", "other_blank", glyph.char if glyph.char == " " else ""
    return "character", "unseen_sign", ""
