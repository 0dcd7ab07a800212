"""Figures that stand in a row and share the words before the first of them: 分别占39.5%、34.2%、17.6%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.extract.statements.figure_context import Context

JOINS = frozenset({"、", "，", ",", "和", "及", "与", "以及", "；", ";"})
MAX_RUN = 12


@dataclass(frozen=True, slots=True)
class Run:
    """A row of figures: where it begins, of how many it is, and which of them the figure in question is, from 0."""

    start: int
    size: int
    place: int


def run_of(every: Sequence[Context], index: int) -> Run:
    """The row that a figure stands in; a row of one where no other figure is joined to it without words."""
    start = index
    while index - start < MAX_RUN and start > 0 and _is_joined(every[start - 1], every[start]):
        start -= 1
    end = index + 1
    while end - start < MAX_RUN and end < len(every) and _is_joined(every[end - 1], every[end]):
        end += 1
    return Run(start, end - start, index - start)


def _is_joined(before: Context, here: Context) -> bool:
    return here.lead in JOINS and here.paragraph == before.paragraph and here.unit == before.unit


def is_parallel(every: Sequence[Context], index: int, other: int) -> bool | None:
    """Whether a figure before a row stands at the same place of its own list as the one at `index` in the row; None where there is
    no row, or no list of so many before it.
    """
    run = run_of(every, index)
    there = every[other]
    if run.size < 2 or other >= run.start or there.paragraph != every[index].paragraph:
        return None
    like = [
        j
        for j in range(max(0, run.start - 3 * MAX_RUN), run.start)
        if every[j].paragraph == there.paragraph and every[j].unit == there.unit and every[j].kind == there.kind
    ][-run.size :]
    return like[run.place] == other if len(like) == run.size else None
