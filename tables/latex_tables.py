r"""Tables as LaTeX writes them (\begin{tabular}{lrr} … & … \\ \end{tabular}), and the commands around them, which print nothing."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page
from gouji.tables.table_builder import TableBuilder

BEGINS = regex.compile(r"\\begin\{(?:tabular[xy*]?|longtable|longtblr|tblr|array|tabu)\*?\}.*")
ENDS = regex.compile(r"\\end\{(?:tabular[xy*]?|longtable|longtblr|tblr|array|tabu)\*?\}")
MANY = regex.compile(
    r"\\(?P<way>multicolumn|multirow)\s*(?:\[[^\]]*\])?\{(?P<count>\d{1,2})\}\s*(?:\[[^\]]*\])?\{[^{}]*\}\s*(?=\{)"
)
SILENT = regex.compile(
    r"\\(?:hline|toprule|midrule|bottomrule|(?:cline|cmidrule)(?:\([a-z]*\))?\{[^}]*\}|(?:begin|end)\{[^}]*\}(?:\{[^}]*\})?|centering"
    r"|(?:label|documentclass|usepackage|ref)(?:\[[^\]]*\])?\{[^}]*\}|(?:vspace|hspace)\*?\{[^}]*\}|[a-zA-Z]+\*?(?=\{)|(?:small|large|bfseries|noindent|par|quad|qquad|maketitle)(?![a-zA-Z]))|[{}]"
)
"""Commands and braces: the words in the braces of another command are print."""
GAP = regex.compile(r"\\(?:hfill|quad|qquad)(?![a-zA-Z])")
MARK = regex.compile(r"(?P<row>\\\\(?:\[[^\]]*\])?|\\tabularnewline)|(?P<cell>&)")
GAP_WIDTH = 4


def with_latex_tables(page: Page) -> Page:
    """A copy of a page of text with these tables in `tables`, and its other lines without commands; a page without one stays as it
    is."""
    if not any(BEGINS.search(line.text) for line in page.lines):
        return page
    lines: list[Line] = []
    tables = list(page.tables)
    table: TableBuilder | None = None
    for line in page.lines:
        if table is None and BEGINS.search(line.text) is not None:
            table = TableBuilder()
            table.begin_row()
        elif table is not None and ENDS.search(line.text) is not None:
            tables += [grid] if (grid := table.grid()) is not None else []
            table = None
        elif table is not None:
            _add(table, line)
        else:
            lines.append(replace(line, glyphs=_print(line, 0, len(line.text))))
    return replace(page, lines=lines, tables=tables)


def _add(table: TableBuilder, line: Line) -> None:
    """Puts the cells of a line into the table. An empty cell stands where one above reaches down: it is none of its own."""
    start, column = 0, 0
    for mark in [*MARK.finditer(line.text), None]:
        end = mark.start() if mark is not None else len(line.text)
        many = MANY.search(line.text, start, end)
        own = _print(line, many.end() if many else start, end)
        if any(not glyph.char.isspace() for glyph in own) or mark is not None:
            if table.open is None and not many and table.is_covered(column) and all(g.char.isspace() for g in own):
                own = []
            elif table.open is None:
                spans = {many["way"]: max(1, int(many["count"]))} if many else {}
                table.begin_cell(line.number, spans.get("multirow", 1), spans.get("multicolumn", 1))
            table.add(own, line.number)
        if mark is None:
            return
        column += int(many["count"]) if many and many["way"] == "multicolumn" else 1
        start = mark.end()
        table.open = None
        if mark["row"]:
            table.begin_row()
            column = 0


def _print(line: Line, start: int, end: int) -> list[Glyph]:
    """The print of a part of a line; a wide gap stands where a command fills the line."""
    gaps = {found.start() for found in GAP.finditer(line.text, start, end)}
    silent = {
        place
        for pattern in (GAP, SILENT)
        for found in pattern.finditer(line.text, start, end)
        for place in range(*found.span())
    }
    out: list[Glyph] = []
    for place, glyph in enumerate(line.glyphs[start:end], start):
        if place in gaps:
            out += [replace(glyph, char=" ", raw=glyph.read)] * GAP_WIDTH
        elif place not in silent:
            out.append(glyph)
    return out
