"""The tables of plain text: forms first, by their heads; then whatever stands in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from gouji.extract.forms.fused_headers import known_words
from gouji.extract.forms.text_form import form_tables
from gouji.extract.forms.text_heads import head_kind
from gouji.extract.forms.text_labels import form_labels
from gouji.extract.roles.grammar import Grammar, load_grammar
from gouji.extract.roles.head_words import bare
from gouji.extract.roles.stacked_text import stacked_forms
from gouji.extract.roles.text_tables import delimited_forms
from gouji.extract.vocabulary import cover_labels, line_labels
from gouji.normalize.figures.dotted_thousands import with_group_commas
from gouji.normalize.text.traditional_words import with_simplified_words
from gouji.schemas.pages import Document, Grid, Line, Page
from gouji.tables.broken_rows import with_whole_rows
from gouji.tables.cell_lines import with_labels_before_values, with_plain_cell_lines
from gouji.tables.csv_lines import with_csv_as_tabs
from gouji.tables.delimited_text import delimited_tables
from gouji.tables.foreign_glosses import without_glosses
from gouji.tables.framed_rows import with_framed_rows
from gouji.tables.glued_rows import with_rows_apart
from gouji.tables.html_tables import with_html_tables
from gouji.tables.labels_first import with_values_beside_labels
from gouji.tables.labels_in_line import with_labels_apart
from gouji.tables.latex_tables import with_latex_tables
from gouji.tables.misread_bars import with_bars
from gouji.tables.notes_between_rows import with_notes_behind
from gouji.tables.one_line_forms import with_lines_of_forms
from gouji.tables.page_turns_in_rows import with_whole_tables
from gouji.tables.record_text import with_records_as_lines
from gouji.tables.spaced_text import spaced_tables
from gouji.tables.told_heads import with_told_heads
from gouji.tables.wiki_tables import with_wiki_tables
from gouji.tables.wrapped_text import wrapped_tables

FIGURE_ROLES = ("initial", "adjusted", "allocated", "spent", "balance", "execution_rate", "score")
NAME_ROLES = ("line", "origin", "part", "project")
Found = tuple[Grid, list[Line]]
"""A table and the lines that it takes up."""


def find_text_tables(document: Document, grammar: Grammar | None = None) -> Document:
    """A copy of the document of which every page of kind "text" has its tables in `tables`; other pages stay as they are."""
    pages = [with_text_tables(page, grammar) if page.kind == "text" else page for page in document.pages]
    return replace(document, pages=pages)


def with_text_tables(page: Page, grammar: Grammar | None = None) -> Page:
    """A copy of the page with its tables in `tables`, and their lines no longer among its lines."""
    grammar = grammar or load_grammar()
    page = with_simplified_words(page, _words(grammar).__contains__)
    page = without_glosses(page, _words(grammar).__contains__)
    page = with_labels_apart(page, cover_labels().__contains__, _figure_labels(grammar).__contains__)
    page = with_rows_apart(with_group_commas(with_records_as_lines(page)), _parted_heads(grammar))
    page = with_labels_before_values(with_plain_cell_lines(with_bars(page)), _labels(grammar).__contains__)
    page = with_lines_of_forms(page, cover_labels().__contains__, _is_head(grammar))
    page = with_whole_rows(with_latex_tables(with_wiki_tables(with_html_tables(page))))
    page = with_told_heads(with_whole_tables(page), _is_head(grammar))
    page = with_notes_behind(with_framed_rows(with_csv_as_tabs(page)))
    page = with_values_beside_labels(page, _labels(grammar).__contains__, _figure_labels(grammar).__contains__)
    clear = list(delimited_forms(page, grammar))
    clear += stacked_forms(_without(page.lines, clear), grammar)
    rest = _without(page.lines, clear)
    forms = list(form_tables(rest))
    first = min((line.number or 0 for _, taken in forms for line in taken), default=0)
    head = form_labels([line for line in rest if (line.number or 0) < first])
    told = [*([head] if head else []), *forms]
    told += wrapped_tables(_without(rest, forms), _may_head_names)
    lines = _without(rest, told)
    more = list(delimited_tables(lines))
    more += spaced_tables(_without(lines, more))
    tables = [*page.tables, *(grid for grid, _ in [*clear, *told, *more])]
    return replace(page, lines=_without(lines, more), tables=sorted(tables, key=_first_line))


@cache
def _labels(grammar: Grammar) -> frozenset[str]:
    """The labels of the cover, the verdict and the money of a report, as they are printed alone on a line."""
    return frozenset({*cover_labels(), *line_labels(), *_figure_labels(grammar), *grammar.heads["grade"]})


@cache
def _words(grammar: Grammar) -> frozenset[str]:
    """All words that are labels, or heads of columns."""
    return _labels(grammar).union(*grammar.heads.values())


@cache
def _figure_labels(grammar: Grammar) -> frozenset[str]:
    return frozenset(words for role in FIGURE_ROLES for words in grammar.heads[role])


def _is_head(grammar: Grammar) -> Callable[[str], bool]:
    """Whether words are listed as the head of a column of figures."""
    known = _figure_labels(grammar) | frozenset(grammar.heads["weight"])
    return lambda words: bare(words) in known


def _parted_heads(grammar: Grammar) -> Callable[[str], list[str]]:
    """The heads of a table of money that words are made of, that of the names among them; none where one is not known."""
    names = {word for role in NAME_ROLES for word in grammar.heads[role]}
    known = names | _figure_labels(grammar)
    return lambda words: known_words(words, lambda part: part if part in known else None)


def _may_head_names(words: str) -> bool:
    """Whether a header may stand over the names of rows; that of a form, which has none over its names, cannot."""
    return head_kind(words) in (None, "name", "number")


def _without(lines: list[Line], taken: Iterable[Found]) -> list[Line]:
    inside = {id(line) for _, each in taken for line in each}
    return [line for line in lines if id(line) not in inside]


def _first_line(grid: Grid) -> int:
    return min((line.number or 0 for cell in grid.cells for line in cell.lines), default=0)
