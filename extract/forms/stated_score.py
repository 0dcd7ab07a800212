"""The unit's own score that a sentence beside a form states (…，自评得分92.5分。), where no body of a report was found."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.traced import Traced

STATED = regex.compile(
    r"(?:^|[，,。；;：:])\s*(?:本次|本年度?|[本该我](?:项目|单位|部门|局|中心)|其)?"
    r"(?:(?:自评价?|自我评价|评价|综合|项目|绩效|最终|部门|单位|整体|支出|年度)+(?:总?得分|总?评分|总分|分)|总得分|总分|总评分|得分合计)"
    r"\s*(?:[:：为是]|共计|合计)?\s*(?P<number>\d{1,3}(?:\.\d+)?)\s*分\s*(?=[，,。；;]|[（(]\s*(?:满分|百分制)|$)"
)
"""A clause that is nothing but the score: bands of grades go on behind the points (90分以上为优), scores of other years begin
otherwise (上年自评得分)."""


def stated_score(lines: Sequence[Traced]) -> QuantityLeaf | None:
    """Returns the score in points; None where no line states one, or several different ones are stated."""
    found = [text.span(*match.span("number")) for text in lines for match in STATED.finditer(text.text)]
    leaves = [QuantityLeaf.of(part, parse_quantity(part.text, "分")) for part in found]
    return leaves[0] if len({leaf.value.amount for leaf in leaves if leaf.value}) == 1 else None
