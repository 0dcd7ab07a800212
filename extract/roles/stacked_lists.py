"""Tables with one cell a line whose heads nobody knows (路线名称, 投资（万元）): rows of as many lines repeat one pattern of words and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.points import sums_up
from gouji.schemas.pages import Line
from gouji.schemas.traced import Traced

MIN_COLUMNS, MAX_COLUMNS = 3, 8
MIN_ROWS = 2
MAX_HEAD_LENGTH, MAX_CELL_LENGTH = 16, 40
SENTENCE = regex.compile(r"[。；！？：:]|\s{2,}|[|\t]")
NUMBERED = regex.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
"""The number of a heading, which is no head of a column."""
CLASSES = {
    **dict.fromkeys(("words", "top", "level", "prose", "grade"), "words"),
    **dict.fromkeys(("figure", "points", "ordinal", "money", "measured", "none"), "figure"),
    "rate": "rate",
    "date": "date",
}
AMOUNTS = frozenset({"figure", "points", "money"})

Row = tuple[tuple[int, int], ...]
"""The cells of a row: the index of each line, and its column."""


def stacked_list(lines: Sequence[Line], first: int, grammar: Grammar) -> list[Row]:
    """Returns the head and the rows of the table whose head begins in this line; empty where none begins."""
    found = (_rows(lines, first, columns, grammar) for columns in range(MIN_COLUMNS, MAX_COLUMNS + 1))
    return max(found, key=len, default=[])


def _rows(lines: Sequence[Line], first: int, columns: int, grammar: Grammar) -> list[Row]:
    heads = [_words(line) for line in lines[first : first + columns]]
    if len(heads) < columns or not all(_is_head(words) for words in heads) or NUMBERED.match(lines[first].text):
        return []
    rows = list(_full_rows(lines, first + columns, columns, grammar))
    if len(rows) < MIN_ROWS or len(set(heads)) < columns:
        return []
    end = rows[-1][-1][0] + 1
    last = _short_total(lines, end, rows, columns, grammar)
    head = tuple((first + column, column) for column in range(columns))
    return [head, *rows, *([last] if last else [])]


def _full_rows(lines: Sequence[Line], start: int, columns: int, grammar: Grammar) -> Iterator[Row]:
    """The rows that have all cells, each of the kinds that the first one has."""
    kinds: list[str] = []
    for at in range(start, len(lines) - columns + 1, columns):
        words = [_words(line) for line in lines[at : at + columns]]
        own = [CLASSES.get(cell_type(each), "") for each in words]
        if not all(words) or not _is_row(words, own) or (kinds and own != kinds):
            return
        kinds = own
        yield tuple((at + column, column) for column in range(columns))
        if sums_up(Traced.plain(words[0]), grammar) is not None:
            return


def _is_row(words: Sequence[str], kinds: Sequence[str]) -> bool:
    """Whether a row begins with a name, perhaps behind its number, and has an amount."""
    numbered = cell_type(words[0]) == "ordinal"
    amounts = any(cell_type(each) in AMOUNTS for each in words[1 + numbered :])
    return all(kinds) and kinds[numbered] == "words" and amounts


def _short_total(lines: Sequence[Line], at: int, rows: Sequence[Row], columns: int, grammar: Grammar) -> Row | None:
    """The row of the sum below, with a figure for each column that has any and numbers nothing; None where they are not so many."""
    if at >= len(lines) or not _words(lines[at]) or sums_up(Traced.plain(_words(lines[at])), grammar) is None:
        return None
    first = [[cell_type(_words(lines[row[column][0]])) for row in rows] for column in range(columns)]
    name = next(column for column in range(columns) if CLASSES.get(first[column][0]) == "words")
    summed = [c for c in range(name + 1, columns) if all(CLASSES.get(t) == "figure" for t in first[c])]
    cells = [_words(line) for line in lines[at + 1 : at + 1 + len(summed)]]
    if len(cells) < len(summed) or not all(CLASSES.get(cell_type(each)) == "figure" for each in cells):
        return None
    return ((at, name), *((at + 1 + n, column) for n, column in enumerate(summed)))


def _is_head(words: str) -> bool:
    return bool(words) and len(words) <= MAX_HEAD_LENGTH and CLASSES.get(cell_type(words)) == "words"


def _words(line: Line) -> str:
    """The words of a line that may be a cell; none of any other line."""
    text = line.text.strip()
    return "".join(text.split()) if 0 < len(text) <= MAX_CELL_LENGTH and not SENTENCE.search(text) else ""
