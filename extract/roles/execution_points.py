"""The points of the execution of the budget where they stand among those of other parts (预算执行 | 10 | 9.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import regex

from gouji.schemas.leaf import Leaf, QuantityLeaf
from gouji.schemas.record import BudgetRow, Evaluation, Indicator, ScorePart
from gouji.schemas.wordlists import read_rows

BESIDE_NAME = regex.compile(r"[（(][^（）()]*[）)]|指标|\s|^[\d一二三四五六七八九十]+[.、．]")
"""What a row has around the name: its number, its points in brackets."""


def add_execution_points(budget: Sequence[BudgetRow], verdict: Evaluation, indicators: Iterable[Indicator]) -> None:
    """Gives the total of the money the points of the row of its execution, where it has none and all such rows have the same."""
    total = next((line for line in budget if line.role == "total"), None)
    rows: list[ScorePart | Indicator] = [part for part in verdict.parts if part.source == "table"]
    rows += [each for each in indicators if each.source == "table"]
    named = [row for row in rows if row.score and row.weight and is_execution(row.name)]
    points = {(_amount(row.weight), _amount(row.score)) for row in named}
    if total is not None and total.weight is None and total.score is None and len(points) == 1:
        total.weight, total.score = named[0].weight, named[0].score


def is_execution(name: Leaf[str]) -> bool:
    """Tells whether a row of points is that of the execution of the budget."""
    return BESIDE_NAME.sub("", name.value or name.text) in execution_names()


def _amount(leaf: QuantityLeaf | None) -> object:
    return leaf.value.amount if leaf is not None and leaf.value is not None else None


@cache
def execution_names() -> frozenset[str]:
    """What the execution of the budget is called among what has points."""
    return frozenset(name for (name,) in read_rows(__package__, "execution_names"))
