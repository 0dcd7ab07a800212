"""Changes whose words name what they are held against (较最高限价下浮41.6万元，下浮率8%; 288万元，较2024年预算增长20%)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from gouji.extract.statements.agreement import follows
from gouji.extract.statements.figure_context import FILLER, Context
from gouji.extract.statements.figure_features import Claimed, Form
from gouji.extract.statements.misprinted import Misprint

SURE = 0.9
RISE, FALL = "增加|增长|上升|提高|追加|多|高出", "减少|下降|下浮|节约|节省|压减|降低|核减|调减|少|低"
COMPARED = regex.compile(
    rf"(?:较|比|与|同)(?P<base>(?:(?:19|20)\d\d年)?[\p{{Han}}“”]{{2,12}}?)(?:相比)?[，,]?(?:平均|共|净|仅)?"
    rf"(?:(?P<rise>{RISE})|(?P<fall>{FALL}))了?(?:约|近)?$"
)
RATE = regex.compile(rf"^[，,、（(]?(?:{RISE}|{FALL})?(?:率|幅度?|比例|比率|了)?[为达]?(?:到|约)?$")
PAST = regex.compile(r"上年|去年|上一年|往年|同期|前年|上期|平均|原来")
BEFORE = 24


def named_changes(every: Sequence[Context]) -> Iterator[Misprint]:
    """Yields the rates of change that do not come out over the figure that their words name."""
    for here in every[1:]:
        said = COMPARED.search(_text_before(here))
        if said is None or PAST.search(said["base"]):
            continue
        if here.kind in ("money", "count"):
            yield from _rate_of_amount(every, here, said["base"])
        elif here.kind == "rate":
            yield from _rate_of_new(every, here, said["base"], "up" if said["rise"] else "down")


def _rate_of_amount(every: Sequence[Context], change: Context, name: str) -> Iterator[Misprint]:
    """较最高限价下浮41.6万元，下浮率8%: the rate right behind the amount of a change."""
    rate = every[change.order + 1] if change.order + 1 < len(every) else None
    beside = rate is not None and _is_beside(change, rate) and rate.kind == "rate" and RATE.match(rate.lead)
    base = _named(every, change, name) if beside else None
    if rate is None or base is None or change.amount >= base.amount:
        return
    if not follows("part", rate.figure.found.quantity, [c.figure.found.quantity for c in (change, base)]):
        yield Misprint(Claimed(rate.order, "part", (change.order, base.order)), SURE)


def _rate_of_new(every: Sequence[Context], rate: Context, name: str, form: Form) -> Iterator[Misprint]:
    """288万元，较2024年预算增长20%: the new figure stands right before the comparison."""
    new = every[rate.order - 1]
    base = _named(every, new, name) if _is_beside(new, rate) and new.kind in ("money", "count") else None
    if base is None or base.order == new.order or not rate.lead.startswith(("，", "（", ",", "(")):
        return
    near = [c for c in every[: rate.order] if c.paragraph == rate.paragraph and c.unit == base.unit]
    tried = [(c, other) for c in near for other in (base, *near) if c is not other]
    quantity = rate.figure.found.quantity
    forms = (form, "part", "of-rise", "of-fall")
    if any(
        follows(each, quantity, [c.figure.found.quantity, other.figure.found.quantity])
        for c, other in tried
        for each in forms
    ):
        return
    yield Misprint(Claimed(rate.order, form, (new.order, base.order)), SURE)


def _named(every: Sequence[Context], like: Context, name: str) -> Context | None:
    """The figure before another one that its words call by just this name; None where several amounts are called so."""
    found = [
        c
        for c in every[: like.order]
        if c.unit == like.unit and c.kind == like.kind and _name_before(c).endswith(name) and _is_exact(c)
    ]
    return found[-1] if found and len({c.amount for c in found}) == 1 else None


def _is_exact(context: Context) -> bool:
    quantity = context.figure.found.quantity
    return not (quantity.bound or quantity.approximate or context.figure.found.part) and context.amount > 0


def _is_beside(one: Context, other: Context) -> bool:
    return (one.paragraph, one.sentence_start) == (other.paragraph, other.sentence_start)


@lru_cache(maxsize=8192)
def _name_before(context: Context) -> str:
    """The words right before a figure, years included, without those that only join it."""
    return FILLER.sub("", _text_before(context)).rstrip("数额")


@lru_cache(maxsize=8192)
def _text_before(context: Context) -> str:
    start = context.figure.found.start
    before = context.passage.text.text[max(context.sentence_start, start - 2 * BEFORE) : start]
    return regex.sub(r"\s", "", before)[-BEFORE:]
