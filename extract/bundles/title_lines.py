"""Finds the title at the head of a page: short lines above the first table and the first sentence."""

from __future__ import annotations

import regex

from gouji.normalize.layout.headings import heading
from gouji.normalize.layout.page_lines import folio_of
from gouji.schemas.pages import Page
from gouji.schemas.rotation import upright

MAX_TITLE_LINES = 6
MAX_CHARACTERS = 40
SENTENCE = regex.compile(r"[。；，]|,(?!\d)")
LEADER_LINE = regex.compile(r"\p{Han}.*(?:[…·.．]{2,}|\s{2,}|[—–_-]{2,})\s*\d{1,3}\s*$")
"""An entry of a table of contents: it names a title, but is none."""
BLANKS = regex.compile(r"\s")


def title_lines(page: Page) -> list[str]:
    """The lines, without blanks. A row of a table that is one cell across counts as a line above it."""
    folio = folio_of(page)
    out: list[str] = []
    tops = [upright(grid.box, page)[1] for grid in page.tables if grid.box]
    lowest = min(tops, default=float("inf"))
    for line in page.lines:
        words = BLANKS.sub("", line.text)
        if line is folio or not words:
            continue
        if line.box and upright(line.box, page)[1] > lowest + 1:
            continue
        if (
            LEADER_LINE.search(line.text)
            or len(words) > MAX_CHARACTERS
            or SENTENCE.search(words)
            or len(out) == MAX_TITLE_LINES
        ):
            break
        if (head := heading(words)) and 1 <= head.level <= 2:
            break
        out.append(words)
    return out + _title_row(page)


def _title_row(page: Page) -> list[str]:
    """The words of the first row of the first table, if it is one cell."""
    if not page.tables or not page.tables[0].cells:
        return []
    cells = page.tables[0].cells
    first = min(cell.row for cell in cells)
    row = [cell for cell in cells if cell.row == first]
    if len(row) > 1:
        return []
    words = BLANKS.sub("", "".join(line.text for line in row[0].lines))
    return [words] if 0 < len(words) <= MAX_CHARACTERS else []
