"""Relations that the text claims of its own figures: sums, shares, growth, differences, averages, products."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gouji.check.judging_rules import judging_rules
from gouji.check.relations.growth_tests import difference_test, fall_test, increase_test
from gouji.check.relations.relation import Outcome, Relation, Test
from gouji.check.relations.tests import (
    absolute_test,
    order_test,
    paired_test,
    product_test,
    ratio_test,
    same_test,
    sum_test,
)
from gouji.check.relations.word_comparison import word_comparison_test
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import ClaimRecord


def claim_relations(claims: list[ClaimRecord]) -> Iterator[Relation]:
    """Yields each claim of the record once, with its premise."""
    decimals = _money_decimals(claims)
    seen: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
    for claim in claims:
        if claim.rule == "compared-in-words" and not judging_rules().checks.compared_in_words:
            continue
        leaves = (claim.result, *claim.operands)
        key = claim.form, tuple((leaf.value.canonical, leaf.value.canonical_unit) for leaf in leaves if leaf.value)
        if key in seen:
            continue
        seen.add(key)
        money = claim.result.value is not None and claim.result.value.canonical_unit == "元"
        yield Relation(
            claim.rule,
            claim.subject,
            leaves,
            _test(claim, decimals if money else None),
            listed=claim.form == "sum",
            premise=claim.premise,
        )


def _money_decimals(claims: list[ClaimRecord]) -> int | None:
    found = [
        leaf.value.decimals
        for claim in claims
        for leaf in (claim.result, *claim.operands)
        if leaf.value and leaf.value.canonical_unit == "元" and leaf.value.scale != 1
    ]
    return max(found, default=None)


def _test(claim: ClaimRecord, decimals: int | None) -> Test:
    if claim.form == "chain":
        return sum_test((1,) * (len(claim.operands) - claim.minus) + (-1,) * claim.minus, decimals)
    if claim.form == "sum":
        return sum_test((1,) * len(claim.operands), decimals)
    tests: dict[str, Callable[[Sequence[Quantity]], Outcome | None]] = {
        "part": ratio_test(percent=True, minus_one=False, decimals=None),
        "up": ratio_test(percent=True, minus_one=True, decimals=None),
        "down": absolute_test(ratio_test(percent=True, minus_one=True, decimals=None)),
        "less": absolute_test(sum_test((1, -1), decimals)),
        "fall": fall_test,
        "more": sum_test((1, -1), decimals),
        "multiple": increase_test,
        "average": ratio_test(percent=False, minus_one=False, decimals=None),
        "product": product_test(),
        "each": product_test(standard=True),
        "paired": paired_test(),
        "same": same_test(),
        "yearly": product_test(standard=True, months=True),
        "of-rise": difference_test(1),
        "of-fall": difference_test(-1),
        "within": order_test("≤"),
        "met": order_test("≥"),
        "atmost": order_test("≤"),
        "above": word_comparison_test("above"),
        "below": word_comparison_test("below"),
        "equal": word_comparison_test("equal"),
    }
    return tests[claim.form]
