"""Figures that are told again of what a proven figure is told of, in other words, one slip away from it: 在册患者5,317人 … 把在册的5,137人全部走访."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.statements.alike_units import is_alike
from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import FILLER, Context
from gouji.extract.statements.figure_features import YEAR, Claimed
from gouji.normalize.figures.slips import digit_slip, transposed

PREMISE = 0.9
LAST_YEAR = regex.compile(r"上年|去年|上一年|往年|同期")
OTHER = regex.compile(
    r"另|其他|其余|此外|相邻|目标|计划|应[^急对用]|指标|拟|原有|原来|原定|比(?!对)|较|其中|年初|调整|追加|批复|月末|季度|上半年|下半年|截至|至D|每|人均|户均|亩均|平均|预计|合同|中标"
)
"""Words of a figure that may be another of the same name."""
CUT = regex.compile(
    r"(?:19|20)\d\d年度?|[D#]|本年度?|全年|当年|年度|项目|资金|[全我本][县市州省区旗局办中心]{1,2}|[共为的了]|^[把将对替为]"
)
SEGMENT = regex.compile(r"[，,。；;：:、（()）]")
HAN = regex.compile(r"\P{Han}+")
OF_ONE = regex.compile(r"[镇乡县区市村站所校院队局司科段片标期批类档级组园馆甲乙丙丁一二三四五六七八九十东南西北]")
"""What the name of one of several ends with: 青石镇支出 is not 沙口镇支出."""
PART = regex.compile(r"(?![全本我各该农城地社辖库])\p{Han}(?:标段|片区|[镇乡县区市村站段])")
SUMMARY = regex.compile(
    r"^\W*(?:摘要|总体[看来]|总的[看来]|综上|综合[看来]|综合评价|总之|概括|概述|整体[看来]|从总体|综述|结论)"
)
ALL = regex.compile(r"^\p{Han}{0,8}?(?:全部|均|都|悉数|无一)")
NAME = 12
FAR, NEAR, LIKELY = 1e-4, 1e-3, 5e-3
"""How rarely two figures are one slip apart by chance, for a name that shares little, more, and much."""


def told_again(every: Sequence[Context], found: Sequence[Claim], year: int | None) -> Iterator[Claim]:
    """Yields the figures that no claim bears out, each with the proven one that it is a slip of: they share words, year and measure,
    and the more words they share, or the surer a summary speaks of what was told, the fewer digits need to agree.
    """
    exact = {i for c in found if c.holds for i in (c.claimed.result, *c.claimed.operands)}
    used = {i for c in found for i in (c.claimed.result, *c.claimed.operands)}
    plain = [c for c in every if _is_plain(c)]
    for wrong in every:
        if wrong.order in exact or not _is_plain(wrong) or _is_other(wrong) or _times(every, wrong) > 1:
            continue
        alike = [right for right in plain if _is_again(wrong, right, year, right.order in exact, wrong.order in used)]
        if len({right.amount for right in alike}) == 1:
            yield Claim(Claimed(wrong.order, "same", (alike[0].order,)), False, PREMISE)


def _times(every: Sequence[Context], wrong: Context) -> int:
    return sum((c.unit, c.amount) == (wrong.unit, wrong.amount) for c in every)


def _is_plain(context: Context) -> bool:
    quantity = context.figure.found.quantity
    return context.kind in ("money", "count") and not quantity.bound and not quantity.approximate


def _is_other(context: Context) -> bool:
    """Whether the words nearest to a figure call it one of another time, or a plan."""
    return OTHER.search(_nearest(context)) is not None


def _nearest(context: Context) -> str:
    return SEGMENT.split(context.lead)[-1]


def _is_again(wrong: Context, right: Context, year: int | None, proven: bool, used: bool) -> bool:
    """Whether a figure tells again, with a slip, what another tells that is proven, or told of where no summary speaks."""
    if not proven and (refers(right) or not refers(wrong)):
        return False
    one, other = wrong.figure.found.quantity, right.figure.found.quantity
    if (
        not is_alike(wrong, right)
        or one.scale != other.scale
        or one.decimals != other.decimals
        or wrong.paragraph == right.paragraph
    ):
        return False
    chance = _chance(wrong, right)
    if chance is None or (chance[1] and used) or _differs(wrong, right):
        return False
    return (
        not _is_other(right) and _year(wrong, year) == _year(right, year) and _names_it(wrong, right, chance[0], proven)
    )


def _differs(wrong: Context, right: Context) -> bool:
    """Whether the words tell two amounts of money of two measures, or one of two figures is of a part that the other does not name."""
    if wrong.kind == "money" and wrong.last != right.last and "-" not in (wrong.last, right.last):
        return True
    mine, theirs = PART.findall(wrong.sentence), PART.findall(_nearest(right))
    return any(part not in right.passage.text.text for part in mine) or any(
        part not in wrong.passage.text.text for part in theirs
    )


def _chance(wrong: Context, right: Context) -> tuple[float, bool] | None:
    """How rarely a figure of as many digits is a slip of the other, and whether it takes a wrong digit; None if it takes more."""
    one, other = wrong.figure.found.quantity, right.figure.found.quantity
    digits = max(len(regex.sub(r"\D", "", number).lstrip("0").rstrip("0")) for number in (one.number, other.number))
    if digits < 2 or digit_slip(one, other.amount) == 0:
        return None
    if any(swapped.amount == other.amount for swapped in transposed(one)):
        return (digits - 1) / (9 * 10 ** (digits - 1)), False
    return digits / 10 ** (digits - 1), True


def _names_it(wrong: Context, right: Context, chance: float, proven: bool) -> bool:
    """Whether the words around two figures share enough for so rare a slip."""
    shared, whole = _shared(wrong, right)
    if shared < 2:
        return False
    if refers(wrong):
        same = proven and whole and shared > 3
        return same or chance < (LIKELY if shared + whole > 2 else NEAR)
    return chance < (LIKELY if shared > 3 and whole else NEAR if shared > 2 else FAR)


def refers(context: Context) -> bool:
    """Whether a figure is told as one that is known: in a summary, of all of them, behind a 的 (清缴入库的3,516万元税款)."""
    text = context.passage.text.text
    return bool(
        SUMMARY.search(text) or SUMMARY.search(text[context.sentence_start :]) or ALL.search(context.after)
    ) or _nearest(context).endswith("的")


def _shared(wrong: Context, right: Context) -> tuple[int, bool]:
    """The length of the longest words that stand beside both figures, or of the shorter name and True if the longer one contains it;
    0 where the words before them name two of one kind."""
    best = (0, False)
    for mine in _beside(wrong):
        for theirs in _beside(right):
            shorter, longer = sorted((mine, theirs), key=len)
            if len(shorter) > 3 and _is_within(shorter, longer):
                best = max(best, (len(shorter), True))
                continue
            shared = _longest(mine, theirs)
            rest = [words[: words.find(shared)] for words in (mine, theirs)]
            if not shared or (all(rest) and (any(OF_ONE.search(r[-1]) for r in rest) or OF_ONE.match(shared))):
                continue
            best = max(best, (len(shared), shared == shorter))
    return best


def _is_within(shorter: str, longer: str) -> bool:
    """Whether all signs of a name stand in a longer one in their order: 改造食堂 in 改造学校食堂."""
    signs = iter(longer)
    return all(sign in signs for sign in shorter)


def _beside(context: Context) -> tuple[str, str]:
    """The words right before a figure and those right behind it."""
    before = HAN.sub("", CUT.sub("", FILLER.sub("", _nearest(context))))[-NAME:]
    return before, HAN.sub("", CUT.sub("", SEGMENT.split(context.after)[0]))[:NAME]


def _longest(one: str, other: str) -> str:
    """The longest words in both."""
    parts = (one[i:j] for i in range(len(one)) for j in range(i + 1, len(one) + 1))
    return max((part for part in parts if part in other), key=len, default="")


def _year(context: Context, year: int | None) -> int | None:
    own = context.passage.text.text[context.sentence_start : context.figure.start]
    if told := YEAR.findall(own):
        return int(told[-1][:4])
    return year - 1 if year and LAST_YEAR.search(own) else year
