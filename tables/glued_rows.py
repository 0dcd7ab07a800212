"""Rows whose cells ran together or apart: figures right behind one another (储备金80.0078.4098%), several rows in one (合计<br>其中… |
300<br>260), rules drawn beside the words of a head (项目 ------- -------)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page

FIGURE = r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d{1,9}?)\.\d\d(?!%)|\d{1,3}(?:\.\d{1,2})?%"
GLUED = regex.compile(rf"(?P<name>[^\d\s][^\s|\t]{{1,23}}?)(?P<figures>(?:{FIGURE}){{2,}})")
EACH = regex.compile(FIGURE)
MIN_ROWS, MIN_HEADS = 2, 3
BREAK, BARS = regex.compile(r"<br\s*/?>", regex.I), regex.compile(r"[|｜]")
HAN, RULE = regex.compile(r"\p{Han}"), regex.compile(r"[-—─━=_]{4,}")

Parted = Callable[[str], list[str]]
Span = tuple[int, int]


def with_rows_apart(page: Page, parted: Parted) -> Page:
    """Returns a copy of a page of text with a line for each of these rows, a sign between their cells, and no rules beside words.

    `parted` gives the heads of columns that words are made of, and nothing for other words.
    """
    plain = [_without_rules(line) for line in page.lines]
    whole = _with_names_in_heads(plain, [line is not old for line, old in zip(plain, page.lines, strict=True)])
    return replace(page, lines=_with_glued([part for line in whole for part in _stacked(line)], parted))


def _with_names_in_heads(lines: Sequence[Line], ruled: Sequence[bool]) -> list[Line]:
    """The lines; a word that rules were drawn beside stands over the names, and goes into the line of heads below it."""
    out: list[Line] = []
    for line in lines:
        above = out[-1] if out else None
        room = len(line.text) - len(line.text.lstrip())
        if (
            above is not None
            and ruled[len(out) - 1]
            and len(above.text.split()) == 1
            and 2 * len(above.text.strip()) <= room
        ):
            word = above.text.strip()
            start = above.text.index(word)
            glyphs = [*above.glyphs[start : start + len(word)], *line.glyphs[2 * len(word) :]]
            out[-1] = replace(above, glyphs=[])
            line = replace(line, glyphs=glyphs)
        out.append(line)
    return out


def _with_glued(lines: Sequence[Line], parted: Parted) -> list[Line]:
    """The lines, heads and rows whose cells ran together with tabs between them: two figures behind each point, one for each head."""
    out = list(lines)
    for n, line in enumerate(lines):
        heads = parted("".join(line.text.split()))
        if len(heads) < MIN_HEADS or line.text.strip() != "".join(line.text.split()):
            continue
        rows = list(_glued(lines, n + 1, len(heads)))
        if len(rows) >= MIN_ROWS:
            start = len(line.text) - len(line.text.lstrip())
            ends = [start, *accumulate(map(len, heads), initial=start)][1:]
            out[n] = _tabbed(line, list(pairwise(ends)))
            for at, spans in rows:
                out[at] = _tabbed(lines[at], spans)
    return out


def _glued(lines: Sequence[Line], start: int, columns: int) -> Iterator[tuple[int, list[Span]]]:
    """The rows right below a head that have a name and a figure for each further head."""
    for at in range(start, len(lines)):
        found = GLUED.fullmatch(lines[at].text.strip())
        offset = len(lines[at].text) - len(lines[at].text.lstrip())
        figures = list(EACH.finditer(found["figures"])) if found else []
        if found is None or len(figures) != columns - 1:
            return
        first = offset + found.start("figures")
        spans = [(first + m.start(), first + m.end()) for m in figures]
        yield at, [(offset, first), *spans]


def _stacked(line: Line) -> Iterator[Line]:
    """The rows that a line of a table holds, where its cells have as many breaks; breaks in one cell alone part lines of its words."""
    bars = [m.span() for m in BARS.finditer(line.text)]
    breaks = (
        [n for n, glyph in enumerate(line.glyphs) if BREAK.search(glyph.read)] if len(bars) >= MIN_HEADS - 1 else []
    )
    if not breaks or len(line.glyphs) != len(line.text):
        yield line
        return
    cells = [(a[1], b[0]) for a, b in pairwise([(0, 0), *bars, (len(line.text), len(line.text))])]
    parts = [_parts(breaks, cell) for cell in cells]
    counts = {len(each) for each in parts if len(each) > 1}
    broken = sum(len(each) > 1 for each in parts)
    whole = [n for n, each in enumerate(parts) if len(each) == 1 and line.text[slice(*each[0])].strip()]
    if broken < MIN_ROWS or len(counts) != 1 or whole:
        yield line
        return
    for row in range(counts.pop()):
        glyphs: list[Glyph] = []
        for n, each in enumerate(parts):
            span = each[row] if len(each) > 1 else each[0]
            glyphs += [*(line.glyphs[slice(*bars[n - 1])] if n else []), *line.glyphs[slice(*span)]]
        yield Line(glyphs, number=line.number)


def _parts(breaks: Sequence[int], cell: Span) -> list[Span]:
    inside = [n for n in breaks if cell[0] <= n < cell[1]]
    return list(zip([cell[0], *(n + 1 for n in inside)], [*inside, cell[1]], strict=True))


def _without_rules(line: Line) -> Line:
    """The line with blanks for rules that are drawn beside words."""
    if BARS.search(line.text) or not HAN.search(line.text):
        return line
    pieces = [m.span() for m in RULE.finditer(line.text)]
    beside = [(a, b) for a, b in pieces if line.text[a - 1 : a].strip() == "" and line.text[b : b + 1].strip() == ""]
    if len(beside) < MIN_ROWS or len(beside) < len(pieces):
        return line
    glyphs = list(line.glyphs)
    for n in (n for a, b in beside for n in range(a, b)):
        glyphs[n] = replace(glyphs[n], char=" ", raw=glyphs[n].read)
    return replace(line, glyphs=glyphs)


def _tabbed(line: Line, spans: Sequence[Span]) -> Line:
    glyphs: list[Glyph] = []
    for n, span in enumerate(spans):
        glyphs += [*([Glyph("\t", line=line.number)] if n else []), *line.glyphs[slice(*span)]]
    return Line(glyphs, number=line.number)
