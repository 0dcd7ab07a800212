"""Normalizes unusual blanks inside figures.

Thin blanks separate thousands and are removed; the others become ordinary blanks for the code that splits figures.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.schemas.glyph import Glyph

THIN_BLANK = regex.compile(r"(?<=\d[.,]?)[\u2006-\u200a\u202f\u205f](?=[.,]?\d)")
"""Too thin to separate two figures."""
WIDE_BLANK = regex.compile(r"(?<=[\d.,])[\p{Zs}--[ \u3000]](?=[\d.,])", regex.V1)
ODD_BLANK = regex.compile(rf"{THIN_BLANK.pattern}|{WIDE_BLANK.pattern}", regex.V1)


def normalize_blanks(glyphs: list[Glyph]) -> list[Glyph]:
    """Returns the glyphs without thin blanks inside figures, and with other blanks replaced by ordinary ones.

    The glyphs' raw text keeps the original characters.
    """
    text = "".join(glyph.char for glyph in glyphs)
    if len(text) != len(glyphs) or not ODD_BLANK.search(text):
        return glyphs
    thin, wide = ({found.start() for found in pattern.finditer(text)} for pattern in (THIN_BLANK, WIDE_BLANK))
    out: list[Glyph] = []
    for place, glyph in enumerate(glyphs):
        if place in thin:
            out[-1] = replace(out[-1], raw=out[-1].read + glyph.read)
        else:
            out.append(replace(glyph, char=" ", raw=glyph.read) if place in wide else glyph)
    return out
