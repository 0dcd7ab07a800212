"""Plain text that another recogniser, or a person, already made: one page, one line of glyphs for each line of text."""

from __future__ import annotations

import codecs
import re

from ocr.plain_tables import with_text_tables
from schemas.errors import UnreadableDocument
from schemas.glyph import Glyph
from schemas.pages import Line, Page

MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
"""Byte order marks and what they promise."""

GUESSED = ("utf-8", "gb18030")
"""Tried in this order: bytes of GB18030 are hardly ever valid UTF-8, the reverse happens."""

STRANGE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""Characters that no text has: many of them mean that the bytes were no text."""

STRANGE_SHARE = 0.01


def text_page(data: bytes) -> Page:
    """One page of kind "text". Blank lines and leading blanks are kept: they are evidence for paragraphs.

    UnreadableDocument: "not_text" for bytes that no known encoding explains, "blank" for nothing but blanks.
    """
    text = _decoded(data).replace("\f", "")
    if not text.strip():
        raise UnreadableDocument("blank")
    rows = re.split(r"\r\n|\r|\n", text)
    if not rows[-1]:
        rows.pop()
    lines = [Line([Glyph(char, line=number) for char in row], number=number) for number, row in enumerate(rows, 1)]
    return with_text_tables(Page(1, None, None, "text", lines))


def _decoded(data: bytes) -> str:
    promised = [name for mark, name in MARKED if data.startswith(mark)]
    for name in promised or GUESSED:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if len(STRANGE.findall(text)) <= STRANGE_SHARE * len(text):
            return text
    raise UnreadableDocument("not_text")
