"""Finds the tables and rows of a document that no ruling tells: aligned columns, rows that continue on the next page,
and rows of a ruled table that only their lines of print separate."""

from __future__ import annotations

from dataclasses import replace

from gouji.schemas.pages import Document, Page
from gouji.tables.aligned_columns import find_aligned_tables
from gouji.tables.lists_of_amounts import find_lists_of_amounts
from gouji.tables.nested_grids import merge_nested_grids
from gouji.tables.prose_columns import with_columns_in_order
from gouji.tables.rows_over_page_break import join_rows_over_page_breaks
from gouji.tables.running_rows import take_in_next_pages, take_in_running_rows
from gouji.tables.shredded_rows import heal_shredded_rows
from gouji.tables.stacked_rows import split_stacked_rows


def find_tables(document: Document) -> Document:
    """Returns a copy of the document with these tables in `tables`, and their lines no longer among the lines of their
    pages.

    The input document is not changed, so that it can be recorded or understood again. Plain text has no positions on a
    page: its tables are found by `gouji.extract.forms.text_tables`.
    """
    pages = [_with_rows(copied) if _is_printed(copied) else copied for copied in map(_copy, document.pages)]
    take_in_next_pages([page for page in pages if _is_printed(page)])
    pages = [find_lists_of_amounts(find_aligned_tables(page)) if _is_printed(page) else page for page in pages]
    join_rows_over_page_breaks(pages)
    pages = [with_columns_in_order(page) if _is_printed(page) else page for page in pages]
    return replace(document, pages=pages)


def _with_rows(page: Page) -> Page:
    page.tables = merge_nested_grids(page)
    page.tables = [heal_shredded_rows(split_stacked_rows(grid, page)) for grid in page.tables]
    return take_in_running_rows(page)


def _copy(page: Page) -> Page:
    return replace(page, lines=list(page.lines), tables=list(page.tables))


def _is_printed(page: Page) -> bool:
    """Tells whether the page has positions: every page but plain text."""
    return page.kind != "text"
