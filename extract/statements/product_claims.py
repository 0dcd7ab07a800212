"""Products that sentences tell of a standard (每人1,000元，3,260人，共326万元): those that come out, and those that one slip spoils."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.extract.statements.agreement import follows
from gouji.extract.statements.claims import Claim
from gouji.extract.statements.each_products import EachProduct, each_products
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.paired_products import paired_products
from gouji.extract.statements.product_slips import premise_of_product
from gouji.extract.statements.standards import standards
from gouji.normalize.figures.slips import digit_slip
from gouji.schemas.quantity import Quantity

HOLDS = 0.95
"""How surely a product that comes out is claimed."""
MIN_PREMISE, MIN_DIGITS, BESIDE = 0.7, 3, 3


def product_claims(every: Sequence[Context], found: Sequence[Claim]) -> list[Claim]:
    """The claims of `found`, without averages and products that fail though a standard explains their figures, and the
    products of standards that no other claim tells.
    """
    told = list(standards(every))
    known = frozenset(standard.index for standard in told)
    tried = [each for standard in told for each in each_products(every, standard, known)]
    tried += [EachProduct(claim, None, BESIDE) for claim in paired_products(every)]
    right = [each for each in tried if _holds(every, each.claimed) and _is_exact(every, each)]
    right = [each for each in right if not _is_misprinted_nearer(every, each, tried, right)]
    explained = {index for each in right for index in each.own}
    kept = [
        c for c in found if c.holds or c.claimed.form not in ("average", "product") or c.claimed.result not in explained
    ]
    wrong = {_figures(c): c for c in _wrong(every, tried, right, kept)}
    kept = [c for c in kept if _figures(c) not in wrong]  # 每村20万元 is no rounded figure
    own = {_figures(c) for c in kept}
    return [*kept, *(c for c in (*_right(right), *wrong.values()) if _figures(c) not in own)]


def _figures(claim: Claim) -> frozenset[int]:
    return frozenset((claim.claimed.result, *claim.claimed.operands))


def _is_exact(every: Sequence[Context], each: EachProduct) -> bool:
    """Whether a product that comes out is no chance: its figures stand together, or have digits enough."""
    return each.distance <= BESIDE or _digits(every[each.claimed.result].figure.found.quantity) >= MIN_DIGITS


def _is_misprinted_nearer(
    every: Sequence[Context], each: EachProduct, tried: Sequence[EachProduct], right: Sequence[EachProduct]
) -> bool:
    """Whether a product comes out with a count of another sentence, and beside the standard and the amount stands a slip for it."""
    used = {i for other in right for i in other.claimed.operands}
    for other in tried:
        same = each.claimed.result == other.claimed.result and each.standard == other.standard
        places = [(i, j) for i, j in zip(each.claimed.operands, other.claimed.operands, strict=False) if i != j]
        if not same or len(each.claimed.operands) != len(other.claimed.operands) or len(places) != 1:
            continue
        (far, near), result = places[0], every[each.claimed.result]
        beside = every[near].sentence_start == result.sentence_start != every[far].sentence_start
        printed, right_one = every[near].figure.found.quantity, every[far].figure.found.quantity
        alike = printed.unit == right_one.unit and _digits(printed) >= MIN_DIGITS
        if near not in used and beside and alike and digit_slip(printed, right_one.amount):
            return True
    return False


def _right(right: Sequence[EachProduct]) -> Iterator[Claim]:
    """The nearest product of each amount."""
    seen = set()
    for each in sorted(right, key=lambda each: each.distance):
        if each.claimed.result not in seen:
            seen.add(each.claimed.result)
            yield Claim(each.claimed, True, HOLDS)


def _wrong(
    every: Sequence[Context], tried: Sequence[EachProduct], right: Sequence[EachProduct], found: Sequence[Claim]
) -> Iterator[Claim]:
    """Products that fail by one slip: neither what they make nor who gets it belongs to one that comes out."""
    used = {i for each in right for i in each.own}
    failing = {i for c in found if not c.holds for i in _figures(c)}
    best: dict[int, Claim] = {}
    for each in tried:
        claim = each.claimed
        figures = {claim.result, *claim.operands}
        if each.own & used or figures & failing:
            continue
        others = [c for c in found if c.holds and _figures(c) != figures]
        premise = premise_of_product(every, each, {i for c in others for i in _figures(c)})
        if premise >= MIN_PREMISE and (claim.result not in best or premise > best[claim.result].premise):
            best[claim.result] = Claim(claim, False, premise)
    yield from best.values()


def _holds(every: Sequence[Context], claim: Claimed) -> bool:
    result, *operands = (every[i].figure.found.quantity for i in (claim.result, *claim.operands))
    return follows(claim.form, result, operands)


def _digits(quantity: Quantity) -> int:
    return sum(sign.isdigit() for sign in quantity.number.lstrip("0."))
