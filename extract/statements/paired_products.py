"""Totals of products that a sentence lists by pairs: 一级每人2,000元、45人，二级每人1,500元、120人，共27万元; 1000千伏安4台、800千伏安2台."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.standards import is_counted, standard_of

WHOLE = regex.compile(r"合计|共|总计|总")
STOP = regex.compile("[。！？]")
MAX_BETWEEN = 2


def paired_products(every: Sequence[Context]) -> Iterator[Claimed]:
    """Yields the totals with their pairs: figures of two units that take turns in one sentence, and an amount of one of the units
    right behind them that is called the whole.
    """
    told = set()
    for index in range(len(every) - 4):
        size = _run(every, index)
        for claim in _totals(every, index, size) if size >= 4 else ():
            if claim.result not in told:
                told.add(claim.result)
                yield claim


def _run(every: Sequence[Context], start: int) -> int:
    """How many figures from `start` on take turns in two units, in one sentence, semicolons apart, an even number."""
    first, second = every[start], every[start + 1]
    if first.unit == second.unit or not {first.kind, second.kind} <= {"money", "count"}:
        return 0
    end = start
    while end < len(every) and _goes_on(first, every[end], (first, second)[(end - start) % 2]):
        end += 1
    size = end - start
    return size - size % 2


def _goes_on(first: Context, here: Context, like: Context) -> bool:
    text = here.passage.text.text
    same = here.paragraph == first.paragraph and not STOP.search(text, first.figure.start, here.figure.start)
    return same and here.unit == like.unit and not here.figure.found.quantity.bound and here.amount > 0


def _totals(every: Sequence[Context], start: int, size: int) -> Iterator[Claimed]:
    pairs = tuple(range(start, start + size))
    each, counts = _sides(every, pairs)
    if not each:
        return
    for index in range(start + size, min(start + size + MAX_BETWEEN, len(every))):
        here = every[index]
        if here.paragraph == every[start].paragraph and here.unit == every[each[0]].unit and WHOLE.search(here.clause):
            ordered = tuple(place for pair in zip(counts, each, strict=True) for place in pair)
            yield Claimed(index, "paired", ordered)
            return


def _sides(every: Sequence[Context], pairs: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The standards and the counts of the pairs; empty where the words do not tell which side is which."""
    sides = pairs[::2], pairs[1::2]
    for each, counts in (sides, sides[::-1]):
        told = [standard_of(every[i]) for i in each]
        if all(told) and all(
            not one.ones or is_counted(every[j], one.ones[0]) for one, j in zip(told, counts, strict=True) if one
        ):
            return tuple(each), tuple(counts)
    each, counts = sides
    bare = all(every[j].lead == "" for j in counts) and all(every[j].kind == "count" for j in pairs)
    return (tuple(each), tuple(counts)) if bare else ((), ())
