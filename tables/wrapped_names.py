"""Names of rows of plain text that go on in lines of their own: above the figures, below them, or both (农村道路养 / 护工程  12.00)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from gouji.normalize.text.lexicon import load_lexicon
from gouji.normalize.text.segment import segment

MAX_NAME_LENGTH = 14
OPEN, CLOSING = regex.compile(r"[（(][^（）()]*$"), regex.compile(r"^[^（）()]*[）)]")
UNFINISHED, GOING_ON = regex.compile(r"[与和及或的、·\-/]$"), regex.compile(r"^[与和及或的、]")
GROUP = regex.compile(
    r"[:：]$|^(?:其中|[一二三四五六七八九十]、|[（(][一二三四五六七八九十]|\d+[.、．])|(?:指标|小计|合计|部分|类)$"
)
"""What names the rows below it, or sums up those above it, is no part of a name."""
FIGURE = regex.compile(r"\d")

Parts = tuple[int, int]
"""How many lines above the figures of a row, and how many below them, belong to its name."""


def parts_of_names(rows: Sequence[Sequence[str]]) -> dict[int, Parts]:
    """Returns the rows whose names have further lines, with how many.

    `rows` are the cells of the lines of a table, those of one cell among them; a first cell may be missing where the name has no
    line beside the figures. Empty where nothing shows that a line is cut, or where the lines cannot be told apart.
    """
    lone = [len(row) == 1 and 0 < len(row[0]) <= MAX_NAME_LENGTH and not FIGURE.search(row[0]) for row in rows]
    full = [n for n, row in enumerate(rows) if not lone[n] and any(FIGURE.search(cell) for cell in row)]
    if not full or any(GROUP.search(rows[n][0]) for n, each in enumerate(lone) if each):
        return {}
    gaps = [sum(lone[a + 1 : b]) for a, b in zip([-1, *full], [*full, len(rows)], strict=True)]
    gaps[0] = sum(lone[n] for n in range(full[0]) if all(lone[n : full[0]]))
    ways = [dict(zip(full, parts, strict=True)) for parts in _ways(gaps)]
    told = [(sum(_is_cut(a, b) for n, parts in way.items() for a, b in _joins(rows, n, parts)), way) for way in ways]
    best = max((count for count, _ in told), default=0)
    fit = [way for count, way in told if count == best]
    return {n: parts for n, parts in fit[0].items() if sum(parts)} if best and len(fit) == 1 else {}


def _ways(gaps: Sequence[int]) -> Iterator[list[Parts]]:
    """The ways to share out the lines before, between and behind the rows: all above their rows, all below, or as many above as below."""
    before, *rest = gaps
    if not rest[-1]:
        yield [(gap, 0) for gap in gaps[:-1]]
    if not before:
        yield [(0, gap) for gap in rest]
    even = [before]
    for gap in rest:
        even.append(gap - even[-1])
    if not even[-1] and all(count >= 0 for count in even) and any(even):
        yield [(count, count) for count in even[:-1]]


def _joins(rows: Sequence[Sequence[str]], at: int, parts: Parts) -> Iterator[tuple[str, str]]:
    """The neighbours among the lines of a name."""
    above, below = parts
    own = [] if FIGURE.match(rows[at][0]) else [rows[at][0]]
    lines = [*(rows[n][0] for n in range(at - above, at)), *own, *(rows[n][0] for n in range(at + 1, at + 1 + below))]
    yield from pairwise(lines)


def _is_cut(above: str, below: str) -> bool:
    """Whether a line ends where no name does: in a bracket, before or behind a conjunction, within a word."""
    if OPEN.search(above) and CLOSING.search(below):
        return True
    if UNFINISHED.search(above) or GOING_ON.search(below):
        return True
    words, _ = segment(above + below, load_lexicon())
    return any(word.start < len(above) < word.end for word in words)
