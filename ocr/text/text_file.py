"""Reads plain text from another OCR program or a person: one page with one line of glyphs for each line of text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate

from gouji.ocr.text.bidi_figures import reordered_figures
from gouji.ocr.text.encodings import LOST, decode
from gouji.ocr.text.glued_numbers import glued_points
from gouji.ocr.text.line_numbers import without_line_numbers
from gouji.ocr.text.lost_bytes import with_lower_probabilities
from gouji.ocr.text.visible_glyphs import visible_glyphs
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.glyph import Glyph
from gouji.schemas.limits import check_text
from gouji.schemas.pages import Damage, Line, Page

LINE_END = re.compile(r"((?<![\x0b\x85\u2028\u2029])[\x0b\x85\u2028\u2029]*+(?:\r\n|\r|\n)|[\x0b\x85\u2028\u2029])")
"""Line terminators. Another terminator right before a line feed belongs to the same line end."""
LINE_END_OF_WORD = re.compile(r"(\r\n|\r|\n)")
"""The same in the text of a Word document with cells, where the other terminators stand inside of them."""
HTML_END = re.compile(r"(<br\s*/?>|</(?:p|div|li|h[1-6])>)(?=.*\S)", re.I)
"""Where a web page ends a line; in the cells of a table such an end parts nothing."""
ITEM_MARK = "）"
"""Stands for the point behind the number of a list item where that would be read as a decimal point."""
IN_TABLE = re.compile(r"\||<t[dhr][\s>]", re.I)


def text_page(data: bytes) -> Page:
    """Returns one page of kind "text". Keeps blank lines and leading blanks, which are evidence for paragraphs.

    Undecodable bytes become U+FFFD; they and their neighbours have a low probability. Raises UnreadableDocument:
    "text_too_large"; "not_text" if no known encoding explains the bytes; "blank" if there are only blanks.
    """
    check_text(len(data))
    found = decode(data)
    rows = _rows(found.text.replace("\f", ""))
    points = glued_points([row for row, _ in rows])
    lines = [
        Line(with_lower_probabilities(_glyphs(row, end, number, points), found.encoding), number=number)
        for number, (row, end) in enumerate(rows, 1)
    ]
    if not any(line.text.strip() for line in lines):
        raise UnreadableDocument("blank")
    return Page(1, None, None, "text", lines, damage=_damage([row for row, _ in rows], found.encoding))


def _damage(rows: list[str], encoding: str) -> Damage | None:
    lost = {number: row.count(LOST) for number, row in enumerate(rows, 1) if LOST in row}
    reordered = [
        (number, figure.stored, figure.shown) for number, row in enumerate(rows, 1) for figure in reordered_figures(row)
    ]
    return Damage(encoding, lost, tuple(reordered)) if lost or reordered else None


def _rows(text: str) -> list[tuple[str, str]]:
    """Returns (text, line terminator) of each row."""
    parts = [*(LINE_END_OF_WORD if "\x07" in text else LINE_END).split(text), ""]
    rows = list(zip(without_line_numbers(parts[::2]), parts[1::2], strict=True))
    rows = rows if rows[-1][0] else rows[:-1]
    if "<table" in text.lower() or not HTML_END.search(text):
        return rows
    return [row for words, end in rows for row in _html_rows(words, end)]


def _html_rows(words: str, end: str) -> list[tuple[str, str]]:
    """The lines that a web page has in one line of its source."""
    parts = [words, end] if IN_TABLE.search(words) else [*HTML_END.split(words), end]
    return list(zip(parts[::2], parts[1::2], strict=True))


def _glyphs(row: str, end: str, number: int, points: set[tuple[int, int]]) -> list[Glyph]:
    glyphs = visible_glyphs(row, number) if row else []
    own = {index for at, index in points if at == number - 1}
    ends = accumulate(len(glyph.read) for glyph in glyphs)
    glyphs = (
        [
            replace(glyph, char=ITEM_MARK, raw=glyph.read) if end - 1 in own else glyph
            for glyph, end in zip(glyphs, ends, strict=True)
        ]
        if own
        else glyphs
    )
    if glyphs and (unusual_end := end.strip("\r\n")):
        glyphs[-1] = replace(glyphs[-1], raw=glyphs[-1].read + unusual_end)
    return glyphs
