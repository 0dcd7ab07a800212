"""Sums whose figure is the whole of another list than the one that was taken for it: of so many parts as it says, of the next ones, with
points told elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.normalize.figures.chinese_numbers import chinese_number
from gouji.schemas.quantity import Quantity

COUNTED = regex.compile(
    r"(?:[以上述前]{0,2})(?P<count>[二两三四五六七八九十]{1,2}|\d{1,2})[项个类条笔块](?:指标|内容|分值|得分|资金|支出|费用)*(?:合计|共计|总计|相加|加起来|之和)"
)
"""How many parts the words of a whole say it has: 九项分值合计100分."""
MIN_DIGITS = 3
POINTS = frozenset({"score", "bare"})


def is_of_another_list(every: Sequence[Context], claim: Claimed, decimals: int | None) -> bool:
    """Whether the words say another number of parts, the list that begins one figure later or earlier comes out, or just what is missing
    is printed as points of another part."""
    whole = every[claim.result]
    said = COUNTED.search(whole.lead[-14:])
    if said is not None and chinese_or_digits(said["count"]) != len(claim.operands):
        return True
    return _is_shifted(every, claim, decimals) or _lacks_points(every, claim)


def chinese_or_digits(words: str) -> int:
    """The count that words or digits tell."""
    number = int(words) if words.isdecimal() else chinese_number("二" if words == "两" else words)
    return int(number or 0)


def _is_shifted(every: Sequence[Context], claim: Claimed, decimals: int | None) -> bool:
    """Whether the same number of figures comes out, begun with the one behind the first, or before it."""
    whole = every[claim.result].figure.found.quantity
    parts = sorted(claim.operands)
    if _digits(every[claim.result]) < MIN_DIGITS:
        return False
    behind = next((c.order for c in every[parts[-1] + 1 :] if c.unit == every[parts[-1]].unit), None)
    before = next((c.order for c in reversed(every[: parts[0]]) if c.unit == every[parts[0]].unit), None)
    lists = [[*parts[1:], behind], [before, *parts[:-1]]]
    return any(
        _comes_to(every, [i for i in each if i is not None], whole, decimals) for each in lists if None not in each
    )


def _comes_to(every: Sequence[Context], parts: Sequence[int], whole: Quantity, decimals: int | None) -> bool:
    expected = computed("sum", [every[i].figure.found.quantity for i in parts], decimals)
    return expected is not None and agrees(whole, expected, "sum")


def _lacks_points(every: Sequence[Context], claim: Claimed) -> bool:
    """Whether a sum of points falls short by just the points of a part that is told elsewhere (预算执行得9.42分)."""
    whole = every[claim.result]
    if whole.kind not in POINTS:
        return False
    missing = whole.amount - sum(every[i].amount for i in claim.operands)
    inside = {claim.result, *claim.operands}
    told = [c for c in every if c.kind in POINTS and c.amount == missing and c.order not in inside]
    return any(_digits(c) >= MIN_DIGITS for c in told)


def _digits(context: Context) -> int:
    """How many digits a figure has that do not come out by chance: points of one or two are printed everywhere."""
    return len(context.figure.found.quantity.number.replace(".", "").strip("0"))
