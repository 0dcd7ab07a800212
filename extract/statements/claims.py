"""What the figures of a text claim to follow from: sums and ratios, by the words first, then by trying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.explained import is_explained
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.ratio_candidates import FORMS, RatioCandidate, operands, ratio_candidates
from gouji.extract.statements.ratio_features import pair_features, place_features, result_features
from gouji.extract.statements.sum_candidates import SumCandidate, sum_candidates_of
from gouji.extract.statements.sum_features import sum_features, whole_features
from gouji.extract.statements.weights import score, shares, weights
from gouji.normalize.figures.slips import chance, digit_slip, slip, transposed, transposed_rate
from gouji.schemas.quantity import Quantity

ERROR_RATE = 0.03
"""How often a claim of a report is wrong: counted on the labelled texts."""
ERROR_RATE_EACH = 0.08
"""The same of averages and products: the unit of what each one gets is easily taken wrongly."""
EACH = frozenset({"average", "product"})
WRONG_BASE_RATE = 0.05
"""How often a growth that is wrong was divided by the new figure."""
OTHER_BASE_RATE = 0.2
"""How often a rate that is wrong was taken over another amount of the text."""
MIN_CLAIMED = 0.5
"""A claim that holds is told if it is likelier claimed than not."""
MIN_PRIOR = 1e-4
MIN_SLIP_PRIOR = 0.02
"""Only what the words make so likely is tried with slips in the other figures: it takes long, and changes nothing else."""
MAX_BEHIND = 20.0
"""A form whose words make it less likely than nothing by more than this (in logs) is not tried."""
BASE_REACH = 8
"""Figures within which a rate may share its base with the one before it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: which figure follows from which, whether it holds, and the probability that the report makes it."""

    claimed: Claimed
    holds: bool
    premise: float


def claims(every: list[Context]) -> list[Claim]:
    """The likeliest claim of each figure that makes one, in the order of the text."""
    decimals = _money_decimals(every)
    sums = [claim for index in range(len(every)) if (claim := _sum_claim(every, index, decimals))]
    ratios: list[Claim] = []
    bases: dict[str, tuple[int, int]] = {}
    for index, context in enumerate(every):
        kind = context.kind
        if kind not in FORMS:
            continue
        at, base = bases.get(kind, (-BASE_REACH, -1))
        claim = _ratio_claim(every, index, base if index - at < BASE_REACH else None, decimals)
        if claim:
            bases[kind] = index, claim.claimed.operands[1]
            ratios.append(claim)
    whole = {frozenset((c.claimed.result, *c.claimed.operands)): c for c in sums if c.holds}
    kept = []
    for claim in ratios:
        same = (
            whole.get(frozenset((claim.claimed.result, *claim.claimed.operands)))
            if claim.claimed.form == "less"
            else None
        )
        if same is None or claim.premise > same.premise:
            kept.append(claim)
            sums = [
                each for each in sums if each is not same
            ]  # A = B + C and B = A - C are one relation: the surer is told
    told = [*sums, *_once(kept)]
    return sorted(
        (c for c in told if not is_explained(every, c.claimed, c.holds, told)), key=lambda c: c.claimed.result
    )


def _once(ratios: Sequence[Claim]) -> list[Claim]:
    """The claims without those that say over the same figures what a surer one says: A × B = C and C ÷ B = A are one."""
    best: dict[frozenset[int], Claim] = {}
    for claim in ratios:
        figures = frozenset((claim.claimed.result, *claim.claimed.operands))
        if figures not in best or claim.premise > best[figures].premise:
            best[figures] = claim
    return list(best.values())


def sum_priors(every: list[Context], index: int, table: dict[str, float]) -> tuple[list[SumCandidate], list[float]]:
    """The sums that a figure may be the whole of and their probabilities by the words alone, that of none first."""
    words = whole_features(every, index)
    found = sum_candidates_of(every, index)
    shared = {side: score(table, (f"{side}|W|{name}" for name in words)) for side in ("after", "before")}
    scores = [table.get("none", 0.0) + score(table, (f"none|{name}" for name in words))]
    scores += [shared["after" if c.after else "before"] + score(table, sum_features(every, c)) for c in found]
    return found, shares(scores)


def _sum_claim(every: list[Context], index: int, decimals: int | None) -> Claim | None:
    found, priors = sum_priors(every, index, weights("sum_weights"))
    return _likeliest(every, [Claimed(index, "sum", c.parts) for c in found], priors, decimals)


def ratio_priors(
    every: list[Context], index: int, base: int | None, table: dict[str, float]
) -> tuple[list[RatioCandidate], list[float]]:
    """The ratios that a figure may state and their probabilities by the words alone, that of none first."""
    words = result_features(every, index)
    scores = [table.get("none", 0.0) + score(table, (f"none|{name}" for name in words))]
    found: list[RatioCandidate] = []
    pool = operands(every, index)
    places = {(j, role): place_features(every, index, j, role) for j in pool for role in "ab"}
    for form in FORMS[every[index].kind]:
        shared = table.get(form, 0.0) + score(table, (f"{form}|W|{name}" for name in words))
        if shared < scores[0] - MAX_BEHIND:
            continue
        alone = {key: score(table, (f"{form}|{name}" for name in names)) for key, names in places.items()}
        for candidate in ratio_candidates(every, index, pool, form):
            together = score(table, (f"{form}|{name}" for name in pair_features(every, candidate, base)))
            scores.append(shared + alone[candidate.first, "a"] + alone[candidate.second, "b"] + together)
            found.append(candidate)
    return found, shares(scores)


def _ratio_claim(every: list[Context], index: int, base: int | None, decimals: int | None) -> Claim | None:
    found, priors = ratio_priors(every, index, base, weights("ratio_weights"))
    return _likeliest(every, [Claimed(index, c.form, (c.first, c.second)) for c in found], priors, decimals)


def _likeliest(
    every: list[Context], found: Sequence[Claimed], priors: Sequence[float], decimals: int | None
) -> Claim | None:
    """The likeliest claim after trying: a figure that comes out speaks for its claim the more, the more digits it has."""
    if not found:
        return None
    result = every[found[0].result].figure.found.quantity
    weighed = [priors[0] * chance(result)]
    holding: list[bool] = []
    pool = sorted({claim.operands[1] for claim in found if len(claim.operands) > 1})
    for claim, prior in zip(found, priors[1:], strict=True):
        likelihood, holds = _likelihood(every, claim, decimals) if prior > MIN_PRIOR else (0.0, False)
        if not holds and prior > MIN_SLIP_PRIOR:
            likelihood = max(likelihood, ERROR_RATE * _slip_elsewhere(every, claim, decimals, pool))
        weighed.append(prior * likelihood)
        holding.append(holds)
    total = sum(weighed)
    if not total:
        return None
    best = max(range(len(found)), key=lambda i: weighed[i + 1])
    premise = sum(w for w, holds in zip(weighed[1:], holding, strict=True) if holds == holding[best]) / total
    return Claim(found[best], holding[best], premise) if premise >= MIN_CLAIMED else None


def _likelihood(every: list[Context], claim: Claimed, decimals: int | None) -> tuple[float, bool]:
    """How likely the printed figure is if the report claims this, and whether it holds."""
    result = every[claim.result].figure.found.quantity
    operands = [every[i].figure.found.quantity for i in claim.operands]
    expected = computed(claim.form, operands, decimals)
    if expected is None:
        return 0.0, False
    if not agrees(result, expected, claim.form):
        each = claim.form in EACH
        return (ERROR_RATE_EACH if each else ERROR_RATE) * slip(result, expected.value, each), False
    bare = computed(claim.form, [_unbounded(q) for q in operands], decimals)
    if bare is None or not agrees(_unbounded(result), bare, claim.form):
        return chance(result), True  # 不低于90% allows so much that agreeing with it proves nothing
    return 1 - ERROR_RATE, True


def _has_wrong_base(result: Quantity, form: str, operands: Sequence[Quantity]) -> bool:
    """Whether a growth was divided by the new figure and not by the old one."""
    other = {"up": "down", "down": "up"}.get(form)
    expected = computed(other, operands[::-1]) if other else None
    return expected is not None and agrees(result, expected, form)


def _slip_elsewhere(every: list[Context], claim: Claimed, decimals: int | None, pool: Sequence[int]) -> float:
    """The probability that somebody wrote an operand wrongly or took another base, and so came to the printed figure."""
    result = every[claim.result].figure.found.quantity
    figures = [every[i].figure.found.quantity for i in claim.operands]
    wrong_way = WRONG_BASE_RATE if _has_wrong_base(result, claim.form, figures) else 0.0
    return max(
        wrong_way, _operand_slip(result, claim.form, figures, decimals), _other_base(every, claim, decimals, pool)
    )


def _operand_slip(result: Quantity, form: str, operands: Sequence[Quantity], decimals: int | None) -> float:
    """The probability that somebody wrote one of the operands wrongly: two digits transposed, or of a sum any one digit."""
    if form == "sum":
        total = sum((q.amount for q in operands), Decimal(0))
        return max(
            digit_slip(q, q.amount + result.amount - total) if result.amount > total - q.amount else 0.0
            for q in operands
        )
    for place, operand in enumerate(operands):
        for other in transposed(operand):
            expected = computed(form, [*operands[:place], other, *operands[place + 1 :]], decimals)
            if expected is not None and agrees(result, expected, form):
                return transposed_rate(operand)
    return 0.0


def _other_base(every: list[Context], claim: Claimed, decimals: int | None, pool: Sequence[int]) -> float:
    """The probability that somebody divided by another amount that the text tells: by what was received, by last year's."""
    if claim.form not in ("part", "up", "down"):
        return 0.0
    result, first, base = (every[i].figure.found.quantity for i in (claim.result, *claim.operands))
    bases: dict[Decimal, Quantity] = {}
    for index in pool:
        other = every[index].figure.found.quantity
        if other.canonical_unit == base.canonical_unit and other.amount not in (first.amount, base.amount):
            bases.setdefault(other.amount, other)
    fits = 0
    for other in bases.values():
        expected = computed(claim.form, [first, other], decimals)
        fits += expected is not None and agrees(result, expected, claim.form)
    return OTHER_BASE_RATE * fits / len(bases) if bases else 0.0


def _unbounded(quantity: Quantity) -> Quantity:
    """The figure as if it were printed without 约 or 不低于."""
    return quantity.model_copy(update={"bound": None, "approximate": False})


def _money_decimals(every: list[Context]) -> int | None:
    """The most decimals that this document prints scaled money with; None if it prints none."""
    found = [q.decimals for c in every if (q := c.figure.found.quantity).canonical_unit == "元" and q.scale != 1]
    return max(found, default=None)
