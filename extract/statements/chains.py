"""Amounts carried on from step to step: 年初预算100万元，追加30万元，压减5万元，调整后预算125万元; 上年结转…，到位…，支出…，结转下年…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

import regex

from gouji.extract.statements.agreement import Computed, agrees
from gouji.extract.statements.claims import Claim, money_decimals
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.normalize.figures.interval import Interval, half_unit
from gouji.normalize.figures.slips import digit_slip
from gouji.schemas.quantity import Quantity
from gouji.schemas.wordlists import read_rows

PREMISE = 0.95
"""How surely words claim it that name the beginning, each step with its way, and the end."""
MIN_STEPS = 2
"""With one step alone it is a sum or a difference of two, which other claims tell."""
MAX_STEPS = 12
ACROSS = regex.compile(r"[。；;]")
NESTED = regex.compile(r"其中|包括|分别|用于")


def with_chains(every: list[Context], found: Sequence[Claim]) -> list[Claim]:
    """`found` with the chains of the text; without claims that fail of figures that a chain explains.

    A chain that does not come out is told only where one slip does explain it: two digits, or a step left out.
    """
    out = list(found)
    decimals = money_decimals(every)
    for claimed in _chains(every):
        others = [claim for claim in out if claim.claimed.result == claimed.result]
        if _comes_out(every, claimed, decimals):
            if not any(claim.holds for claim in others):
                out = [claim for claim in out if claim not in others] + [Claim(claimed, True, PREMISE)]
        elif not any(claim.holds for claim in others) and _is_slip(every, claimed, decimals):
            out = [claim for claim in out if claim not in others] + [Claim(claimed, False, PREMISE)]
    return out


def _chains(every: list[Context]) -> Iterator[Claimed]:
    """Every beginning with its steps and its end, in one paragraph and one unit, with no other amount between."""
    index = 0
    while index < len(every):
        family = next((f for f in families() if _part(every[index], f) == "base"), None)
        claimed = _chain(every, index, family) if family else None
        if claimed:
            yield claimed
        index = max(index + 1, claimed.result if claimed else 0)


def _chain(every: list[Context], start: int, family: str) -> Claimed | None:
    base = every[start]
    steps: list[tuple[int, str]] = []
    for context in every[start + 1 : start + 1 + 3 * MAX_STEPS]:
        if context.paragraph != base.paragraph:
            return None
        if context.unit != base.unit or context.kind != base.kind or context.depth > base.depth:
            continue
        part = _part(context, family)
        if part == "result":
            return _claimed(start, steps, context.order) if len(steps) >= MIN_STEPS else None
        if part not in ("plus", "minus") or context.figure.found.quantity.bound or NESTED.search(context.lead):
            return None
        if not _repeats(every, steps, context):
            steps.append((context.order, part))
    return None


def _repeats(every: list[Context], steps: Sequence[tuple[int, str]], context: Context) -> bool:
    """Whether a figure sums up the steps told before it: 4月追加142万元；7月追加96万元，两次共追加238万元."""
    return len(steps) > 1 and sum(every[i].amount for i, _ in steps) == context.amount


def _claimed(start: int, steps: Sequence[tuple[int, str]], result: int) -> Claimed:
    plus = [i for i, part in steps if part == "plus"]
    minus = [i for i, part in steps if part == "minus"]
    return Claimed(result, "chain", (start, *plus, *minus), len(minus))


def _part(context: Context, family: str) -> str | None:
    """Which part of a chain the words before a figure name: those that end last, of them the longest."""
    if context.kind not in ("money", "count", "score"):
        return None
    words = [(m.end(), m.end() - m.start(), part) for p, part in families()[family] for m in p.finditer(context.lead)]
    return max(words, default=(0, 0, None))[2]


def _total(figures: Sequence[Quantity], minus: int, decimals: int | None) -> Computed:
    split = len(figures) - minus
    value = sum((q.amount for q in figures[:split]), Decimal(0)) - sum((q.amount for q in figures[split:]), Decimal(0))
    half = sum((half_unit(q, decimals if q.canonical_unit == "元" else None) for q in figures), Decimal(0))
    return Computed(value, Interval(value - half, value + half))


def _comes_out(every: list[Context], claimed: Claimed, decimals: int | None) -> bool:
    figures = [every[i].figure.found.quantity for i in claimed.operands]
    result = every[claimed.result].figure.found.quantity
    return agrees(result, _total(figures, claimed.minus, decimals), "sum")


def _is_slip(every: list[Context], claimed: Claimed, decimals: int | None) -> bool:
    """Whether a slip in the digits of the end or of one figure explains why a chain does not come out, or one step left out."""
    figures = [every[i].figure.found.quantity for i in claimed.operands]
    result = every[claimed.result].figure.found.quantity
    total = _total(figures, claimed.minus, decimals).value
    if digit_slip(result, total):
        return True
    split, off = len(figures) - claimed.minus, result.amount - total
    for place, figure in enumerate(figures):
        sign = 1 if place < split else -1
        right = figure.amount + sign * off
        if (right > 0 and digit_slip(figure, right)) or (place and right == 0):
            return True
    return False


@cache
def families() -> dict[str, tuple[tuple[regex.Pattern[str], str], ...]]:
    """For each kind of chain its patterns, each with the part that it names."""
    out: dict[str, list[tuple[regex.Pattern[str], str]]] = {}
    for family, part, pattern in read_rows(__package__, "chain_words"):
        out.setdefault(family, []).append((regex.compile(pattern), part))
    return {family: tuple(rows) for family, rows in out.items()}
