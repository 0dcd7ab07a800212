"""Turns the lines of all pages into rows of text, without page numbers, running heads, stamps of printing programs and stray dots."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median

import regex

from gouji.normalize.layout.print_stamps import is_print_stamp
from gouji.schemas.glyph import Box, union
from gouji.schemas.page_numbers import DASHED_PAGE_NUMBER, EDGE_PAGE_NUMBER, PAGE_NUMBER
from gouji.schemas.pages import Line, Page
from gouji.schemas.rotation import upright, upright_height
from gouji.schemas.traced import Traced

NOISE = regex.compile(r"[\s.。·,，;；:：'`´|\-—_~^*\"]{0,2}")
MARGIN_RATIO = 0.11
"""Share of the page height, at top and bottom, that holds page numbers and running heads."""


@dataclass(slots=True, eq=False)
class Row:
    """One printed line: its text and its position on the page as it is read (None for plain text).

    `after_blank` says that an empty line precedes it.
    """

    text: Traced
    page: int | None
    x0: float | None = None
    x1: float | None = None
    y0: float | None = None
    y1: float | None = None
    after_blank: bool = False
    first_on_page: bool = False

    @property
    def cells(self) -> float:
        """Width in characters: 1 for a Chinese one, a half for others."""
        return sum(1.0 if ord(c) > 0x2E7F else 0.5 for c in self.text.text.strip())


def text_rows(pages: list[Page]) -> list[Row]:
    """Returns all rows in reading order."""
    running_heads = _running_heads(pages)
    out: list[Row] = []
    for page in pages:
        found = _plain(page) if page.kind == "text" else _printed(page, running_heads)
        if found:
            found[0].first_on_page = True
        out += found
    return out


def _plain(page: Page) -> list[Row]:
    out, blank = [], False
    for line in page.lines:
        if not line.text.strip():
            blank = True
            continue
        text = Traced.of(line.glyphs)
        if not _is_number_line(text.text) and not is_print_stamp(text.text):
            out.append(Row(text, page=None, after_blank=blank))
        blank = False
    return out


def _is_number_line(text: str) -> bool:
    return bool(PAGE_NUMBER.fullmatch(text.strip())) and not text.strip().isdigit()


def _printed(page: Page, running_heads: set[str]) -> list[Row]:
    out: list[Row] = []
    for line in _rejoined_lines(page):
        text = Traced.of(line.with_near_misses()).strip()
        if not text or line.box is None or NOISE.fullmatch(text.text) or _is_furniture(line, page, running_heads):
            continue
        x0, y0, x1, y1 = upright(line.box, page)
        out.append(Row(text, page.number, x0, x1, y0, y1))
    return out


def _rejoined_lines(page: Page) -> list[Line]:
    """Joins pieces of one printed line that a seal or a wide colon has split."""
    out: list[Line] = []
    for line in page.lines:
        if out and _continues(out[-1], line, page):
            last = out[-1]
            out[-1] = Line(
                [*last.with_near_misses(), *line.with_near_misses()],
                last.page,
                union([b for b in (last.box, line.box) if b]),
            )
        else:
            out.append(line)
    return out


def _continues(left: Line, right: Line, page: Page) -> bool:
    if left.box is None or right.box is None:
        return False
    a, b = upright(left.box, page), upright(right.box, page)
    height = min(a[3] - a[1], b[3] - b[1])
    shared = min(a[3], b[3]) - max(a[1], b[1])
    gap = b[0] - a[2]
    return shared > 0.6 * height and -0.5 * height < gap < 1.6 * height


def _is_furniture(line: Line, page: Page, running_heads: set[str]) -> bool:
    assert line.box is not None
    edge = _at_edge(line.box, page)
    bare = "".join(line.text.split())
    is_number = bool(EDGE_PAGE_NUMBER.fullmatch(line.text.strip()))
    return edge and (is_number or bare in running_heads or is_print_stamp(line.text))


def is_folio(line: Line, page: Page) -> bool:
    """Tells whether a line is a page number between dashes at the edge of its page."""
    return line.box is not None and bool(DASHED_PAGE_NUMBER.fullmatch(line.text.strip())) and _at_edge(line.box, page)


def folio_of(page: Page) -> Line | None:
    """Returns the one line of a page that is its printed number; None if there is none, or if several may be it."""
    if page.kind == "text":
        return None
    found = [
        line
        for line in page.lines
        if line.box is not None and EDGE_PAGE_NUMBER.fullmatch(line.text.strip()) and _at_edge(line.box, page)
    ]
    return found[0] if len(found) == 1 else None


def _at_edge(box: Box, page: Page) -> bool:
    _, top, _, bottom = upright(box, page)
    height = upright_height(page) or 0
    return bottom < height * MARGIN_RATIO or top > height * (1 - MARGIN_RATIO)


def _running_heads(pages: list[Page]) -> set[str]:
    """Returns texts that stand at the edge of at least three pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        if page.kind == "text" or not page.height:
            continue
        seen.update({"".join(line.text.split()) for line in page.lines if line.box and _at_edge(line.box, page)})
    return {text for text, count in seen.items() if count >= 3}


def em(page_rows: list[Row]) -> float:
    """Returns the width of one Chinese character on this page, in points."""
    widths = [(r.x1 - r.x0) / r.cells for r in page_rows if r.x0 is not None and r.x1 is not None and r.cells >= 6]
    heights = [r.y1 - r.y0 for r in page_rows if r.y0 is not None and r.y1 is not None]
    return median(widths) if widths else median(heights) if heights else 12.0
