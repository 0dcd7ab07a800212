"""Tables in the marks of a wiki ({| … |- … | 资料征集 || 14.00 … |}): rows begin at |-, cells at | or !, at || or !! on one line."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Grid, Line, Page
from gouji.tables.table_builder import TableBuilder

BEGINS, ENDS = regex.compile(r"\s*\{\|"), regex.compile(r"\s*\|\}")
ROW, CAPTION = regex.compile(r"\s*\|-"), regex.compile(r"\s*\|\+\s*")
CELL = regex.compile(r"\s*(?P<mark>[|!])")
NEXT = {"|": regex.compile(r"\|\|"), "!": regex.compile(r"!!|\|\|")}
STYLE = regex.compile(r"\s*(?:[a-z]{3,10}\s*=\s*(?:\"[^\"|]*\"|'[^'|]*'|[\w%#]+)\s*)+\|(?!\|)", regex.I)
SPAN = regex.compile(r"(?P<way>row|col)span\s*=\s*[\"']?(?P<count>\d{1,2})", regex.I)
BOLD = regex.compile(r"'{2,5}")


def with_wiki_tables(page: Page) -> Page:
    """A copy of a page of text with these tables in `tables`, their captions among the lines; a table that does not end is none."""
    lines: list[Line] = []
    tables = list(page.tables)
    index = 0
    while index < len(page.lines):
        end = _end(page.lines, index)
        if end is None:
            lines.append(page.lines[index])
            index += 1
            continue
        captions, grid = _table(page.lines[index + 1 : end])
        lines += captions
        tables += [grid] if grid is not None else []
        index = end + 1
    return replace(page, lines=lines, tables=tables)


def _end(lines: list[Line], start: int) -> int | None:
    """The line that ends the table that begins here; None if none begins or it has no end."""
    if BEGINS.match(lines[start].text) is None:
        return None
    return next((n for n in range(start + 1, len(lines)) if ENDS.match(lines[n].text)), None)


def _table(lines: list[Line]) -> tuple[list[Line], Grid | None]:
    captions: list[Line] = []
    table = TableBuilder()
    table.begin_row()
    for line in lines:
        if (caption := CAPTION.match(line.text)) is not None:
            captions.append(replace(line, glyphs=line.glyphs[caption.end() :]))
        elif ROW.match(line.text) is not None:
            if table.open is not None:
                table.begin_row()
        elif (cell := CELL.match(line.text)) is not None:
            _cells(table, line, cell)
        else:
            table.add(_print(line, 0, len(line.text)), line.number)
    return captions, table.grid()


def _cells(table: TableBuilder, line: Line, first: regex.Match[str]) -> None:
    start = first.end()
    for mark in [*NEXT[first["mark"]].finditer(line.text, start), None]:
        end = mark.start() if mark is not None else len(line.text)
        style = STYLE.match(line.text, start, end)
        spans = {m["way"].lower(): max(1, int(m["count"])) for m in SPAN.finditer(style[0])} if style else {}
        table.begin_cell(line.number, spans.get("row", 1), spans.get("col", 1))
        table.add(_print(line, style.end() if style else start, end), line.number)
        start = mark.end() if mark is not None else end


def _print(line: Line, start: int, end: int) -> list[Glyph]:
    """The print of a cell without the marks of bold words."""
    marks = {place for found in BOLD.finditer(line.text, start, end) for place in range(*found.span())}
    return [glyph for place, glyph in enumerate(line.glyphs[start:end], start) if place not in marks]
