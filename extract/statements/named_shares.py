"""Shares whose words name their whole (人员经费72万元，占基本支出的80%), and that come out over no figure that is called so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import regex

from gouji.extract.statements.agreement import follows
from gouji.extract.statements.figure_context import CLOSE, FILLER, OPEN, Context, senses
from gouji.extract.statements.figure_features import YEAR, Claimed
from gouji.extract.statements.misprinted import Misprint
from gouji.extract.statements.rounded_up import is_rounded_up
from gouji.schemas.quantity import Quantity
from gouji.schemas.wordlists import read_rows

SURE = 0.9
SHARE = regex.compile(
    r"^(?P<part>[\p{Han}“”]{2,14})?[，,（(]?(?:约)?占(?:到|了)?(?P<whole>[\p{Han}“”]{2,12}?)的?(?:比重|比例|百分比)?[为达是]?$"
)
PLANNED = regex.compile(r"预算|计划|指标|目标|到位|下达|资金")
"""Words of a whole of which every line has one of its own: it is looked for in its paragraph alone."""
CHANGED = regex.compile(r"上年|去年|上一年|往年|同期|增加|减少|增长|下降|追加|压减|核减")
"""Words of an amount that is no part, or of another year."""
ALL = regex.compile(r"(?:全部|全年|本年度?|当年|年度|总额|总计|合计|[总数])")
"""Words of a whole that say no more than that it is one."""
LAST_WORDS = regex.compile(r"[\p{Han}“”]*$")
MIN_NAME, BEFORE, WHOLES, RUN = 2, 20, 2, 6


def named_shares(every: Sequence[Context]) -> Iterator[Misprint]:
    """Yields the shares that fail over the nearest figure that bears the name of their whole, and over all others that bear it."""
    for rate in every[1:]:
        said = SHARE.match(rate.lead) if rate.kind == "rate" and _is_exact(rate) else None
        if said is None or rate.amount >= 100:
            continue
        part = _called(every, rate, said["part"]) if said["part"] else _before(every, rate)
        wholes = _wholes(every, rate, part, said["whole"]) if part is not None else []
        if part is None or not wholes or len({c.amount for c in wholes}) > WHOLES:
            continue
        claims = [Claimed(rate.order, "part", (part.order, whole.order)) for whole in wholes]
        if any(part.amount >= whole.amount for whole in wholes) or _holds(every, rate, part, wholes):
            continue
        if _is_of_own_line(every, rate, part, said["whole"]):
            continue
        if not any(is_rounded_up(every, claim) for claim in claims):
            yield Misprint(claims[0], SURE)


def _before(every: Sequence[Context], rate: Context) -> Context | None:
    """The amount right before a rate in its sentence."""
    part = every[rate.order - 1]
    beside = (part.paragraph, part.sentence_start) == (rate.paragraph, rate.sentence_start)
    plain = part.kind in ("money", "count") and _is_exact(part) and not CHANGED.search(part.clause)
    bracketed = rate.depth == part.depth + 1 and rate.lead[:1] in OPEN
    same = rate.depth == part.depth and rate.lead[:1] not in CLOSE
    return part if beside and plain and (bracketed or same) else None


def _called(every: Sequence[Context], rate: Context, name: str) -> Context | None:
    """The one amount before a rate that bears a name; None where several do."""
    found = [c for c in every[: rate.order] if c.kind == "money" and _is_exact(c) and _name(c).endswith(name)]
    return found[-1] if found and len({c.amount for c in found}) == 1 and not CHANGED.search(found[-1].clause) else None


def _wholes(every: Sequence[Context], rate: Context, part: Context, name: str) -> list[Context]:
    """The figures before a rate that are called what its whole is, those of its paragraph alone if there are any; the nearest first."""
    core = _core(name)
    if len(core) < MIN_NAME:
        return []
    latest = max((_year(c) for c in every), default=0)
    found = [
        c
        for c in every[: rate.order]
        if not 0 < _year(c) < latest
        and (c.kind, c.unit) == (part.kind, part.unit)
        and c.order != part.order
        and _is_exact(c)
        and not CHANGED.search(c.clause)
        and _bears(_name(c), name, core)
    ]
    near = [c for c in found if c.paragraph == rate.paragraph]
    return (near or ([] if PLANNED.search(name) else found))[::-1]


def _is_of_own_line(every: Sequence[Context], rate: Context, part: Context, name: str) -> bool:
    """Whether the rate comes out over a figure of its sentence that is called so for short: 调整后800万元，支出742.35万元，占调整后预算的92.79%."""
    short = [
        c
        for c in every[max(0, rate.order - RUN) : rate.order]
        if (c.paragraph, c.sentence_start, c.unit) == (rate.paragraph, rate.sentence_start, part.unit)
        and (set(senses(c.lead)) & set(senses(name)) - {"spent", "whole"} or (_name(c) and _name(c) in name))
    ]
    figures = [c.figure.found.quantity for c in (part, *short)]
    return any(follows("part", rate.figure.found.quantity, [figures[0], whole]) for whole in figures[1:])


def _bears(own: str, name: str, core: str) -> bool:
    """Whether a figure is called by a name: the very name, or its core with nothing but words of whose all of it is."""
    if own.endswith(name) and len(name) > len(core):
        return True
    bare = _core(own)
    return bare.endswith(core) and _plain().fullmatch(bare[: -len(core)]) is not None


def _core(name: str) -> str:
    return ALL.sub("", name)


@cache
def _plain() -> regex.Pattern[str]:
    """Words that say whose a whole is, or that it is all of it."""
    return regex.compile(f"(?:{'|'.join(row[0] for row in read_rows(__package__, 'whole_words'))})*")


@lru_cache(maxsize=8192)
def _year(context: Context) -> int:
    """The last year told before a figure in its sentence; 0 without one."""
    before = context.passage.text.text[
        max(context.sentence_start, context.figure.start - BEFORE) : context.figure.start
    ]
    found = YEAR.findall(before)
    return int(found[-1][:4]) if found else 0


@lru_cache(maxsize=8192)
def _name(context: Context) -> str:
    """The words right before a figure in its clause, without those that only join it."""
    start = context.figure.found.start
    before = context.passage.text.text[max(context.sentence_start, start - 2 * BEFORE) : start]
    words = regex.sub(r"\s", "", before)[-BEFORE:]
    return LAST_WORDS.search(FILLER.sub("", words).rstrip("数额"))[0]  # type: ignore[index]  # an empty one is found, too


def _holds(every: Sequence[Context], rate: Context, part: Context, wholes: Sequence[Context]) -> bool:
    """Whether the rate comes out over one of the wholes: of its part, or of this and those right before it together."""
    quantity = rate.figure.found.quantity
    total = part.figure.found.quantity
    for step in range(RUN):
        if any(follows("part", quantity, [total, whole.figure.found.quantity]) for whole in wholes):
            return True
        other = every[part.order - step - 1] if part.order > step else None
        if other is None or (other.paragraph, other.unit) != (part.paragraph, part.unit) or other in wholes:
            return False
        total = _plus(total, other)
    return False


def _plus(total: Quantity, other: Context) -> Quantity:
    return total.model_copy(update={"canonical": format(total.amount + other.amount, "f")})


def _is_exact(context: Context) -> bool:
    quantity = context.figure.found.quantity
    return not (quantity.bound or quantity.approximate or context.figure.found.part) and context.amount > 0
