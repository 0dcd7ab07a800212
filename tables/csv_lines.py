"""Lines of values that a spreadsheet or another tool wrote into a text, parted by commas or semicolons: these part cells as tabs do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page

VALUES = {
    ",": regex.compile(
        r'(?P<field>"(?:[^"]|"")*"|[^",，。；;\t|]{0,40})(?:,(?P<field>"(?:[^"]|"")*"|[^",，。；;\t|]{0,40})){2,}'
    ),
    ";": regex.compile(
        r'(?P<field>"(?:[^"]|"")*"|[^";，。；\t|]{0,40})(?:;(?P<field>"(?:[^"]|"")*"|[^";，。；\t|]{0,40})){2,}'
    ),
}
"""The fields of a line, by what parts them: three at the least."""
GROUPS = regex.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)")
"""One figure with groups of thousands, whose commas part nothing."""
QUOTED = regex.compile(r'"(?:[^"]|"")*"')
FIGURE = regex.compile(r"[-−]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]\d{1,2})?\s*[%％]?")
DECLARED = regex.compile(r"\s*sep=(?P<mark>[,;])\s*", regex.I)
"""The first line of such a file, which says what parts its values."""
MIN_LINES, MIN_FIGURES = 3, 2
SEPARATOR = "\t"


def with_csv_as_tabs(page: Page) -> Page:
    """A copy of a page of text in which these lines have tabs for what parts their values, and no quotation marks; other lines stay as
    they are.

    So many lines below each other must have the same number of values; where none is quoted, no figure may have commas of its own.
    """
    lines: list[Line] = []
    declared: str | None = None
    for (mark, _), run in groupby(page.lines, key=_shape):
        own = list(run)
        told = DECLARED.fullmatch(own[0].text) if len(own) == 1 else None
        if told is not None:
            declared = told["mark"]
        elif mark and (mark == declared or _is_csv(own, mark)):
            lines += [_with_tabs(line, mark) for line in own]
        else:
            lines += own
    return replace(page, lines=lines)


def _shape(line: Line) -> tuple[str, int]:
    """What parts the values of a line, and how many they are; "" and 0 if it is none of values."""
    words = line.text.strip(" \u3000")
    found = [(len(match.captures("field")), mark) for mark, form in VALUES.items() if (match := form.fullmatch(words))]
    count, mark = max(found, default=(0, ""))
    return mark, count


def _is_csv(lines: list[Line], mark: str) -> bool:
    if len(lines) < MIN_LINES:
        return False
    if any(QUOTED.search(line.text) for line in lines):
        return True
    return not (mark == "," and any(GROUPS.search(line.text) for line in lines)) and _has_figures(lines, mark)


def _has_figures(rows: list[Line], mark: str) -> bool:
    """Whether some rows hold figures below each other: clauses of prose that half-width marks part have none."""
    values = [found.captures("field") for row in rows if (found := VALUES[mark].fullmatch(row.text.strip(" \u3000")))]
    counts = [
        sum(FIGURE.fullmatch(field.strip()) is not None for field in column) for column in zip(*values, strict=True)
    ]
    return any(count >= MIN_FIGURES for count in counts)


def _with_tabs(line: Line, mark: str) -> Line:
    return replace(line, glyphs=list(_glyphs(line, mark)))


def _glyphs(line: Line, mark: str) -> Iterator[Glyph]:
    inside = False
    for glyph in line.glyphs:
        if glyph.char == '"':
            inside = not inside
        elif glyph.char == mark and not inside:
            yield replace(glyph, char=SEPARATOR, raw=mark)
        else:
            yield glyph
