"""Finds what the forms of a page are about, before anything else is understood of it: a project, or a whole unit."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache

import regex

from gouji.extract.key_value_lines import labelled
from gouji.extract.vocabulary import cover_labels
from gouji.normalize.text.bare_names import bare
from gouji.schemas.pages import Cell, Page
from gouji.schemas.traced import Traced

MIN_SAME_RATIO = 0.8
"""Two names at least this similar are one name, of which the scan spoiled a character or two."""
MAX_LENGTH_DIFFERENCE = 4
MIN_LABEL_CHARACTERS = 4
"""A shorter label (the bare word for project) also heads the columns of other tables."""
PROJECT, MIN_PAIRS = "项目", 2
"""So many labels before their values make a row of a form, and no head."""
NOT_NAMED = regex.compile(r"[\s:：（）()]")


def form_names(page: Page) -> list[str]:
    """The project names that a form or a cover labels as such, in reading order, without blanks. A form without one is
    about the unit that it names first.
    """
    in_lines = [
        entry.value.text
        for line in page.lines
        for entry in labelled(Traced.of(line.glyphs))
        if "project_name" in entry.fields
    ]
    in_cells = [
        name
        for grid in page.tables
        for name in _in_cells(grid.cells, _labels())
        or _in_pairs(_first_row(grid.cells))
        or _in_cells(_first_row(grid.cells), _unit_labels())
    ]
    found = [*in_lines, *in_cells]
    return [name for words in found if (name := NOT_NAMED.sub("", words))]


def names_form(row: list[Cell], is_first: bool) -> bool:
    """Whether a row of a table names the project of a form, or as its first row the unit that the form is about."""
    labels = _labels() | _unit_labels() if is_first else _labels()
    return any(_plain(cell) in labels for cell in row) or (is_first and bool(_in_pairs(row)))


def is_same_name(one: str, other: str) -> bool:
    """Whether two names mean one project, though a character of them was misread."""
    a, b = bare(one) or one, bare(other) or other
    if a == b:
        return True
    if abs(len(a) - len(b)) > MAX_LENGTH_DIFFERENCE or _numbers(a) != _numbers(b):
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= MIN_SAME_RATIO


def _numbers(name: str) -> list[str]:
    """The numbers in a name: 一期 and 二期 are two projects."""
    return regex.findall(r"\d+|[一二三四五六七八九十]+(?=[期标段号批])", name)


@cache
def _labels() -> frozenset[str]:
    projects = (NOT_NAMED.sub("", label) for label, fields in cover_labels().items() if "project_name" in fields)
    return frozenset(label for label in projects if len(label) >= MIN_LABEL_CHARACTERS)


@cache
def _any_labels() -> frozenset[str]:
    return frozenset(NOT_NAMED.sub("", label) for label in cover_labels())


@cache
def _unit_labels() -> frozenset[str]:
    """Labels of the unit: 部门（单位）名称. Others of that field (填报单位) stand in forms of any kind."""
    units = (label for label, fields in cover_labels().items() if fields == ("department",))
    return frozenset(NOT_NAMED.sub("", label) for label in units if label.endswith("名称"))


def _in_cells(cells: list[Cell], labels: frozenset[str]) -> list[str]:
    places = {(cell.row, cell.col): cell for cell in cells}
    found = (places.get((cell.row, cell.col + cell.colspan)) for cell in cells if _plain(cell) in labels)
    return ["".join(line.text for line in cell.lines) for cell in found if cell is not None]


def _in_pairs(row: list[Cell]) -> list[str]:
    """The project that a short label names in a row of labels, each before its value (项目 | 村道硬化 | 主管单位 | 某镇)."""
    cells = sorted(row, key=lambda cell: cell.col)
    words = [_plain(cell) for cell in cells]
    labels, values = words[::2], words[1::2]
    if len(labels) != len(values) or len(labels) < MIN_PAIRS or not set(labels) <= _any_labels() | {PROJECT}:
        return []
    if not all(values) or set(values) & (_any_labels() | {PROJECT}):
        return []
    return [value for label, value in zip(labels, values, strict=True) if label == PROJECT]


def _first_row(cells: list[Cell]) -> list[Cell]:
    """The first row that has columns: a title may stand in a cell of its own above it."""
    rows = sorted({cell.row for cell in cells})[:2]
    first = [[cell for cell in cells if cell.row == row] for row in rows]
    return next((row for row in first if len(row) > 1), [])


def _plain(cell: Cell) -> str:
    return NOT_NAMED.sub("", "".join(line.text for line in cell.lines))
