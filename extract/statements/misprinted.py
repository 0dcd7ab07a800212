"""Figures with which claims of the text fail, and with which they come out if one slip is undone: the report misprints them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.no_sum import is_no_sum
from gouji.extract.statements.rounded_up import is_rounded_up
from gouji.extract.statements.solved import is_unit_slip, solved
from gouji.normalize.figures.slips import UNIT_RATE, UNIT_RATE_EACH, chance, digit_slip, transposed
from gouji.schemas.quantity import Quantity

MIN_PRIOR, LEAST_PRIOR, LEAST = 0.03, 0.003, 1e-9
MIN_OTHER = 0.05
HOLDS, FAILS = 0.97, 0.03
ERROR_RATE = 0.03
"""How often a claim of a report is wrong: counted on the labelled texts."""
COPY_RATE, OTHER_RATE = 0.05, 0.02
"""How many slips copy another figure of the text, and how many make just any other."""
AGAIN = 12.0
"""How much likelier a right value stands elsewhere in the text than another number of three digits."""
ODD_UNIT = 20.0
"""How much likelier a unit that none of the other amounts of a sum has is a slip."""
SURE, MIN_OPERAND_PRIOR, MIN_PROBABILITY = 0.7, 0.4, 0.6
MIN_DIGITS, MIN_GAIN = 3, 1.0
"""By how much (in logs) a claim must gain to count as one of several that speak for a value."""


@dataclass(frozen=True, slots=True)
class Considered:
    """What a figure may follow from: the claims, and the probabilities of none and of each by the words alone."""

    found: Sequence[Claimed]
    priors: Sequence[float]


@dataclass(frozen=True, slots=True)
class Misprint:
    """A claim that fails by a slip in one of its figures, and how likely that is."""

    claimed: Claimed
    probability: float


Sets = Sequence[Sequence[Considered]]
Instead = Mapping[int, Quantity]


def misprinted(every: Sequence[Context], considered: Sets, decimals: int | None) -> list[Misprint]:
    """The claims that fail by a slip likelier than not, one for each figure that is likeliest misprinted.

    A slip is believed by how likely a clerk makes it, and by all claims of the text that come out with it and did not
    before, against those that no longer do. Several figures of one claim may be its only wrong one: their odds add up.
    """
    using: dict[int, list[tuple[Claimed, float]]] = defaultdict(list)
    for claim, prior in (
        pair for sets in considered for each in sets for pair in zip(each.found, each.priors[1:], strict=True)
    ):
        for figure in (claim.result, *claim.operands) if prior >= MIN_PRIOR else ():
            using[figure].append((claim, prior))
    odds: dict[Claimed, float] = defaultdict(float)
    for index, mine in using.items():
        likeliest = _likeliest(every, considered, index, mine, decimals)
        if likeliest is not None:
            odds[likeliest[0]] += exp(likeliest[1])
    found = [Misprint(claim, o / (1 + o)) for claim, o in odds.items()]
    return [m for m in found if m.probability >= MIN_PROBABILITY and not is_no_sum(every, m.claimed, decimals)]


def _likeliest(
    every: Sequence[Context], considered: Sets, index: int, mine: Sequence[tuple[Claimed, float]], decimals: int | None
) -> tuple[Claimed, float] | None:
    """The claim that tells best what the figure should be, with the odds (in logs) that it is a slip for that."""
    printed = every[index].figure.found.quantity
    if printed.bound or printed.approximate or not printed.amount:
        return None
    failing = [c for c in mine if not _holds(every, c[0], {}, decimals) and not is_rounded_up(every, c[0])]
    results = {claim.result for claim, _ in mine} | {index}
    best: tuple[Claimed, float] | None = None
    gained: dict[object, list[float]] = {}
    before = {r: _likelihood(every, considered[r], r, {}, decimals) for r in results} if failing else {}
    for claim, prior in failing:
        for other in _solutions(every, claim, index):
            if not _holds(every, claim, {index: other}, decimals):
                continue
            if other.amount not in gained:
                gained[other.amount] = [
                    log(_likelihood(every, considered[r], r, {index: other}, decimals) / before[r]) for r in results
                ]
            gains = gained[other.amount]
            slip = _slip(every, index, other, claim, prior, sum(gain > MIN_GAIN for gain in gains))
            odds = log(ERROR_RATE) + log(slip) + sum(gains) if slip else None
            if odds is not None and (best is None or odds > best[1]):
                told = [each for each in failing if _holds(every, each[0], {index: other}, decimals)]
                best = max(told, key=lambda each: each[1])[0], odds
    return best


def _solutions(every: Sequence[Context], claim: Claimed, index: int) -> Iterator[Quantity]:
    figures = [every[i].figure.found.quantity for i in (claim.result, *claim.operands)]
    for place, figure in enumerate((claim.result, *claim.operands)):
        if figure == index:
            yield from solved(claim, figures, place)


def _slip(every: Sequence[Context], index: int, other: Quantity, claim: Claimed, prior: float, gaining: int) -> float:
    """How likely somebody who meant `other` printed the figure; 0 where something else explains what he printed.

    Where just the difference is printed too, one part of the list is told apart from it. Where the other value is printed
    too, a ratio is likelier one of that. A copy of another count or rate, or just another one, takes several claims to be
    believed; amounts of money are told again too often for that.
    """
    printed = every[index].figure.found.quantity
    again = _is_printed(every, index, other)
    difference = abs(other.amount - printed.amount)
    if claim.form == "sum" and _prints_amount(every, index, difference, {claim.result, *claim.operands}):
        return 0.0
    each = claim.form in ("average", "product")
    if each and again and index == claim.result and (claim.form == "average" or not digit_slip(printed, other.amount)):
        return 0.0  # what each of another kind gets, or all of it: the operands are that one's
    if claim.form != "sum" and index != claim.result:
        likely = prior >= MIN_OPERAND_PRIOR and (gaining > 1 or _is_other_unit_or_order(printed, other))
        if not likely or (again and claim.form != "less"):
            return 0.0
    more = AGAIN if again and _digits(other) >= MIN_DIGITS else 1.0
    if digits := digit_slip(printed, other.amount):
        return digits * more
    if is_unit_slip(printed, other.amount):
        return (UNIT_RATE_EACH if each else UNIT_RATE) * (ODD_UNIT if _has_odd_unit(every, index, claim) else 1.0)
    copied = _digits(printed) >= MIN_DIGITS and _is_printed(every, index, printed)
    if (
        every[index].kind == "money"
        or (claim.form == "sum" and index != claim.result)
        or (gaining < 2 and not (copied and again and prior > SURE))
    ):
        return 0.0
    return COPY_RATE * more if copied else OTHER_RATE * chance(printed) * more


def _is_other_unit_or_order(printed: Quantity, other: Quantity) -> bool:
    return is_unit_slip(printed, other.amount) or any(o.amount == printed.amount for o in transposed(other))


def _has_odd_unit(every: Sequence[Context], index: int, claim: Claimed) -> bool:
    """Whether a figure of a sum or difference is the only one in 元 among those in 万元, or the other way round."""
    if claim.form not in ("sum", "less"):
        return False
    units = {every[i].figure.found.quantity.unit for i in (claim.result, *claim.operands) if i != index}
    return len(units) == 1 and every[index].figure.found.quantity.unit not in units


def _is_printed(every: Sequence[Context], index: int, quantity: Quantity) -> bool:
    return _prints_amount(every, index, quantity.amount, set())


def _prints_amount(every: Sequence[Context], index: int, amount: object, apart: set[int]) -> bool:
    unit = every[index].unit
    return any(c.amount == amount and c.unit == unit and c.order != index and c.order not in apart for c in every)


def _digits(quantity: Quantity) -> int:
    return sum(sign.isdigit() for sign in quantity.number.lstrip("0."))


def _holds(every: Sequence[Context], claim: Claimed, instead: Instead, decimals: int | None) -> bool:
    result, *operands = (instead.get(i, every[i].figure.found.quantity) for i in (claim.result, *claim.operands))
    expected = computed(claim.form, operands, decimals)
    return expected is not None and agrees(result, expected, claim.form)


def _likelihood(
    every: Sequence[Context], sets: Sequence[Considered], index: int, instead: Instead, decimals: int | None
) -> float:
    """How likely the figure at `index` is just what it is, by all that it may follow from, or by chance."""
    by_chance = chance(instead.get(index, every[index].figure.found.quantity))
    total = by_chance
    for each in sets:
        total *= each.priors[0]
    for place, each in enumerate(sets):
        rest = (
            max(MIN_OTHER, *(other.priors[0] for k, other in enumerate(sets) if k != place)) if len(sets) > 1 else 1.0
        )
        for claim, prior in zip(each.found, each.priors[1:], strict=True):
            if prior >= LEAST_PRIOR:
                fits = _holds(every, claim, instead, decimals)
                total += prior * rest * (HOLDS if fits else FAILS * by_chance)
    return max(total, LEAST)
