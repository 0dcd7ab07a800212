"""Puts the minus of accounting systems before its figure: they print it behind (15.00-), or brackets around the figure ((24.00))."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.schemas.glyph import Glyph

_ALONE, _ENDS = r"(?<=^[ ]*|[\t|]\s*|[ \u3000]{2}|[:：]\s*)", r"(?=\s*(?:$|[\t|])|[ \u3000]{2})"
_AMOUNT = r"\d[\d,]*\.\d\d"
BEHIND = regex.compile(rf"{_ALONE}(?P<figure>{_AMOUNT})[-–−－]{_ENDS}")
BRACKETED = regex.compile(rf"{_ALONE}[（(](?P<figure>{_AMOUNT})[）)]{_ENDS}")
PLAIN = regex.compile(rf"{_ALONE}-?{_AMOUNT}{_ENDS}")
MIN_BESIDE = 2
"""So many amounts beside it make a row of amounts, in which brackets are a minus; elsewhere they may hold points or a remark."""


def with_minus_ahead(glyphs: list[Glyph]) -> list[Glyph]:
    """Returns the glyphs of a row with the minus of each such amount before it; the raw text keeps what was written."""
    text = "".join(glyph.char for glyph in glyphs)
    if len(text) != len(glyphs):
        return glyphs
    found = list(BEHIND.finditer(text))
    if len(PLAIN.findall(text)) >= MIN_BESIDE:
        found += BRACKETED.finditer(text)
    for match in sorted(found, key=lambda each: each.start(), reverse=True):
        start, end = match.span("figure")
        own = glyphs[match.start() : match.end()]
        digits = glyphs[start:end]
        sign = own[0] if match.start() < start else own[-1]
        glyphs = [*glyphs[: match.start()], replace(sign, char="-", raw=sign.read), *digits, *glyphs[match.end() :]]
        if match.start() < start:
            last = match.start() + len(digits)
            glyphs[last] = replace(glyphs[last], raw=glyphs[last].read + own[-1].read)
    return glyphs
