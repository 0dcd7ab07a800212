"""Pages that are not in the file: the printed page numbers jump."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import regex

from gouji.normalize.layout.page_lines import folio_of
from gouji.schemas.pages import Document, Page

DIGITS = regex.compile(r"\d{1,3}")
SURE = 0.9
"""A page number of which a digit was read with less than this proves nothing."""
LEAST = 3
"""Page numbers that must have been read: two may be chapters', or one of them a stray figure."""
FARTHEST = 20
"""Pages that may be missing in one place. A larger jump is another document, or another way of counting."""


class Folio(NamedTuple):
    """A page's place in the file and its printed number."""

    page: int
    number: int


def missing_pages(document: Document) -> list[int]:
    """The pages behind which others are missing: there the printed number rises by more than one, while everywhere else it rises by just as
    much as the place in the file. One number that breaks the order anywhere, and none is believed."""
    read = [folio for page in document.pages if (folio := _folio(page)) is not None]
    steps = [((b.number - a.number) - (b.page - a.page), a, b) for a, b in pairwise(read)]
    jumps = [(more, a, b) for more, a, b in steps if more]
    if len(read) < LEAST or any(not 0 < more <= FARTHEST for more, _, _ in jumps) or len(jumps) * 2 > len(steps):
        return []
    return [a.page for _, a, b in jumps if b.page == a.page + 1]


def _folio(page: Page) -> Folio | None:
    line = folio_of(page)
    if line is None or any(g.prob < SURE for g in line.glyphs if g.char.isdigit()):
        return None
    told = DIGITS.findall(line.text)
    return Folio(page.number, int(told[0])) if told else None
