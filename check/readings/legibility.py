"""Measures how dim a page is: on a dim page the recogniser errs more often at the same score."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.schemas.pages import Document, Line, Page

MIN_LEGIBLE_PROBABILITY = 0.9
"""A digit read with a lower probability is dim."""
MIN_DIGITS = 10
"""A page with fewer digits is not measured and gets `DEFAULT_DIMNESS`."""
DEFAULT_DIMNESS = 0.01


def dimness(document: Document | None) -> dict[int, float]:
    """Maps each page number to the share (0..1) of the page's digits, in prose and tables, that are dim."""
    return {page.number: _page_dimness(page) for page in document.pages} if document else {}


def _page_dimness(page: Page) -> float:
    probabilities = [glyph.prob for line in _lines(page) for glyph in line.glyphs if glyph.char.isdigit()]
    return (
        sum(p < MIN_LEGIBLE_PROBABILITY for p in probabilities) / len(probabilities)
        if len(probabilities) >= MIN_DIGITS
        else DEFAULT_DIMNESS
    )


def _lines(page: Page) -> Iterator[Line]:
    yield from page.lines
    yield from (line for table in page.tables for cell in table.cells for line in cell.lines)
