"""Finds missing pages by jumps of the printed page numbers."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import regex

from gouji.normalize.layout.page_lines import folio_of
from gouji.schemas.pages import Document, Page

DIGITS = regex.compile(r"\d{1,3}")
MIN_DIGIT_PROBABILITY = 0.9
"""A page number with a digit of lower probability proves nothing."""
MIN_PAGE_NUMBERS = 3
"""Minimum number of page numbers read: two may belong to chapters, or one may be a stray figure."""
MAX_MISSING_PAGES = 20
"""Maximum number of pages missing in one place. A larger jump is another document, or another way of counting."""


class PrintedPageNumber(NamedTuple):
    """A page's number in the file and its printed number."""

    page: int
    number: int


def missing_pages(document: Document) -> list[int]:
    """The pages after which others are missing.

    There the printed number rises by more than the place in the file, while everywhere else both rise equally. If one
    number breaks the order, none is believed.
    """
    read = [folio for page in document.pages if (folio := _folio(page)) is not None]
    steps = [((b.number - a.number) - (b.page - a.page), a, b) for a, b in pairwise(read)]
    jumps = [(more, a, b) for more, a, b in steps if more]
    if (
        len(read) < MIN_PAGE_NUMBERS
        or any(not 0 < more <= MAX_MISSING_PAGES for more, _, _ in jumps)
        or len(jumps) * 2 > len(steps)
    ):
        return []
    return [a.page for _, a, b in jumps if b.page == a.page + 1]


def _folio(page: Page) -> PrintedPageNumber | None:
    line = folio_of(page)
    if line is None or any(g.prob < MIN_DIGIT_PROBABILITY for g in line.glyphs if g.char.isdigit()):
        return None
    digits = DIGITS.findall(line.text)
    return PrintedPageNumber(page.number, int(digits[0])) if digits else None
