"""Lines of print that stand closely below one another in a column: the lines of one cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from gouji.tables.placed_runs import TextRun

MAX_LINE_DISTANCE = 1.6
"""Lines of one cell are not further apart, in line heights."""
MIN_PART_RATIO = 1.25
"""The white between two cells is wider than that between lines of one, by this or more."""

Placed = tuple[TextRun, int, int | None]
"""A run, its column, and the row that it is a part of for sure."""


def rows_of_stacks(placed: Sequence[Placed]) -> dict[int, tuple[int, float]]:
    """Returns for each run (by its id) that is a further line of a cell its row, and how far another row must be to be no
    nearer: it stands in a stack with one run whose row is known, and the stack stands apart from the column's other runs."""
    out: dict[int, tuple[int, float]] = {}
    for _, column in groupby(sorted(placed, key=lambda p: (p[1], p[0].middle)), key=lambda p: p[1]):
        for stack in _stacks(list(column)):
            rows = {row for _, _, row in stack if row is not None}
            if len(rows) == 1:
                out |= {id(run): (min(rows), MIN_PART_RATIO * _pitch(stack)) for run, _, row in stack if row is None}
    return out


def _stacks(column: Sequence[Placed]) -> list[list[Placed]]:
    """Parts the runs of a column where they are further apart than the lines of a cell, by more than those differ."""
    away = [b[0].middle - a[0].middle for a, b in pairwise(column)]
    stacks = [list(column[:1])]
    for number, run in enumerate(column[1:]):
        height = run[0].box[3] - run[0].box[1]
        if away[number] < MAX_LINE_DISTANCE * height:
            stacks[-1].append(run)
        else:
            stacks.append([run])
    return [stack for stack in stacks if _stands_apart(stack, column)]


def _stands_apart(stack: Sequence[Placed], column: Sequence[Placed]) -> bool:
    first, last = stack[0][0].middle, stack[-1][0].middle
    outer = [first - p[0].middle for p in column if p[0].middle < first]
    outer += [p[0].middle - last for p in column if p[0].middle > last]
    return all(away > MIN_PART_RATIO * _pitch(stack) for away in outer)


def _pitch(stack: Sequence[Placed]) -> float:
    """Returns the widest distance between two lines of a stack."""
    return max((b[0].middle - a[0].middle for a, b in pairwise(stack)), default=0.0)
