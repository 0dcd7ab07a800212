"""The tables of plain text: forms first, by their heads; then whatever stands in columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gouji.extract.forms.text_form import form_tables
from gouji.extract.forms.text_heads import head_kind
from gouji.extract.forms.text_labels import form_labels
from gouji.schemas.pages import Document, Grid, Line, Page
from gouji.tables.delimited_text import delimited_tables
from gouji.tables.wrapped_text import wrapped_tables

Found = tuple[Grid, list[Line]]
"""A table and the lines that it takes up."""


def find_text_tables(document: Document) -> Document:
    """A copy of the document of which every page of kind "text" has its tables in `tables`; other pages stay as they are."""
    return replace(document, pages=[with_text_tables(page) if page.kind == "text" else page for page in document.pages])


def with_text_tables(page: Page) -> Page:
    """A copy of the page with its tables in `tables`, and their lines no longer among its lines."""
    forms = list(form_tables(page.lines))
    first = min((line.number or 0 for _, taken in forms for line in taken), default=0)
    head = form_labels([line for line in page.lines if (line.number or 0) < first])
    told = [*([head] if head else []), *forms]
    told += wrapped_tables(_without(page.lines, forms), _may_head_names)
    lines = _without(page.lines, told)
    more = list(delimited_tables(lines))
    tables = [*page.tables, *(grid for grid, _ in [*told, *more])]
    return replace(page, lines=_without(lines, more), tables=sorted(tables, key=_first_line))


def _may_head_names(words: str) -> bool:
    """Whether a header may stand over the names of rows; that of a form, which has none over its names, cannot."""
    return head_kind(words) in (None, "name", "number")


def _without(lines: list[Line], taken: Iterable[Found]) -> list[Line]:
    inside = {id(line) for _, each in taken for line in each}
    return [line for line in lines if id(line) not in inside]


def _first_line(grid: Grid) -> int:
    return min((line.number or 0 for cell in grid.cells for line in cell.lines), default=0)
