"""Plain text that another recogniser, or a person, already made: one page, one line of glyphs for each line of text."""

from __future__ import annotations

import re
from dataclasses import replace

from gouji.ocr.text.bidi_figures import reordered_figures
from gouji.ocr.text.encodings import LOST, decoded
from gouji.ocr.text.lost_bytes import doubted
from gouji.ocr.text.visible_glyphs import seen_glyphs
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.glyph import Glyph
from gouji.schemas.limits import check_text
from gouji.schemas.pages import Damage, Line, Page

LINE_END = re.compile(r"((?<![\x0b\x85\u2028\u2029])[\x0b\x85\u2028\u2029]*+(?:\r\n|\r|\n)|[\x0b\x85\u2028\u2029])")
"""What ends a line. Other signs of an end right before a line feed mean the same one."""


def text_page(data: bytes) -> Page:
    """One page of kind "text". Blank lines and leading blanks are kept: they are evidence for paragraphs.

    Bytes that are no text stand as U+FFFD, in doubt with what is beside them. UnreadableDocument: "text_too_large"; "not_text"
    for bytes that no known encoding explains, "blank" for nothing but blanks.
    """
    check_text(len(data))
    found = decoded(data)
    rows = _rows(found.text.replace("\f", ""))
    lines = [
        Line(doubted(_glyphs(row, end, number), found.encoding), number=number)
        for number, (row, end) in enumerate(rows, 1)
    ]
    if not any(line.text.strip() for line in lines):
        raise UnreadableDocument("blank")
    return Page(1, None, None, "text", lines, damage=_damage([row for row, _ in rows], found.encoding))


def _damage(rows: list[str], encoding: str) -> Damage | None:
    lost = {number: row.count(LOST) for number, row in enumerate(rows, 1) if LOST in row}
    turned = [
        (number, figure.stored, figure.shown) for number, row in enumerate(rows, 1) for figure in reordered_figures(row)
    ]
    return Damage(encoding, lost, tuple(turned)) if lost or turned else None


def _rows(text: str) -> list[tuple[str, str]]:
    """The rows, each with what ended it."""
    parts = [*LINE_END.split(text), ""]
    rows = list(zip(parts[::2], parts[1::2], strict=True))
    return rows if rows[-1][0] else rows[:-1]


def _glyphs(row: str, end: str, number: int) -> list[Glyph]:
    glyphs = seen_glyphs(row, number) if row else []
    if glyphs and (odd := end.strip("\r\n")):
        glyphs[-1] = replace(glyphs[-1], raw=glyphs[-1].read + odd)
    return glyphs
