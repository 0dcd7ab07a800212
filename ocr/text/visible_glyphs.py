"""Converts a row of plain text to the glyphs that a person sees: invisible characters neither separate nor join."""

from __future__ import annotations

from unicodedata import normalize

import regex

from gouji.ocr.text.accounting_minus import with_minus_ahead
from gouji.ocr.text.bidi_figures import reordered_figures
from gouji.ocr.text.markup import markup
from gouji.ocr.text.odd_blanks import normalize_blanks
from gouji.schemas.glyph import Glyph
from gouji.schemas.unseen import INVISIBLE

HIDDEN = regex.compile(rf"\x1b\[[0-?]*[ -/]*[@-~]|{INVISIBLE.pattern}", regex.V1)
"""An invisible character, or a terminal's colour escape sequence."""
RADICAL = regex.compile(r"[\u2f00-\u2fdf\uf900-\ufaff]")
"""A radical or a compatibility ideograph: it is printed like the character itself."""
STRANGE = regex.compile(
    rf"{HIDDEN.pattern}|{RADICAL.pattern}|[\u2460-\u2473\u00b9\u00b2\u00b3\u2070-\u2079\uf020-\uf0ff\x07$&_\\`*＊※†£¨\]〕】]|^\s{{0,3}}[#>]|\*\*|~~|<[/A-Za-z]|\[\^|(.)\1(.)\2",
    regex.V1,
)
REORDERED_PROB = 0.5
"""Probability of a figure that is displayed in another order than it is stored."""
NUL, NUL_SHOWN = "\0", "\u2400"
"""Databases cannot store the first of these in a text."""


def visible_glyphs(row: str, line: int) -> list[Glyph]:
    """Returns one glyph for each visible character of the row.

    Invisible characters go to the raw text of the glyph before them, or after them at the start of the row. A figure
    that bidirectional controls reorder has a low probability: it cannot be determined which order was meant.
    """
    if not STRANGE.search(row):
        return with_minus_ahead(normalize_blanks([Glyph(char, line=line) for char in row]))
    kept = _kept(row)
    probs = _probabilities(row, [place for place, _, _ in kept])
    glyphs = [
        Glyph(char, prob, line=line, raw="" if raw == char else raw)
        for (_, char, raw), prob in zip(kept, probs, strict=True)
    ]
    return with_minus_ahead(normalize_blanks(glyphs))


def _kept(row: str) -> list[tuple[int, str, str]]:
    """Returns (index, character, raw text) of each kept character; an invisible row becomes one blank."""
    hidden, signs = markup(row)
    hidden |= {i for found in HIDDEN.finditer(row) for i in range(*found.span())} - signs.keys()
    visible = [i for i in range(len(row)) if i not in hidden]
    if not visible:
        return [(0, " ", row.replace(NUL, NUL_SHOWN))]
    starts = [0, *visible[1:]]
    ends = [*visible[1:], len(row)]
    raws = [row[start:end].replace(NUL, NUL_SHOWN) for start, end in zip(starts, ends, strict=True)]
    return [
        (i, signs.get(i) or (normalize("NFKC", row[i]) if RADICAL.match(row[i]) else row[i]), raw)
        for i, raw in zip(visible, raws, strict=True)
    ]


def _probabilities(row: str, indices: list[int]) -> list[float]:
    """Returns for each kept character the probability that it is in the right place."""
    reordered = {place for figure in reordered_figures(row) for place in figure.indices}
    return [REORDERED_PROB if place in reordered else 1.0 for place in indices]
