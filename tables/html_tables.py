"""Tables that another program wrote into a text as HTML (<table><tr><td rowspan="2">…), as converters to Markdown do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Grid, Line, Page

TAG = regex.compile(r"<(?P<close>/?)(?P<name>table|tr|t[dh]|br|\w{1,12})(?=[\s/>])(?P<more>[^<>]{0,200})>", regex.I)
SPAN = regex.compile(r"(?P<way>row|col)span\s*=\s*[\"']?(?P<count>\d{1,3})", regex.I)
CELLS = frozenset({"td", "th"})
MAX_SPAN = 200
"""No form has more rows or columns than this under one cell."""


@dataclass(slots=True)
class _Table:
    """A table while its tags are read: its cells, the places that are taken, the row that is being filled."""

    cells: list[Cell] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    row: int = -1
    open: Cell | None = None

    def begin_row(self) -> None:
        self.row, self.open = self.row + 1, None

    def begin_cell(self, more: str, number: int | None) -> None:
        """Opens the next cell of the row, right of what reaches down into it."""
        self.row = max(self.row, 0)
        spans = {found["way"].lower(): min(MAX_SPAN, max(1, int(found["count"]))) for found in SPAN.finditer(more)}
        col = 0
        while (self.row, col) in self.taken:
            col += 1
        high, wide = spans.get("row", 1), spans.get("col", 1)
        self.taken |= {(self.row + down, col + right) for down in range(high) for right in range(wide)}
        self.open = Cell(self.row, col, [Line([], number=number)], None, None, high, wide)
        self.cells.append(self.open)

    def add(self, glyphs: Sequence[Glyph], number: int | None) -> None:
        """Puts print into the open cell."""
        if self.open is None or not glyphs:
            return
        if self.open.lines[-1].number != number and self.open.lines[-1].glyphs:
            self.open.lines.append(Line([], number=number))
        self.open.lines[-1].number = number
        self.open.lines[-1].glyphs += glyphs

    def grid(self) -> Grid | None:
        """The table; None if it has no print."""
        for cell in self.cells:
            cell.lines = [line for line in map(_stripped, cell.lines) if line.glyphs]
        high = 1 + max((cell.row for cell in self.cells), default=0)
        for cell in self.cells:
            cell.rowspan = min(cell.rowspan, high - cell.row)
        return Grid(self.cells, None, None) if any(cell.lines for cell in self.cells) else None


def with_html_tables(page: Page) -> Page:
    """A copy of a page of text with these tables in `tables`; what stood beside them stays among its lines."""
    if not any("<table" in line.text.lower() for line in page.lines):
        return page
    lines: list[Line] = []
    tables = list(page.tables)
    table: _Table | None = None
    for line in page.lines:
        rest: list[Glyph] = []
        for glyphs, tag in _pieces(line):
            if table is None:
                rest += glyphs
            else:
                table.add(glyphs, line.number)
            table = _after(tag, table, line.number, tables) if tag is not None else table
        if rest or not line.glyphs:
            lines.append(replace(line, glyphs=rest))
    if table is not None and (grid := table.grid()) is not None:
        tables.append(grid)
    return replace(page, lines=lines, tables=tables)


def _after(tag: regex.Match[str], table: _Table | None, number: int | None, tables: list[Grid]) -> _Table | None:
    """The table that is being read behind a tag; a table that ends goes to `tables`."""
    name, closes = tag["name"].lower(), bool(tag["close"])
    if name == "table":
        grid = table.grid() if table is not None else None
        if grid is not None:
            tables.append(grid)
        return None if closes else _Table()
    if table is None:
        return None
    if name == "tr" and not closes:
        table.begin_row()
    elif name in CELLS and closes:
        table.open = None
    elif name in CELLS:
        table.begin_cell(tag["more"], number)
    elif name == "br" and table.open is not None:
        table.open.lines.append(Line([], number=number))
    return table


def _pieces(line: Line) -> Iterator[tuple[list[Glyph], regex.Match[str] | None]]:
    """The print between the tags of a line, each with the tag behind it."""
    start = 0
    for tag in TAG.finditer(line.text):
        yield line.glyphs[start : tag.start()], tag
        start = tag.end()
    yield line.glyphs[start:], None


def _stripped(line: Line) -> Line:
    """The line without blanks at its ends."""
    kept = line.text.strip()
    start = line.text.find(kept)
    return replace(line, glyphs=line.glyphs[start : start + len(kept)])
