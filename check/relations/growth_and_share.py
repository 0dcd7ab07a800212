"""Relations of facts: 增长率, 倍数 and 占比 against the figures that they refer to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.check.relations.relation import Outcome, Relation, Test
from gouji.check.relations.tests import ratio_test, sum_test
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Fact, FactChange

RATIO_TEST = ratio_test(percent=False, minus_one=False, decimals=None)
INCREASE_TEST = ratio_test(percent=False, minus_one=True, decimals=None)


def growth_and_share_relations(facts: list[Fact]) -> Iterator[Relation]:
    """Yields growth, multiple and share of every fact that prints the figure that it is measured against."""
    for fact in facts:
        for change in (fact.change, *fact.further):
            if change and fact.value and change.base:
                yield from _relation(fact, change)
            if change and fact.value and change.delta and not change.value.text.endswith("点"):
                yield from _difference(fact, change)


def _relation(fact: Fact, change: FactChange) -> Iterator[Relation]:
    assert fact.value and change.base
    value, base = fact.value.value, change.base.value
    if value is None or base is None or value.canonical_unit != base.canonical_unit:
        return
    name = fact.subject.value or fact.subject.text
    leaves = (change.value, fact.value, change.base)
    if change.value.value and change.value.value.unit.endswith("百分点"):
        yield Relation("growth", name, leaves, sum_test((1, -1), None))
    elif change.kind == "share":
        yield Relation("share", name, leaves, ratio_test(percent=True, minus_one=False, decimals=None))
    elif change.kind == "growth":
        yield Relation("growth", name, leaves, ratio_test(percent=True, minus_one=True, decimals=None))
    else:
        yield Relation("growth", name, leaves, increase_test if change.rise else RATIO_TEST)


def _difference(fact: Fact, change: FactChange) -> Iterator[Relation]:
    """增加1377平方米，增长7.98%: the difference divided by the previous year's figure, which is this year's less the
    difference.
    """
    assert fact.value and change.delta
    value, delta = fact.value.value, change.delta.value
    if value and delta and value.canonical_unit == delta.canonical_unit and change.kind == "growth":
        yield Relation(
            "growth",
            fact.subject.value or fact.subject.text,
            (change.value, change.delta, fact.value),
            difference_test(1),
        )


def difference_test(sign: int) -> Test:
    """Tests figure 0, a growth, against figure 1, the difference, and figure 2, what came of it; `sign` −1 for a fall."""

    def test(figures: Sequence[Quantity]) -> Outcome | None:
        claimed, delta, value = figures
        before = value.amount - sign * delta.amount
        if before <= 0:
            return None
        places = max(value.decimals, delta.decimals)
        number = f"{before / value.scale:.{places}f}"
        base = value.model_copy(update={"number": number, "canonical": str(before), "decimals": places})
        return ratio_test(percent=True, minus_one=False, decimals=None)([claimed, delta, base])

    return test


def increase_test(figures: Sequence[Quantity]) -> Outcome | None:
    """Accepts both meanings of 增长1.7倍: strictly it is 2.7 times, but many write it for 1.7 times."""
    strict = INCREASE_TEST(figures)
    return strict if strict is None or strict.holds else RATIO_TEST(figures)
