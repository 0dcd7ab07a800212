"""Figures that are told twice of one thing, once with two digits transposed or one of them wrong (结余255,360元, 结余的225,360元)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import FILLER, Context
from gouji.extract.statements.figure_features import YEAR, Claimed
from gouji.normalize.figures.slips import digit_slip

LAST_YEAR = regex.compile(r"上年|去年|上一年")
OTHER = regex.compile(
    r"目标|计划|应|指标|拟|原|比|较|其中|年末|年初|调整|追加|批复|月末|一季度|二季度|三季度|上半年|前|截至|至\d"
)
CUT = regex.compile(
    r"(?:19|20)\d\d年度?|D|上年|去年|上一年|[一二三四五六]是|[（）()，、：:的#]|本年度?|全年|年度|项目|资金|共|为|对|全县|全市|全区"
)
MIN_DIGITS, PREMISE = 4, 0.9


def stale_copies(every: Sequence[Context], found: Sequence[Claim], year: int | None) -> Iterator[Claim]:
    """Yields figures that no claim contains, each with the one that it should be: a claim that holds contains that one, it is told
    of the same year with the same words, and one slip makes one of the other.
    """
    held = {i for c in found if c.holds for i in (c.claimed.result, *c.claimed.operands)}
    used = {i for c in found for i in (c.claimed.result, *c.claimed.operands)}
    amounts: dict[tuple[str, object], int] = {}
    for context in every:
        amounts[context.unit, context.amount] = amounts.get((context.unit, context.amount), 0) + 1
    rights = [every[i] for i in sorted(held) if _is_long(every[i])]
    for wrong in every:
        if (
            wrong.order in used
            or not _is_long(wrong)
            or amounts[wrong.unit, wrong.amount] > 1
            or OTHER.search(wrong.clause)
        ):
            continue
        for right in rights:
            if _is_slip(wrong, right) and _is_of_same(wrong, right, year):
                yield Claim(Claimed(wrong.order, "same", (right.order,)), False, PREMISE)
                break


def _is_long(context: Context) -> bool:
    quantity = context.figure.found.quantity
    digits = sum(sign.isdigit() for sign in quantity.number.lstrip("0."))
    return (
        context.kind in ("money", "count") and digits >= MIN_DIGITS and not quantity.bound and not quantity.approximate
    )


def _is_slip(wrong: Context, right: Context) -> bool:
    one, other = wrong.figure.found.quantity, right.figure.found.quantity
    return one.unit == other.unit and one.decimals == other.decimals and digit_slip(one, other.amount) > 0


def _is_of_same(wrong: Context, right: Context, year: int | None) -> bool:
    """Whether the words of two figures name one measure of one thing in one year, in different sentences."""
    if wrong.last != right.last or wrong.last == "-" or OTHER.search(right.clause):
        return False
    apart = wrong.paragraph != right.paragraph
    if not apart and (wrong.sentence_start == right.sentence_start or not _has_year(wrong) or not _has_year(right)):
        return False
    return _year(wrong, year) == _year(right, year) and _words(wrong) == _words(right)


def _words(context: Context) -> str:
    return CUT.sub("", FILLER.sub("", context.clause.rpartition("#")[2]))


def _has_year(context: Context) -> bool:
    own = context.passage.text.text[context.sentence_start : context.figure.start]
    return bool(YEAR.search(own) or LAST_YEAR.search(own))


def _year(context: Context, year: int | None) -> int | None:
    own = context.passage.text.text[context.sentence_start : context.figure.start]
    if told := YEAR.findall(own):
        return int(told[-1][:4])
    return year - 1 if year and LAST_YEAR.search(own) else year
