"""Joins printed lines into paragraphs: hard line breaks and page breaks disappear, new paragraphs are recognised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

import regex

from gouji.normalize.layout.cut_figures import is_cut_figure
from gouji.normalize.layout.headings import heading
from gouji.normalize.layout.label_lines import label_lines
from gouji.normalize.layout.margins import Edge, block_edges
from gouji.normalize.layout.page_lines import Row, em, text_rows
from gouji.schemas.pages import Page
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.traced import Traced, join

STOP_AT_END = regex.compile(r"[。！？；;:：!?.][”\"’')）]?\s*$")
FULL_STOP = regex.compile(r"[。！？][”\"’')）]?\s*$")
OPEN_END = regex.compile(r"[，,、：:（(]\s*$")
"""A line that ends like this continues."""

SHORT_LINE_RATIO = 0.7
"""A line shorter than this share of a full one does not continue."""
TOUCHES = 0.8
"""In sizes of print: a row this near to an edge touches it."""
INNER_PUNCTUATION = regex.compile(r"[，,。；;]")
MAX_SECTION_LEVEL = 2
"""Headings down to this level divide a report. Deeper ones are list items, which a cover may hold too."""
TABLE_TITLE = regex.compile(r"\s*附?表\s*[\dlIO一二三四五六七八九十]{1,2}(?=\s|[:：.．、]|(?:19|20)\d\d)")
"""The number of a table, which begins its title."""
REFERENCE_WORDS = regex.compile(r"[见如与和及，,、：:（(]\s*$")
"""After these words the table number is a reference within a sentence."""
LABEL = regex.compile(r"\s*[\p{Han}（）()、]{2,14}\s*[:：]")
LABELLED = regex.compile(r"\s*[\p{Han}（）()、]{2,14}\s*[:：]\s*[^，,。；;：:]{1,16}")
"""A label with a short value, which is all of a line."""
SENTENCE = regex.compile(r"^(?!\s*(?:注|备注|说明|填报说明)\s*[:：\d.、])(?=.*\d).{6,}[，,；;].{4,}[。；;，,]")
"""A line of running prose with a figure in it; the remarks under a form are none."""


@dataclass(slots=True)
class Layout:
    """What the rows of one page (or of a plain text) show about their paragraphs."""

    size: float
    left: Edge | None
    right: Edge | None
    pitch: float
    width: float
    spaced: bool

    def indented(self, row: Row) -> bool | None:
        """Whether the row begins further in than the text block; None if it has no position."""
        if row.x0 is None or row.y0 is None or self.left is None:
            return None if row.x0 is None or self.left is None else False
        return row.x0 > self.left(row.y0) + 1.5 * self.size

    def full(self, row: Row) -> bool:
        """Whether the row reaches the end of the line."""
        if row.x1 is None or row.y0 is None or self.right is None:
            return row.cells >= self.width - 2
        return row.x1 > self.right(row.y0) - 1.8 * self.size


def paragraphs(pages: list[Page]) -> list[Paragraph]:
    """Returns the paragraphs of all pages in reading order, with the text as recognised."""
    found = text_rows(pages)
    body = _first_heading(found, any(page.tables for page in pages))
    out: list[tuple[bool, list[Row]]] = []
    previous: tuple[Row, Layout] | None = None
    last_numbers: dict[int, int] = {}
    lost = {page.number for page in pages if page.kind == "unreadable"}
    labelled = label_lines(found)
    for index, (row, layout) in enumerate(_with_layout(found)):
        head = heading(row.text.text)
        next_point = head is not None and head.place == last_numbers.get(head.level, 0) + 1 > 1
        breaks_off = (
            previous is not None
            and not _is_split_line(row, layout, previous[0])
            and _breaks_off(found[max(0, index - 2) : index], previous[1])
        )
        continues = next_point and not (previous and OPEN_END.search(previous[0].text.text))
        cut = previous is not None and row.x0 is None and is_cut_figure(previous[0].text.text, row.text.text)
        if not cut and (
            previous is None
            or index <= body
            or index in labelled
            or breaks_off
            or (lost and _is_after_lost_page(row, previous[0], lost))
            or continues
            or _begins(row, layout, *previous)
        ):
            out.append((index < body, [row]))
            if head:
                last_numbers = {level: number for level, number in last_numbers.items() if level < head.level} | {
                    head.level: head.place
                }
        else:
            out[-1][1].append(row)
        previous = row, layout
    return [Paragraph(_joined(part), "cover" if on_cover else "body") for on_cover, part in out]


def _is_after_lost_page(row: Row, previous: Row, lost: set[int]) -> bool:
    """Tells whether an unreadable page lies between two rows: nobody knows how the first one continued."""
    return row.page is not None and previous.page is not None and any(previous.page < page < row.page for page in lost)


def _first_heading(found: list[Row], tabled: bool) -> int:
    """Returns the index of the first heading of level 1. Everything before it is the cover.

    If its number was lost (a seal covers it), two later ones show that there are headings: the body begins with the
    first heading of any level; so it does in a short report whose headings are （一）（二）. Beside a table without headings
    the body begins with the first sentence; without a sentence all text outside the table is its head.
    """
    heads = [
        (index, head)
        for index, row in enumerate(found)
        if (head := heading(row.text.text)) and head.level <= MAX_SECTION_LEVEL
    ]
    chapters = [(index, head.number) for index, head in heads if head.level <= 1]
    first = next((index for index, number in chapters if number == "一"), None)
    if first is None and {"二", "三"} <= {number for _, number in chapters}:
        first = heads[0][0]
    if first is None and tabled and {1, 2} <= {head.place for _, head in heads}:
        first = heads[0][0]
    if first is None and tabled:
        first = next((index for index, row in enumerate(found) if SENTENCE.search(row.text.text)), len(found))
    return first or 0


def _with_layout(found: list[Row]) -> Iterable[tuple[Row, Layout]]:
    margins = _usual_margins(found)
    for _, group in groupby(found, key=lambda r: r.page):
        page_rows = list(group)
        layout = _layout(page_rows, margins)
        for row in page_rows:
            yield row, layout


def _layout(page_rows: list[Row], usual: tuple[float, float] | None) -> Layout:
    size = em(page_rows)
    left, right = block_edges(page_rows, size) or (None, None)
    if len(page_rows) < 5 and usual is not None:
        first, last = usual
        left, right = (lambda _: first), (lambda _: last)
    elif left is not None and right is not None and usual is not None:
        left, right = _widened(page_rows, size, (left, right), usual)
    tops = [r.y0 for r in page_rows if r.y0 is not None]
    steps = [b - a for a, b in pairwise(tops) if b - a > size * 0.5]
    cells = sorted((r.cells for r in page_rows), reverse=True)
    blanks = sum(r.after_blank for r in page_rows)
    return Layout(
        size,
        left,
        right,
        pitch=median(steps) if steps else 0.0,
        width=cells[len(cells) // 10] if cells else 0.0,
        spaced=blanks > 0.6 * len(page_rows),
    )


def _widened(
    page_rows: list[Row], size: float, own: tuple[Edge, Edge], usual: tuple[float, float]
) -> tuple[Edge, Edge]:
    """The edges of a page, each moved out to that of the other pages where one row at least touches that: on a last page most
    rows may begin paragraphs, and hardly one be full."""
    placed = [(r.y0, r.x0, r.x1) for r in page_rows if r.y0 is not None and r.x0 is not None and r.x1 is not None]
    left, right = own
    first, last = usual
    if any(abs(x0 - first) < TOUCHES * size < x0_edge - x0 for y, x0, _ in placed for x0_edge in (left(y),)):
        left = _level(first)
    if any(abs(x1 - last) < TOUCHES * size < x1 - x1_edge for y, _, x1 in placed for x1_edge in (right(y),)):
        right = _level(last)
    return left, right


def _level(edge: float) -> Edge:
    return lambda _: edge


def _usual_margins(found: list[Row]) -> tuple[float, float] | None:
    """Returns left and right edge of the pages with enough lines, for the pages without."""
    known = []
    for page, group in groupby(found, key=lambda r: r.page):
        page_rows = list(group)
        if page is None or len(page_rows) < 8:
            continue
        if both := block_edges(page_rows, em(page_rows)):
            middle = median(r.y0 for r in page_rows if r.y0 is not None)
            known.append((both[0](middle), both[1](middle)))
    return (median(e[0] for e in known), median(e[1] for e in known)) if known else None


def _begins(row: Row, layout: Layout, before: Row, before_layout: Layout) -> bool:
    """Tells whether `row` begins a paragraph after `before`."""
    text, last = row.text.text, before.text.text
    head = heading(text)
    ended = bool(STOP_AT_END.search(last))
    if layout.indented(row):
        return True
    if _far_below(row, before, layout) or _beside(row, before):
        return True
    if TABLE_TITLE.match(text) and not REFERENCE_WORDS.search(last):
        return True
    title = _is_heading_line(last) and not before_layout.full(before)
    if _is_split_line(row, layout, before) and not (head and (ended or title)):
        return False
    if (
        head
        and head.level <= MAX_SECTION_LEVEL
        and row.x0 is None
        and _is_heading_line(text)
        and row.cells < SHORT_LINE_RATIO * layout.width
    ):
        return True  # a title on its own line, though the full stop before it is lost
    if head and head.level <= MAX_SECTION_LEVEL and _is_heading_line(text) and LABELLED.fullmatch(last):
        return True  # 自评等级：优 ends a form, however far it reaches
    if row.after_blank and not layout.spaced and row.x0 is None and ended:
        return True
    if (
        head
        and (ended or not before_layout.full(before))
        and (ended or head.level < 3 or not before_layout.full(before))
    ):
        return True
    return not before_layout.full(before) and (
        bool(FULL_STOP.search(last)) or title or (ended and bool(LABEL.match(text)))
    )


def _is_split_line(row: Row, layout: Layout, before: Row) -> bool:
    """Tells whether `row` is the second half of a line that was split in two.

    In that case every printed line is followed by an empty one but the line before is not, and both together are no
    longer than a line.
    """
    one_line = before.cells + row.cells <= layout.width + 2
    return layout.spaced and not row.after_blank and not row.first_on_page and one_line


def _breaks_off(rows_before: list[Row], layout: Layout) -> bool:
    """Tells whether the last of these lines of plain text is so short that it ends its paragraph, though its full stop
    is lost.

    The second half of a split line is short for that reason instead.
    """
    row = rows_before[-1]
    half = layout.spaced and not row.after_blank and sum(r.cells for r in rows_before) <= layout.width + 2
    return (
        row.x0 is None
        and not half
        and row.cells < SHORT_LINE_RATIO * layout.width
        and not OPEN_END.search(row.text.text)
    )


def _far_below(row: Row, before: Row, layout: Layout) -> bool:
    if row.y0 is None or before.y0 is None or row.page != before.page or not layout.pitch:
        return False
    return row.y0 - before.y0 > 1.9 * layout.pitch


def _beside(row: Row, before: Row) -> bool:
    """A piece further right on the same line: a column of a small table, not a continuation."""
    if row.y0 is None or before.y0 is None or before.y1 is None or row.y1 is None or row.page != before.page:
        return False
    shared = min(row.y1, before.y1) - max(row.y0, before.y0)
    return shared > 0.6 * min(row.y1 - row.y0, before.y1 - before.y0)


def _is_heading_line(text: str) -> bool:
    head = heading(text)
    return head is not None and not INNER_PUNCTUATION.search(text, head.end)


def _joined(part: list[Row]) -> Traced:
    """Returns the rows as one text. Between two Latin words the line break was a space."""
    pieces: list[Traced] = []
    for row in part:
        piece = row.text.strip()
        if pieces and _is_latin(pieces[-1].text[-1:]) and _is_latin(piece.text[:1]):
            pieces.append(Traced.plain(" "))
        pieces.append(piece)
    return join(pieces)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
