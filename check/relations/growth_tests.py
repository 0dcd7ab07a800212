"""The tests of growth that two words leave open: 增长1.7倍, and 增加1377平方米，增长7.98%."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gouji.check.relations.relation import Outcome, Test
from gouji.check.relations.tests import plain, ratio_test, shown
from gouji.schemas.quantity import Quantity

RATIO_TEST = ratio_test(percent=False, minus_one=False, decimals=None)
GROWTH_TEST = ratio_test(percent=True, minus_one=True, decimals=None)
INCREASE_TEST = ratio_test(percent=False, minus_one=True, decimals=None)


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


def fall_test(figures: Sequence[Quantity]) -> Outcome | None:
    """Tests figure 0, a fall, against figure 1, the new figure, and figure 2, the old one: what rose did not fall."""
    claimed, new, old = figures
    turned = claimed.model_copy(update={"number": _negated(claimed.number), "canonical": _negated(claimed.canonical)})
    growth = GROWTH_TEST([turned, new, old])
    if growth is None:
        return None
    fall = plain(-Decimal(growth.expected))
    equation = f"100% − {shown(new)} ÷ {shown(old)} × 100% = {fall}%"
    return Outcome(growth.level, plain(claimed.amount), fall, growth.tolerance, equation)


def _negated(number: str) -> str:
    return number[1:] if number.startswith("-") else f"-{number}"
