"""How well a page can be read: on a dim page the reader errs more often where it is just as sure."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.schemas.pages import Document, Line, Page

LEGIBLE = 0.9
"""A digit read with less than this is dim."""
ENOUGH = 10
"""Digits that a page must have to be judged by; others are taken for a page of which a few digits are dim."""
COMMON = 0.01


def dimness(document: Document | None) -> dict[int, float]:
    """The share of each page's digits, in prose and tables, that were read with little certainty, by the number of the page."""
    return {page.number: _dim(page) for page in document.pages} if document else {}


def _dim(page: Page) -> float:
    probabilities = [glyph.prob for line in _lines(page) for glyph in line.glyphs if glyph.char.isdigit()]
    return sum(p < LEGIBLE for p in probabilities) / len(probabilities) if len(probabilities) >= ENOUGH else COMMON


def _lines(page: Page) -> Iterator[Line]:
    yield from page.lines
    yield from (line for table in page.tables for cell in table.cells for line in cell.lines)
