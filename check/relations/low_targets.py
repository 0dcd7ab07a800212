"""Targets that were passed by far and earned full marks all the same: they may have been set too low (目标值偏低)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.check.judging_rules import judging_rules
from gouji.check.relations.relation import Outcome, Relation
from gouji.check.relations.tests import plain, shown
from gouji.extract.statements.to_be_low import is_to_be_low
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Indicator

NO_AMOUNTS = frozenset({"%", "年", "月", "日", "号", "时", "点", "分", "倍", "级", "名次", "位", ""})
"""Units of rates, dates, points and ranks: passing those by a part of them says nothing of the target."""
NO_MORE_IS_BETTER = ("成本", "时效")
"""Levels of indicators of which less, or earlier, is better."""
NO_REASONS = frozenset({"", "无", "/", "—", "-", "——", "无偏差", "不涉及", "已完成", "完成"})


def low_targets(indicators: Sequence[Indicator]) -> Iterator[Relation]:
    """Yields, of each indicator of which more is better and that has full marks, that its actual value is less above its
    target than the rules name. A row that gives a reason has answered already; prose may give one anywhere.
    """
    for each in indicators:
        target, actual, score, weight = each.target, each.actual, each.score, each.weight
        if (
            not isinstance(target, QuantityLeaf)
            or not isinstance(actual, QuantityLeaf)
            or score is None
            or weight is None
            or each.source == "prose"
        ):
            continue
        if _is_amount(target.value, actual.value) and _is_better_more(each) and not _has_reason(each.deviation):
            yield Relation("low-target", each.name.value or each.name.text, (actual, target, score, weight), _test)


def _is_amount(target: Quantity | None, actual: Quantity | None) -> bool:
    """Whether both are counts or amounts of one unit, and the target is one to be reached: without a sign only a count is."""
    if target is None or actual is None or target.canonical_unit != actual.canonical_unit:
        return False
    reach = target.bound in (">=", ">") or (target.bound is None and target.canonical_unit != "元")
    return reach and actual.bound not in ("<=", "<") and target.unit not in NO_AMOUNTS and target.amount > 0


def _is_better_more(each: Indicator) -> bool:
    levels = "".join(level.value or level.text for level in (each.level1, each.level2) if level)
    name = each.name.value or each.name.text
    return not is_to_be_low(name) and not any(word in levels + name for word in NO_MORE_IS_BETTER)


def _has_reason(deviation: TextLeaf | None) -> bool:
    return deviation is not None and (deviation.value or deviation.text).strip() not in NO_REASONS


def _test(figures: Sequence[Quantity]) -> Outcome | None:
    actual, target, score, weight = figures
    if weight.amount <= 0 or score.amount < weight.amount:
        return None
    beyond = 100 * (actual.amount - target.amount) / target.amount
    most = judging_rules().checks.excess_share
    words = f"{shown(actual)} ÷ {shown(target).lstrip('≥≤><')} = {plain(round(100 + beyond, 2))}%; {shown(score)} / {shown(weight)}"
    return Outcome("exact" if beyond < most else "violation", plain(actual.amount), plain(target.amount), "0", words)
