"""A row of plain text as the glyphs that a person sees: what cannot be seen parts and joins nothing."""

from __future__ import annotations

from unicodedata import normalize

import regex

from gouji.ocr.text.bidi_figures import reordered_figures
from gouji.ocr.text.odd_blanks import with_plain_blanks
from gouji.schemas.glyph import Glyph
from gouji.schemas.unseen import INVISIBLE

HIDDEN = regex.compile(rf"\x1b\[[0-?]*[ -/]*[@-~]|{INVISIBLE.pattern}", regex.V1)
"""A character that cannot be seen, or the signs with which a terminal changes its colour."""
RADICAL = regex.compile(r"[\u2f00-\u2fdf\uf900-\ufaff]")
"""A character by the number of a radical, or of a double from an old set: it is printed as the character is."""
STRANGE = regex.compile(rf"{HIDDEN.pattern}|{RADICAL.pattern}", regex.V1)
EITHER_WAY = 0.5
"""How surely a figure is known that is shown in another order than it is stored."""
NUL, NUL_SHOWN = "\0", "\u2400"
"""No database holds the first of these in a text."""


def seen_glyphs(row: str, line: int) -> list[Glyph]:
    """One glyph for each character of the row that can be seen; what cannot stands in the raw reading of the one before it, or behind it.

    Figures that controls of direction show in another order than they are stored are in doubt: nobody knows which one was meant.
    """
    if not STRANGE.search(row):
        return with_plain_blanks([Glyph(char, line=line) for char in row])
    kept = _kept(row)
    probs = _doubts(row, [place for place, _, _ in kept])
    glyphs = [
        Glyph(char, prob, line=line, raw="" if raw == char else raw)
        for (_, char, raw), prob in zip(kept, probs, strict=True)
    ]
    return with_plain_blanks(glyphs)


def _kept(row: str) -> list[tuple[int, str, str]]:
    """(place, character, all that stood there) of each character that is kept. Of a row in which nothing can be seen a blank is left."""
    gone = {i for found in HIDDEN.finditer(row) for i in range(*found.span())}
    bare = [i for i in range(len(row)) if i not in gone]
    if not bare:
        return [(0, " ", row.replace(NUL, NUL_SHOWN))]
    starts = [0, *bare[1:]]
    ends = [*bare[1:], len(row)]
    held = [row[start:end].replace(NUL, NUL_SHOWN) for start, end in zip(starts, ends, strict=True)]
    return [
        (i, normalize("NFKC", row[i]) if RADICAL.match(row[i]) else row[i], raw)
        for i, raw in zip(bare, held, strict=True)
    ]


def _doubts(row: str, places: list[int]) -> list[float]:
    """How sure each kept character is of its place among the others."""
    turned = {place for figure in reordered_figures(row) for place in figure.places}
    return [EITHER_WAY if place in turned else 1.0 for place in places]
