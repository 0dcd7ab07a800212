"""What speaks for a claim that fails being an error: how far off it is, which of its figures stand beside it, how round what they make is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.extract.statements.agreement import Computed, agrees, computed
from gouji.extract.statements.answers_to import answers, best_answers
from gouji.extract.statements.figure_context import Context, senses
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.sibling_ratios import siblings
from gouji.normalize.figures.interval import Interval
from gouji.schemas.quantity import Quantity

GAPS = (
    (Decimal("1.03"), "1.03"),
    (Decimal("1.1"), "1.1"),
    (Decimal("1.25"), "1.25"),
    (Decimal("1.7"), "1.7"),
    (Decimal(3), "3"),
)
"""How many times one value is the other, at most, and what that is called."""
SURE_DIGITS = 5
"""So many digits of two figures together, trailing zeros apart, hardly make a round rate by chance."""
MANY = 4
HUNDRED = Decimal(100)
CHANGES = frozenset({"up", "down"})


def claim_features(every: Sequence[Context], claim: Claimed, expected: Computed | None) -> Iterator[str]:
    """The features of a sum or a ratio that fails."""
    result = every[claim.result]
    operands = [every[i] for i in claim.operands]
    group = "sum" if claim.form == "sum" else "each" if claim.form in ("average", "product") else "ratio"
    if expected is not None:
        yield f"gap={group}:{gap(result.amount, expected.value)}"
    if group == "sum":
        yield from _sum_features(result, operands)
    else:
        yield from _ratio_features(every, claim, expected)


def gap(printed: Decimal, right: Decimal) -> str:
    """How many times the one is the other: of the first bound that it does not exceed."""
    if not printed or not right or (printed < 0) != (right < 0):
        return "sign"
    times = abs(printed / right)
    return next((name for limit, name in GAPS if max(times, 1 / times) <= limit), "more")


def _sum_features(whole: Context, parts: Sequence[Context]) -> Iterator[str]:
    total = sum((part.amount for part in parts), Decimal(0))
    side = "over" if total > whole.amount else "under"
    yield f"sum={side}:{gap(whole.amount, total)}"
    together = all(_sentence(part) == _sentence(whole) for part in parts)
    yield f"sum-together={together}"
    yield f"sum-whole={'whole' in senses(whole.lead)}:{'before' if whole.order < parts[0].order else 'behind'}"


def _ratio_features(every: Sequence[Context], claim: Claimed, expected: Computed | None) -> Iterator[str]:
    result, first, base = every[claim.result], every[claim.operands[0]], every[claim.operands[1]]
    here = _sentence(result)
    beside = "both" if _sentence(first) == _sentence(base) == here else ""
    beside = beside or ("first" if _sentence(first) == here else "base" if _sentence(base) == here else "none")
    yield f"beside={beside}"
    yield f"beside={claim.form}:{beside}"
    like = [c for c in every if c.paragraph == result.paragraph and c.unit == base.unit and _sentence(c) == here]
    yield f"alike-beside={claim.form}:{min(MANY, len({c.amount for c in like}))}"
    best = best_answers(every, answers(every, claim.result), *claim.operands[:2])
    yield f"best={best}"
    yield f"best={claim.form}:{best}"
    beside = siblings(every, claim)
    yield f"siblings={beside}"
    yield f"siblings={claim.form}:{beside}"
    if expected is None:
        return
    yield f"exact={_is_exact(result, first, base, expected.value)}"
    yield f"other-way={_is_other_way(claim.form, result.figure.found.quantity, first, base, expected)}"
    if claim.form in CHANGES:
        yield f"against={expected.value < 0}"
    elif claim.form == "part":
        yield f"whole={'over' if expected.value > HUNDRED else 'full' if expected.value == HUNDRED else 'under'}"


def _is_exact(result: Context, first: Context, base: Context, value: Decimal) -> bool:
    """Whether two figures of many digits make a value as round as the printed one: 6,840 of 5,700 grew by 20%."""
    quantity = result.figure.found.quantity
    digits = sum(
        len(c.figure.found.quantity.number.replace(",", "").replace(".", "").strip("0")) for c in (first, base)
    )
    place = Decimal(1).scaleb(-quantity.decimals) * quantity.scale
    return digits >= SURE_DIGITS and value % place == 0


def _is_other_way(form: str, result: Quantity, first: Context, base: Context, expected: Computed) -> bool:
    """Whether the figure is what another question about the same two figures gives: a fall to 60% printed as one by 60%, the share
    of the rest for that of the part."""
    figures = [first.figure.found.quantity, base.figure.found.quantity]
    if form == "part":
        rest = Computed(HUNDRED - expected.value, Interval(HUNDRED, HUNDRED) - expected.span)
        return agrees(result, rest, form)
    others = (("part", figures), ("part", figures[::-1])) if form in CHANGES else ()
    found = (computed(other, pair) for other, pair in others)
    return any(value is not None and agrees(result, value, "part") for value in found)


def _sentence(context: Context) -> tuple[int, int]:
    return context.paragraph, context.sentence_start
