"""Things counted off in one paragraph: 一是…；二是…；三是…, ①…；②…, （1）…；（2）…."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

import regex

from gouji.extract.prose.listed_items import Span

ORDINALS = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
DIGITS = "123456789"
STYLES = (
    (ORDINALS, r"第?([一二三四五六七八九十])(?:是|要|、(?=\p{Han}))"),
    (ORDINALS, r"[第其]([一二三四五六七八九十])[，,：:]"),
    (DIGITS, r"([1-9])[.．、）](?!\d)"),
    (CIRCLED, r"([①②③④⑤⑥⑦⑧⑨⑩])"),
    (DIGITS, r"[（(]([1-9])[）)]"),
    (ORDINALS, r"[（(]([一二三四五六七八九十])[）)]"),
)
"""The signs of a row and how one of them is printed: one row keeps to one style."""
BEGINS = r"(?:(?<=[。；：，:;])|(?<=^))[\s·•.．]*"
PATTERNS = tuple((signs, regex.compile(BEGINS + printed)) for signs, printed in STYLES)


def ordinals(text: str, start: int) -> list[Span]:
    """一是…；二是…；三是…: as many pieces as the row runs without a gap; of several rows the one that begins first."""
    rows = [row for marks in _marks(text) if (row := _row(marks, start))]
    row = min(rows, key=lambda row: row[0], default=[])
    ends = [*row[1:], len(text)][: len(row)]
    spans = []
    for begin, limit in zip(row, ends, strict=True):
        stop = regex.search(r"[；;。]", text[begin:limit])
        spans.append(Span(begin, begin + stop.start() if stop else limit))
    return spans if len(spans) >= 2 else []


def _row(marks: list[tuple[list[int], list[int]]], start: int) -> list[int]:
    """Where the words behind each sign begin, one after the other from the first sign behind `start`."""
    out: list[int] = []
    place = start
    for begins, after in marks:
        index = bisect_left(begins, place)
        if index == len(begins):
            break
        place = after[index]
        out.append(place)
    return out


@lru_cache(maxsize=4)
def _marks(text: str) -> list[list[tuple[list[int], list[int]]]]:
    """For each style where each of its signs begins and ends, as often as it stands in the text."""
    styles = []
    for signs, pattern in PATTERNS:
        found: list[tuple[list[int], list[int]]] = [([], []) for _ in signs]
        for match in pattern.finditer(text):
            begins, after = found[signs.index(match[1])]
            begins.append(match.start())
            after.append(match.end())
        styles.append(found)
    return styles
