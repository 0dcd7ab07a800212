"""Lists with one cell a line whose rows are a name and an amount (鹿鸣县 | 2,417.80万元), perhaps below a head of two lines."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.columns import AMOUNTS as MONEY
from gouji.extract.roles.columns import wordings
from gouji.extract.roles.grammar import Grammar
from gouji.schemas.pages import Line
from gouji.schemas.traced import Traced

MIN_ROWS, MAX_NAME_LENGTH, MAX_CELL_LENGTH = 3, 16, 30
NAMES = frozenset({"words", "level", "top"})
AMOUNTS = frozenset({"money", "figure", "points", "ordinal"})
MIN_HEAD_ODDS = 3.0
"""The log-odds from which the second line of a head names money."""
NO_CELL = regex.compile(r"[。；！？：:]|\s{2,}|[|\t]")
NUMBERED = regex.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")

Row = tuple[tuple[int, int], ...]
"""The cells of a row: the index of each line, and its column."""


def stacked_pairs(lines: Sequence[Line], first: int, grammar: Grammar) -> list[Row]:
    """Returns the rows of the list that begins in this line, its head among them; empty where none begins. Without a head every
    amount names its unit."""
    headed = _is_head(lines, first, grammar)
    start = first + 2 * headed
    rows: list[Row] = []
    while len(names := [_words(line) for line in lines[start : start + 2]]) == 2:
        name, amount = names
        if not _is_name(name) or cell_type(amount) not in (AMOUNTS if headed else ("money",)):
            break
        rows.append(((start, 0), (start + 1, 1)))
        start += 2
    told = {_words(lines[row[0][0]]) for row in rows}
    if len(rows) < MIN_ROWS or len(told) < len(rows):
        return []
    return [*([((first, 0), (first + 1, 1))] if headed else []), *rows]


def _is_head(lines: Sequence[Line], first: int, grammar: Grammar) -> bool:
    words = [_words(line) for line in lines[first : first + 2]]
    if len(words) < 2 or not all(_is_name(each) for each in words):
        return False
    odds = wordings(grammar).odds(Traced.plain(words[1]))
    return max(odds[role] for role in (*MONEY, "amount")) > MIN_HEAD_ODDS


def _is_name(words: str) -> bool:
    return 1 < len(words) <= MAX_NAME_LENGTH and cell_type(words) in NAMES and not NUMBERED.match(words)


def _words(line: Line) -> str:
    """The words of a line that may be a cell; none of any other line."""
    text = line.text.strip()
    return "".join(text.split()) if 0 < len(text) <= MAX_CELL_LENGTH and not NO_CELL.search(text) else ""
