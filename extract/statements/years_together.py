"""Amounts of several years together (两个年度合计支付190万元): none of them is that of the report's year."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.statements.figure_context import Context

YEARS = r"(?:[两二三四五六七八九十#]|几|多|各|跨|历)个?年度?|近[两二三四五]年|(?:20\d\d|#)年?[至到—–\-~、和](?:20\d\d|#)年(?:度|间)?|(?:项目)?实施期间?|自(?:项目)?(?:开工|实施|启动)以来"
TOGETHER = regex.compile(rf"(?:{YEARS})(?:期间?|里|内|的?资金)?(?:，|,)?(?:合计|共计?|累计|总共|总计|合起来)")
OTHER = "O"
OF_YEAR = "T."


def without_years_together(every: Sequence[Context], told: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Returns the roles without those of the year's total for amounts that several years come to."""
    return [
        (OTHER, 1.0) if role[0].startswith(OF_YEAR) and each.kind == "money" and TOGETHER.search(each.clause) else role
        for each, role in zip(every, told, strict=True)
    ]
