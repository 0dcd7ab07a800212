"""Figures that are told twice of one thing, once with two digits transposed or one of them wrong (结余255,360元, 结余的225,360元)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import FILLER, Context
from gouji.extract.statements.figure_features import YEAR, Claimed
from gouji.extract.statements.told_again import told_again
from gouji.normalize.figures.slips import digit_slip, transposed

LAST_YEAR = regex.compile(r"上年|去年|上一年")
OTHER = regex.compile(
    r"目标|计划|应|指标|拟|原|比|较|其中|年末|年初|调整(?!后)|追加|批复|月末|一季度|二季度|三季度|上半年|前|截至|至\d"
)
YEAR_END = regex.compile(r"^(?:截至)?(?:当|本)?年(?:末|底)")
"""Words of a figure that is told again without them: nobody tells another day's of the same name two digits apart."""
CUT = regex.compile(
    r"(?:19|20)\d\d年度?|D|上年|去年|上一年|[一二三四五六]是|[（）()，、：:的#]|本年度?|全年|调整后|年度|项目|资金|共|为|对|全县|全市|全区"
)
MIN_DIGITS, PREMISE = 4, 0.9
HAN = regex.compile(r"\P{Han}+")
AMOUNT = regex.compile(r"#[百千]?[万亿]?元")
SEGMENT = regex.compile(r"[，,。；;：:、（(]")
NAME, MIN_NAME, SHARED = 8, 3, 0.8


def stale_copies(every: Sequence[Context], found: Sequence[Claim], year: int | None) -> Iterator[Claim]:
    """Yields figures that no claim contains, each with the one that it should be: one slip away from one that a claim proves, told
    of the same year with the same words, or last year's, from which a change was told.
    """
    used = {i for c in found for i in (c.claimed.result, *c.claimed.operands)}
    exact = {i for c in found if _is_exact(every, c) for i in (c.claimed.result, *c.claimed.operands)}
    proven, changed = _proven(every, found), _changed(every, found)
    again = {claim.claimed.result: claim for claim in told_again(every, found, year)}
    for wrong in every:
        if wrong.order in exact:
            continue
        right = next((r for r in proven if _is_swapped(wrong, r, year) and _is_told_once(every, wrong)), None)
        if wrong.order not in used and not OTHER.search(wrong.clause):
            right = right or next((r for r in proven if _is_slip(wrong, r, year) and _is_told_once(every, wrong)), None)
            right = right or next((new for new, old in changed if _is_of_last_year(wrong, new, old)), None)
        if right is not None:
            yield Claim(Claimed(wrong.order, "same", (right.order,)), False, PREMISE)
        elif wrong.order in again:
            yield again[wrong.order]


def _is_exact(every: Sequence[Context], claim: Claim) -> bool:
    """Whether a claim is no difference that only rounded amounts let hold: 260万元 less 2,531,430元 is not 65,870元 to the last digit."""
    first = [every[i].amount for i in claim.claimed.operands]
    return claim.claimed.form != "less" or first[0] - first[1] == every[claim.claimed.result].amount


def _proven(every: Sequence[Context], found: Sequence[Claim]) -> list[Context]:
    """The long figures of claims that hold."""
    held = {i for c in found if c.holds and _is_exact(every, c) for i in (c.claimed.result, *c.claimed.operands)}
    return [every[i] for i in sorted(held) if _is_long(every[i])]


def _is_told_once(every: Sequence[Context], wrong: Context) -> bool:
    return sum(c.unit == wrong.unit and c.amount == wrong.amount for c in every) == 1


def _changed(every: Sequence[Context], found: Sequence[Claim]) -> list[tuple[Context, Context]]:
    """This year's figures with last year's, of the changes that come out."""
    told = [c.claimed.operands for c in found if c.holds and c.claimed.form in ("up", "down")]
    return [
        (every[new], every[old])
        for new, old in told
        if LAST_YEAR.search(every[old].clause) or YEAR.search(every[old].clause)
    ]


def _is_of_last_year(wrong: Context, new: Context, old: Context) -> bool:
    """Whether a figure is last year's, though its words name what this year's is told of and no other year."""
    if (wrong.unit, wrong.amount) != (old.unit, old.amount) or new.amount == old.amount or wrong.last != new.last:
        return False
    digits = sum(sign.isdigit() for sign in wrong.figure.found.quantity.number.lstrip("0."))
    own = wrong.passage.text.text[wrong.sentence_start : wrong.figure.start]
    name = _words(wrong)[:-2]
    other_year = LAST_YEAR.search(own) or YEAR.search(own) or wrong.paragraph == new.paragraph
    return digits > 2 and len(name) > 2 and wrong.last != "-" and not other_year and name in CUT.sub("", new.sentence)


def _is_long(context: Context) -> bool:
    quantity = context.figure.found.quantity
    digits = sum(sign.isdigit() for sign in quantity.number.lstrip("0."))
    return (
        context.kind in ("money", "count") and digits >= MIN_DIGITS and not quantity.bound and not quantity.approximate
    )


def _is_slip(wrong: Context, right: Context, year: int | None) -> bool:
    """Whether one slip makes one figure of another that is told of the same."""
    one, other = wrong.figure.found.quantity, right.figure.found.quantity
    alike = one.unit == other.unit and one.decimals == other.decimals and _is_long(wrong)
    return alike and digit_slip(one, other.amount) > 0 and _is_of_same(wrong, right, year)


def _is_swapped(wrong: Context, right: Context, year: int | None) -> bool:
    """Whether two digits of one figure are swapped in another of the same name: hardly two figures of one thing differ so by chance."""
    one, other = wrong.figure.found.quantity, right.figure.found.quantity
    alike = one.unit == other.unit and one.decimals == other.decimals and wrong.paragraph != right.paragraph
    nearest = SEGMENT.split(wrong.lead)[-1]
    if (
        not alike
        or not _is_long(wrong)
        or OTHER.search(YEAR_END.sub("", right.clause))
        or OTHER.search(nearest)
        or _year(wrong, year) != _year(right, year)
    ):
        return False
    if all(swapped.amount != other.amount for swapped in transposed(one)):
        return False
    if wrong.kind != "money":
        return _shares_name(wrong, right)
    alone = (
        AMOUNT.search(wrong.sentence) is None
    )  # 乙标段预算850万元，支出815万元: of what it is told stands before another amount
    return alone and wrong.last == right.last != "-" and _measure(wrong) == _measure(right)


def _measure(context: Context) -> str:
    """What an amount is called by the words right before it: 结余 in 其一，结余资金…, 甲标段支出 in 甲标段支出…."""
    return CUT.sub("", FILLER.sub("", SEGMENT.split(context.lead)[-1]))


def _shares_name(wrong: Context, right: Context) -> bool:
    """Whether the words beside two figures are the same, in whatever order: 管线清掏321.6公里, 清掏管线312.6公里."""
    mine, theirs = _beside(wrong), _beside(right)
    shorter, longer = sorted((mine, theirs), key=len)
    return len(shorter) >= MIN_NAME and sum(sign in longer for sign in shorter) >= SHARED * len(shorter)


def _beside(context: Context) -> str:
    """The words right before a figure, or behind it where none stand before."""
    words = YEAR_END.sub("", FILLER.sub("", SEGMENT.split(context.lead)[-1]))
    before = HAN.sub("", CUT.sub("", words))[-NAME:]
    return before if len(before) >= MIN_NAME else HAN.sub("", SEGMENT.split(context.after)[0])[:NAME]


def _is_of_same(wrong: Context, right: Context, year: int | None) -> bool:
    """Whether the words of two figures name one measure of one thing in one year, in different sentences."""
    if wrong.last != right.last or wrong.last == "-" or OTHER.search(right.clause):
        return False
    if wrong.lead != wrong.sentence and wrong.last != "adjusted" and not _has_year(wrong):
        return False  # 乙标段预算850万元，支出815万元: of what it is told stands before another figure
    apart = wrong.paragraph != right.paragraph
    if not apart and (wrong.sentence_start == right.sentence_start or not _has_year(wrong) or not _has_year(right)):
        return False
    return _year(wrong, year) == _year(right, year) and _words(wrong) == _words(right)


def _words(context: Context) -> str:
    return CUT.sub("", FILLER.sub("", context.lead))


def _has_year(context: Context) -> bool:
    own = context.passage.text.text[context.sentence_start : context.figure.start]
    return bool(YEAR.search(own) or LAST_YEAR.search(own))


def _year(context: Context, year: int | None) -> int | None:
    own = context.passage.text.text[context.sentence_start : context.figure.start]
    if told := YEAR.findall(own):
        return int(told[-1][:4])
    return year - 1 if year and LAST_YEAR.search(own) else year
