"""Whether a figure that does not come out as the words claim is wrong: the evidence for it, weighed by fitted weights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp, log

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.part_names import part_name_features
from gouji.extract.statements.ratio_features import base_said
from gouji.extract.statements.rounded_up import is_rounded_up
from gouji.extract.statements.verdict_features import claim_features
from gouji.extract.statements.weights import weights
from gouji.normalize.figures.slips import TEN_THOUSAND, chance, digit_slip, slip, slip_kind, transposed
from gouji.schemas.quantity import Quantity

MIN_PRIOR = 0.1
"""What the words make less likely than this is accused of nothing."""
LEAST = 1e-6
NO_HOLDING = -12.0
MAX_ODDS = 5.0
NEAR = Decimal(2)
HALF = 0.5
EACH = frozenset({"average", "product"})
"""Forms that tell what each of many gets: there a unit is easily taken wrongly."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The claim that fails, and how likely the report makes it and is wrong."""

    claimed: Claimed
    probability: float


def verdict(
    every: list[Context],
    found: Sequence[Claimed],
    holding: Sequence[bool],
    priors: Sequence[float],
    decimals: int | None,
) -> Verdict | None:
    """The likeliest claim that fails with the probability that it is an error; None where the words make none likely.

    `priors` are the probabilities of none and of each of `found` by the words alone.
    """
    claim, evidence = failing(every, found, holding, priors, decimals)
    if claim is None or is_rounded_up(every, claim):
        return None
    table = weights("verdict_weights")
    odds = sum(table.get(name, 0.0) * value for name, value in evidence.items())
    return Verdict(claim, 1 / (1 + exp(-odds)))


def failing(
    every: list[Context],
    found: Sequence[Claimed],
    holding: Sequence[bool],
    priors: Sequence[float],
    decimals: int | None,
) -> tuple[Claimed | None, dict[str, float]]:
    """The likeliest claim that fails, and the evidence about it: feature → value. Of several that the words make likely the one whose
    right value is likelier misprinted as the figure is counts for more: 48.0% for 84.0%.
    """
    mass: dict[tuple[object, ...], float] = defaultdict(float)
    best: dict[tuple[object, ...], int] = {}
    for place, claim in enumerate(found):
        key = (holding[place], claim.form, *(every[i].amount for i in claim.operands))
        mass[key] += priors[place + 1]  # the same amounts stand at several places
        if priors[place + 1] > priors[best.setdefault(key, place) + 1]:
            best[key] = place
    likely = [key for key in mass if not key[0] and mass[key] >= MIN_PRIOR]
    if not likely:
        return None, {}
    wrong = max(likely, key=lambda key: mass[key] * _misprint(every, found[best[key]], decimals))
    claim = found[best[wrong]]
    right = max((mass[key] for key in mass if key[0] and not _is_copy(every, claim, found[best[key]])), default=0.0)
    return claim, dict(_evidence(every, claim, found, (priors[0], mass[wrong], right), decimals))


def _is_copy(every: list[Context], claim: Claimed, other: Claimed) -> bool:
    """Whether a claim only holds since an amount is printed again in a sentence before (200公里 of 200公里 is always 100%), where the one that
    fails has both its figures beside it.
    """
    if (
        claim.form != "part"
        or other.form != "part"
        or every[other.operands[0]].amount != every[other.operands[1]].amount
    ):
        return False
    here = _sentence(every[claim.result])
    beside = [_sentence(every[i]) == here for i in claim.operands]
    return all(beside) and any(_sentence(every[i]) != here for i in other.operands)


def _sentence(context: Context) -> tuple[int, int]:
    return context.paragraph, context.sentence_start


def _misprint(every: list[Context], claim: Claimed, decimals: int | None) -> float:
    """How much likelier than by chance the figure is a slip for what the claim makes of its operands."""
    result = every[claim.result].figure.found.quantity
    expected = computed(claim.form, [every[i].figure.found.quantity for i in claim.operands], decimals)
    if expected is None:
        return LEAST
    return slip(result, expected.value, claim.form in EACH) / chance(result)


def _evidence(
    every: list[Context],
    claim: Claimed,
    found: Sequence[Claimed],
    odds: tuple[float, float, float],
    decimals: int | None,
) -> list[tuple[str, float]]:
    none, prior, holding = odds
    context = every[claim.result]
    result = context.figure.found.quantity
    figures = [every[i].figure.found.quantity for i in claim.operands]
    expected = computed(claim.form, figures, decimals)
    kind = slip_kind(result, expected.value) if expected is not None else "none"
    likely = slip(result, expected.value, claim.form in EACH) / chance(result) if expected is not None else 1.0
    sure = max(-MAX_ODDS, min(MAX_ODDS, log((prior + LEAST) / (1 - prior + LEAST))))
    digits = min(4, sum(sign.isdigit() for sign in result.number.lstrip("0.")))
    out = [
        ("bias", 1.0),
        (f"form={claim.form}", 1.0),
        (f"kind={context.kind}", 1.0),
        ("prior", sure),
        ("slip", log(likely + LEAST)),
        ("sure-slip", float(prior > HALF and likely > 3)),
        ("none", log(none + LEAST)),
        ("holding", log(holding) if holding > LEAST else NO_HOLDING),
        (f"holds-otherwise:{digits}", 1.0 if holding > LEAST else 0.0),
        (f"slip={kind}", 1.0),
        (
            f"slip={kind}:{'sum' if claim.form == 'sum' else 'each' if claim.form in ('average', 'product') else 'ratio'}",
            1.0,
        ),
        (f"prior:{kind}", sure),
        (f"digits={digits}", 1.0),
        ("again", float(sum(c.amount == context.amount and c.kind == context.kind for c in every) > 1)),
    ]
    if expected is not None:
        told = [c for c in every if c.order != claim.result and c.kind == context.kind and c.unit == context.unit]
        right = any(
            agrees(c.figure.found.quantity, expected, claim.form) for c in told if c.order not in claim.operands
        )
        out.append((f"right-one-printed:{'sum' if claim.form == 'sum' else digits}", float(right)))
    out += [(name, 1.0) for name in claim_features(every, claim, expected)]
    if claim.form == "sum":
        out.append((f"parts={min(5, len(claim.operands))}", 1.0))
        out += [(name, 1.0) for name in part_name_features(context, [every[i] for i in claim.operands])]
        out.append(("part-slip", float(_has_part_slip(result, figures))))
        return out
    out.append(("operand-slip", float(_has_operand_slip(result, claim.form, figures, decimals))))
    out.append(("operand-unit", float(_has_unit_slip(result, claim.form, figures, decimals))))
    out.append(("wrong-way", float(_is_wrong_way(result, claim.form, figures))))
    names = [name for name, _ in out if name.startswith(("best=", "siblings=")) and ":" not in name]
    alone = "other" if holding > LEAST else "alone"
    out += [(f"{name}:{alone}", 1.0) for name in names] + [(f"{name}:prior", sure) for name in names]
    near, far = _other_bases(every, claim, found)
    said = base_said(context, every[claim.operands[1]])
    out += [("other-base-near", float(near)), ("other-base-far", float(far and not near))]
    out += [(f"base={said}", 1.0), (f"base={said}:other-{'near' if near else 'far' if far else 'none'}", 1.0)]
    out.append(("base-beside", float(claim.operands[1] == claim.result - 1)))
    return out


def _has_part_slip(result: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether one slip in the digits of one part makes the sum come out."""
    total = sum((part.amount for part in parts), Decimal(0))
    return any(
        result.amount > total - part.amount and digit_slip(part, part.amount + result.amount - total) > 0
        for part in parts
    )


def _has_operand_slip(result: Quantity, form: str, operands: Sequence[Quantity], decimals: int | None) -> bool:
    """Whether two transposed digits of one operand make the ratio come out."""
    for place, operand in enumerate(operands):
        for other in transposed(operand):
            expected = computed(form, [*operands[:place], other, *operands[place + 1 :]], decimals)
            if expected is not None and agrees(result, expected, form):
                return True
    return False


def _has_unit_slip(result: Quantity, form: str, operands: Sequence[Quantity], decimals: int | None) -> bool:
    """Whether 万元 for 元, or 元 for 万元, in one operand makes the ratio come out."""
    for place, operand in enumerate(operands):
        for factor in (TEN_THOUSAND, 1 / TEN_THOUSAND) if operand.canonical_unit == "元" else ():
            other = operand.model_copy(update={"canonical": format(operand.amount * factor, "f")})
            expected = computed(form, [*operands[:place], other, *operands[place + 1 :]], decimals)
            if expected is not None and agrees(result, expected, form):
                return True
    return False


def _is_wrong_way(result: Quantity, form: str, operands: Sequence[Quantity]) -> bool:
    """Whether a growth was divided by the new figure and not by the old one."""
    other = {"up": "down", "down": "up"}.get(form)
    expected = computed(other, operands[::-1]) if other else None
    return expected is not None and agrees(result, expected, form)


def _other_bases(every: list[Context], claim: Claimed, found: Sequence[Claimed]) -> tuple[bool, bool]:
    """Whether the ratio comes out over another base that the text tells: one of about the same size, or any."""
    if claim.form not in ("part", "up", "down"):
        return False, False
    result, first, base = (every[i].figure.found.quantity for i in (claim.result, *claim.operands))
    near = far = False
    for index in {each.operands[1] for each in found if len(each.operands) == 2}:
        other = every[index].figure.found.quantity
        if other.canonical_unit != base.canonical_unit or other.amount in (first.amount, base.amount):
            continue
        expected = computed(claim.form, [first, other])
        if expected is not None and agrees(result, expected, claim.form):
            far = True
            near |= bool(base.amount) and 1 / NEAR < abs(other.amount / base.amount) < NEAR
    return near, far
