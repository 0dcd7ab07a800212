"""Finds the numbers of list items that stand right before a figure (1.150 yuan for …; 2.80 yuan for …): their points are no decimal points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

ITEM = regex.compile(
    r"(?:^|[；;：:。]\s*|\n\s*)(?P<number>[1-9]\d?)(?P<point>[.．])(?P<figure>\d[\d,]*(?:\.\d+)?)(?=\s*\p{Han}{2})"
)
MAX_APART = 200
"""Items of one list begin within so many characters of each other."""
SURE = 3
"""So many items in order are a list, fewer only if the point cannot be that of a decimal."""
MIN_WHOLE = 3
"""Amounts and rates have fewer decimals than this."""


def glued_points(rows: Sequence[str]) -> set[tuple[int, int]]:
    """Returns row and index of each such point. Where every figure has one digit, they may as well be decimals, and none is told."""
    text = "\n".join(rows)
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row) + 1)
    return {
        (index, match.start("point") - starts[index])
        for run in _runs(list(ITEM.finditer(text)))
        if _is_list(run)
        for match in run
        for index in [next(n for n in range(len(rows)) if match.start("point") < starts[n + 1])]
    }


def _runs(items: list[regex.Match[str]]) -> list[list[regex.Match[str]]]:
    """The items by lists: each list counts from 1 without a gap."""
    runs: list[list[regex.Match[str]]] = []
    for before, item in pairwise([None, *items]):
        assert item is not None  # only the first of all is None
        follows = before is not None and int(item["number"]) == int(before["number"]) + 1
        if runs and follows and item.start() - runs[-1][-1].start() < MAX_APART:
            runs[-1].append(item)
        elif item["number"] == "1":
            runs.append([item])
    return runs


def _is_list(run: list[regex.Match[str]]) -> bool:
    figures = [match["figure"] for match in run]
    whole = [len(figure) >= MIN_WHOLE for figure in figures]
    return len(run) > 1 and (any(whole) or (len(run) >= SURE and any(len(figure) > 1 for figure in figures)))
