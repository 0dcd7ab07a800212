"""Rates of those who are content (收回有效问卷285份；表示满意的268人，满意度94%): of the answers that came back, whatever they are counted in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from gouji.extract.statements.agreement import computed, follows
from gouji.extract.statements.figure_context import FILLER, Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.misprinted import Misprint
from gouji.extract.statements.rounded_up import is_rounded_up
from gouji.schemas.quantity import Quantity

SURE = 0.9
RATE = regex.compile(r"满意(?:率|度|比例|占比)[^，,。；;：:\p{N}]{0,4}$")
CONTENT = regex.compile(r"(?<![不未])(?:满意|认可|好评)[^，,。；;：:]{0,6}$|评价为?[“\"]?好[”\"]?[^，,。；;：:]{0,6}$")
RETURNED = regex.compile(
    r"(?:有效(?:问卷|答卷|样本|评价|回复|份数)|(?:收回|回收|收到)(?:的?有效)?(?:问卷|答卷|调查表|评价表)?)[^，,。；;：:]{0,4}$"
)
OTHERS = regex.compile(r"目标|计划|上年|上一年|去年|往年|同期|要求|不低于|不少于|标准")
ANSWERS = frozenset({"人", "名", "位", "人次", "户", "份", "张", "个", "件", "条", "家"})
"""Units in which answers are counted."""
REACH, MIN_BASE = 8, 10
MOST = Decimal(100)


def survey_rates(every: Sequence[Context]) -> Iterator[Misprint]:
    """Yields the rates that fail over the answers that came back, by those of one degree of content or by all of them."""
    for rate in every:
        if rate.kind != "rate" or not _is_exact(rate) or not RATE.search(FILLER.sub("", rate.clause)) or rate.depth:
            continue
        near = [c for c in every[max(0, rate.order - REACH) : rate.order] if c.paragraph == rate.paragraph]
        counts = [c for c in near if c.kind == "count" and c.unit in ANSWERS and not OTHERS.search(c.clause)]
        content, returned = _content(counts, rate), [c for c in counts if RETURNED.search(_words(c))]
        if rate.amount > MOST or OTHERS.search(rate.clause) or not content or not returned:
            continue
        base = returned[-1]
        plain = (
            base.order < content[0].order
            and base.amount >= MIN_BASE
            and base.amount >= content[0].amount
            and _is_exact(base)
        )
        claim = Claimed(rate.order, "part", (content[0].order, base.order))
        if plain and not _comes_out(rate, content, counts, base) and not is_rounded_up(every, claim):
            yield Misprint(claim, SURE)


def _content(counts: Sequence[Context], rate: Context) -> list[Context]:
    """The counts of the content in the sentence of a rate; the last of them stands right before it."""
    own = [c for c in counts if c.sentence_start == rate.sentence_start and CONTENT.search(_words(c)) and _is_exact(c)]
    return own if own and own[-1].order == rate.order - 1 else []


def _comes_out(rate: Context, content: Sequence[Context], counts: Sequence[Context], base: Context) -> bool:
    """Whether the rate is that of any of the content, or of several, of what came back, or of what came back and is told apart."""
    quantity, whole = rate.figure.found.quantity, base.figure.found.quantity
    inner = [c for c in counts if c.order > base.order]
    for start in range(len(inner)):
        total = Decimal(0)
        for part in inner[start:]:
            total += part.amount
            if _nearly(quantity, _with(part.figure.found.quantity, total), whole):
                return True
    return any(
        follows("part", quantity, [c.figure.found.quantity, o.figure.found.quantity])
        for c in content
        for o in inner
        if o is not c
    )


def _nearly(rate: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Whether the rate is the share, or off by less than one in its last place."""
    expected = computed("part", [part, whole])
    unit = Decimal(1).scaleb(-rate.decimals)
    return expected is not None and abs(rate.amount - expected.value) < unit


def _with(quantity: Quantity, amount: Decimal) -> Quantity:
    return quantity.model_copy(update={"number": format(amount, "f"), "canonical": format(amount, "f")})


def _words(context: Context) -> str:
    return FILLER.sub("", context.lead).rstrip("的数有")


def _is_exact(context: Context) -> bool:
    quantity = context.figure.found.quantity
    return not (quantity.bound or quantity.approximate or context.figure.found.part) and context.amount > 0
