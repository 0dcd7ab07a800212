"""The tables of a document that no ruling lines tell: columns of words, and rows that continue on the next page."""

from __future__ import annotations

from dataclasses import replace

from gouji.schemas.pages import Document, Page
from gouji.tables.aligned_columns import with_aligned_tables
from gouji.tables.rows_over_page_break import with_rows_over_turns


def find_tables(document: Document) -> Document:
    """A copy of the document with these tables in `tables`, and their lines no longer among the lines of their pages.

    The document that was handed in stays as it was read, so that it can be recorded or understood again.
    Plain text has no places on a page: its tables are found by `gouji.extract.forms.text_tables`.
    """
    pages = [with_aligned_tables(copied) if _is_printed(copied) else copied for copied in map(_copy, document.pages)]
    with_rows_over_turns(pages)
    return replace(document, pages=pages)


def _copy(page: Page) -> Page:
    return replace(page, lines=list(page.lines), tables=list(page.tables))


def _is_printed(page: Page) -> bool:
    """Whether the page has places: every page but plain text."""
    return page.kind != "text"
