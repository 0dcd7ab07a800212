"""What another program wrote into a text as HTML, as converters to Markdown do: tables (<table><tr><td rowspan="2">…), and lines between
tags (<dt>年初预算</dt><dd>86.50万元</dd>)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Grid, Line, Page
from gouji.tables.table_builder import TableBuilder

TAG = regex.compile(
    r"<(?P<close>/?)(?P<name>table|tr|t[dh]|br|\w{1,12}(?::\w{1,12})?)(?=[\s/>])(?P<more>[^<>]{0,200})>", regex.I
)
SPAN = regex.compile(r"(?P<way>row|col)span\s*=\s*[\"']?(?P<count>\d{1,3})", regex.I)
CELLS = frozenset({"td", "th"})
CLOSED = regex.compile(
    r"</(?:table|p|div|d[tdl]|li|h[1-6]|article|section|body|span|strong|[buo]l?|td|label)>", regex.I
)
"""The end of an element: where one stands, what looks like a tag is one."""
BLOCKS = frozenset(
    {"p", "div", "dl", "dt", "dd", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "br", "article", "section"}
)
"""Elements that begin a line of their own; the value of a term (<dd>) stands beside it."""
BESIDE = "："
MAX_SPAN = 200
"""No form has more rows or columns than this under one cell."""


def with_html_tables(page: Page) -> Page:
    """A copy of a page of text with these tables in `tables`; what stood beside them stays among its lines, without the tags."""
    if not any("<table" in line.text.lower() or CLOSED.search(line.text) for line in page.lines):
        return page
    lines: list[Line] = []
    tables = list(page.tables)
    table: TableBuilder | None = None
    for line in page.lines:
        rest: list[list[Glyph]] = [[]]
        for glyphs, tag in _pieces(line):
            if table is None:
                rest[-1] += glyphs
            else:
                table.add(glyphs, line.number)
            table = _after(tag, table, line.number, tables) if tag is not None else table
            if table is None and tag is not None:
                _begin(tag, line, rest)
        lines += [replace(line, glyphs=own) for own in rest if own or not line.glyphs]
    if table is not None and (grid := table.grid()) is not None:
        tables.append(grid)
    return replace(page, lines=lines, tables=tables)


def _begin(tag: regex.Match[str], line: Line, rest: list[list[Glyph]]) -> None:
    """Begins a new line behind the tag of a block; the value of a term goes on in the line of the term, behind a colon."""
    name = tag["name"].lower()
    if name not in BLOCKS or not rest[-1]:
        return
    if name == "dt" and tag["close"]:
        return
    if name == "dd" and not tag["close"]:
        last = rest[-1][-1].char
        if last not in "：:":
            rest[-1].append(replace(line.glyphs[tag.end() - 1], char=BESIDE, raw=tag[0]))
        return
    rest.append([])


def _after(
    tag: regex.Match[str], table: TableBuilder | None, number: int | None, tables: list[Grid]
) -> TableBuilder | None:
    """The table that is being read behind a tag; a table that ends goes to `tables`."""
    name, closes = tag["name"].lower(), bool(tag["close"])
    if name == "table":
        grid = table.grid() if table is not None else None
        if grid is not None:
            tables.append(grid)
        return None if closes else TableBuilder()
    if table is None:
        return None
    if name == "tr" and not closes:
        table.begin_row()
    elif name in CELLS and closes:
        table.open = None
    elif name in CELLS:
        spans = {
            found["way"].lower(): min(MAX_SPAN, max(1, int(found["count"]))) for found in SPAN.finditer(tag["more"])
        }
        table.begin_cell(number, spans.get("row", 1), spans.get("col", 1))
    elif name == "br":
        table.begin_line(number)
    return table


def _pieces(line: Line) -> Iterator[tuple[list[Glyph], regex.Match[str] | None]]:
    """The print between the tags of a line, each with the tag behind it."""
    start = 0
    for tag in TAG.finditer(line.text):
        yield line.glyphs[start : tag.start()], tag
        start = tag.end()
    yield line.glyphs[start:], None
