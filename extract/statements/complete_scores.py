"""Points of groups whose full marks make up 100 (决策20分，得18分；…): no group is missing, so the total is their sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from gouji.extract.statements.closed_lists import words_between
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.misprinted import Misprint

SURE = 0.9
FULL = Decimal(100)
MIN_GROUPS = 3
SCORED = regex.compile(r"^[）)]?[，,、：:（(]?(?:自评|实际|评价|实|共|本次)?(?:得分?|评分?|得分为|计)[为是]?$")
"""What stands between the full mark of a group and its points."""
TOTAL = regex.compile(
    r"(?:总分|[合总共]计|总?得分合计|总得分|综合得分|自评得分|评价得分|总体得分|相加|共得|总评|综合评分)(?:得分)?[为是得共计：:]{0,3}$"
)
OTHER = regex.compile(r"加分|附加|另加|倒扣|权重|折算|加权|复核|核减")
"""Words of a paragraph whose points make up the total in another way."""
BESIDE = 3
"""Figures before and behind the list among which its total stands."""


def complete_scores(every: Sequence[Context]) -> Iterator[Misprint]:
    """Yields the totals that are not the sum of the points of groups whose full marks make up 100."""
    taken = -1
    for first in every:
        if first.order <= taken:
            continue
        pairs = _pairs(every, first)
        if len(pairs) < MIN_GROUPS or sum((full.amount for full, _ in pairs), Decimal(0)) != FULL:
            continue
        taken = pairs[-1][1].order
        total = _total(every, first.order, taken)
        if total is None or any(OTHER.search(c.passage.text.text) for c in (total, *(full for full, _ in pairs))):
            continue
        if sum((score.amount for _, score in pairs), Decimal(0)) != total.amount:
            yield Misprint(Claimed(total.order, "sum", tuple(score.order for _, score in pairs)), SURE)


def _pairs(every: Sequence[Context], first: Context) -> list[tuple[Context, Context]]:
    """The full marks and points from one figure on, until the full marks make up 100 or anything else is told."""
    found: list[tuple[Context, Context]] = []
    place, sum_of = first.order, Decimal(0)
    while place + 1 < len(every) and sum_of < FULL:
        full, score = every[place], every[place + 1]
        beside = not found or full.paragraph - found[-1][1].paragraph <= 1  # one group a line
        inside = full.paragraph == score.paragraph and _is_exact(full) and _is_exact(score)
        if not beside or not inside or not SCORED.match(words_between(full, score)) or score.amount > full.amount:
            break
        found.append((full, score))
        sum_of += full.amount
        place += 2
    return found


def _total(every: Sequence[Context], first: int, last: int) -> Context | None:
    """The one total beside a list, in a paragraph of it or next to it; None where there are several, or none."""
    here = range(every[first].paragraph - 1, every[last].paragraph + 2)
    near = [*every[max(0, first - BESIDE) : first], *every[last + 1 : last + 1 + BESIDE]]
    told = [c for c in near if c.paragraph in here and _is_exact(c) and c.amount != FULL and TOTAL.search(c.clause)]
    return told[0] if len({c.amount for c in told}) == 1 else None


def _is_exact(context: Context) -> bool:
    quantity = context.figure.found.quantity
    return context.kind in ("score", "bare") and not (quantity.bound or quantity.approximate)
