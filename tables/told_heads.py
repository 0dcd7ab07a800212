"""Heads of tables that a sentence tells: （依次为：子项、全年支出、年初预算）over rows of a name and figures, or points between a name and its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page
from gouji.tables.delimited_rows import DelimitedRow, split_row

ORDER = regex.compile(
    r"(?:依次|分别|各列|列次|顺序|从左到右|从左至右|自左至右|由左至右|栏目|各栏)(?:为|是|列示|列出)?(?:依次)?(?:为|是)?\s*[:：]?\s*(?P<names>[^：:；;。（()）]+)"
)
FIRST_AND_SECOND = regex.compile(
    r"(?:前一?[列栏项]|前者|前一个|左[列栏])(?:数字|数|金额)?[为是](?P<first>[^，,；;。、）)]+)[，,；;、]\s*(?:后一?[列栏项]|后者|后一个|右[列栏])(?:数字|数|金额)?[为是](?P<second>[^，,；;。、）)]+)"
)
BETWEEN, LEADERS = regex.compile(r"[、，,/｜|]"), regex.compile(r"(?:\.{4,}|[…·]{2,}|(?:\. ){3,}\.?)(?=\s*[-−]?\d)")
FIGURE = regex.compile(r"\d")
MAX_ABOVE, MIN_NAMES, MIN_ROWS, MIN_KNOWN = 3, 2, 2, 2
"""The sentence stands at most so many lines above the rows, and so many of its names are heads that are known."""
NAMES = "项目"
"""What heads the names of the rows, where the sentence leaves it out."""
DELIMITERS = {"bar": "|", "tab": "\t", "blank": "\u3000\u3000", "slash": "/"}


def with_told_heads(page: Page, is_head: Callable[[str], bool]) -> Page:
    """Returns a copy of a page of text with such a head over its rows, and blanks for such points."""
    lines = [_without_leaders(line) for line in page.lines]
    out: list[Line] = []
    for n, line in enumerate(lines):
        head = _head_over(lines, n, is_head)
        out += [head, line] if head is not None else [line]
    return replace(page, lines=out)


def _head_over(lines: Sequence[Line], at: int, is_head: Callable[[str], bool]) -> Line | None:
    """The head of the rows that begin in this line; None where they have one, or no sentence tells it."""
    row = _figures(lines[at])
    above = [line for line in lines[max(0, at - MAX_ABOVE) : at] if line.text.strip()]
    if row is None or not above or len(_rows(lines, at, len(row.cells))) < MIN_ROWS:
        return None
    spans = _names(above[-1].text)
    words = [above[-1].text[a:b] for a, b in spans]
    if not 0 <= len(row.cells) - len(spans) <= 1 or sum(map(is_head, words)) < MIN_KNOWN:
        return None
    heads: list[list[Glyph]] = [above[-1].glyphs[a:b] for a, b in spans]
    number = above[-1].number
    if len(heads) < len(row.cells):
        heads.insert(0, [Glyph(char, line=number) for char in NAMES])
    sign = DELIMITERS[row.by or "blank"]
    glyphs = [
        glyph
        for n, head in enumerate(heads)
        for glyph in (*([Glyph(c, line=number) for c in sign] if n else []), *head)
    ]
    return Line(glyphs, number=number)


def _rows(lines: Sequence[Line], at: int, cells: int) -> list[DelimitedRow]:
    out: list[DelimitedRow] = []
    for line in lines[at:]:
        row = _figures(line)
        if row is None or len(row.cells) != cells:
            break
        out.append(row)
    return out


def _figures(line: Line) -> DelimitedRow | None:
    """The line as a row of a name and figures; None for any other."""
    row = split_row(line)
    if row.by is None or len(row.cells) <= MIN_NAMES or FIGURE.match(row.words(0)):
        return None
    return (
        row
        if all(FIGURE.search(row.words(n)) or not row.words(n).strip("-—/") for n in range(1, len(row.cells)))
        else None
    )


def _names(text: str) -> list[tuple[int, int]]:
    """Where the names of columns stand in a sentence that tells their order."""
    if (both := FIRST_AND_SECOND.search(text)) is not None:
        return [both.span("first"), both.span("second")]
    found = ORDER.search(text)
    if found is None:
        return []
    out, start = [], found.start("names")
    for between in [*BETWEEN.finditer(text, start, found.end("names")), None]:
        end = between.start() if between is not None else found.end("names")
        while start < end and text[start].isspace():
            start += 1
        out.append((start, start + len(text[start:end].rstrip())))
        start = between.end() if between is not None else end
    return [span for span in out if span[1] > span[0]]


def _without_leaders(line: Line) -> Line:
    places = [n for found in LEADERS.finditer(line.text) for n in range(*found.span())]
    if not places:
        return line
    glyphs = list(line.glyphs)
    for n in places:
        glyphs[n] = replace(glyphs[n], char=" ", raw=glyphs[n].read)
    return replace(line, glyphs=glyphs)
