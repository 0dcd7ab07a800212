"""Blanks of other kinds within a figure: thin ones part its thousands, the others are ordinary ones to whoever has to tell what they part."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.schemas.glyph import Glyph

THIN = regex.compile(r"(?<=\d[.,]?)[\u2006-\u200a\u202f\u205f](?=[.,]?\d)")
"""Too thin to part two figures."""
WIDE = regex.compile(r"(?<=[\d.,])[\p{Zs}--[ \u3000]](?=[\d.,])", regex.V1)
EITHER = regex.compile(rf"{THIN.pattern}|{WIDE.pattern}", regex.V1)


def with_plain_blanks(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs without thin blanks within figures, and with ordinary blanks for others; the raw reading keeps what stood there."""
    text = "".join(glyph.char for glyph in glyphs)
    if len(text) != len(glyphs) or not EITHER.search(text):
        return glyphs
    thin, wide = ({found.start() for found in pattern.finditer(text)} for pattern in (THIN, WIDE))
    out: list[Glyph] = []
    for place, glyph in enumerate(glyphs):
        if place in thin:
            out[-1] = replace(out[-1], raw=out[-1].read + glyph.read)
        else:
            out.append(replace(glyph, char=" ", raw=glyph.read) if place in wide else glyph)
    return out
