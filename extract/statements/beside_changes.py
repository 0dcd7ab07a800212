"""Changes told right between the new figure and the old one (全年8.4万人次，比上年的14万人次下降60%), and that come out of no figure there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.statements.agreement import Computed, agrees, computed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed, Form
from gouji.extract.statements.misprinted import Misprint
from gouji.normalize.figures.interval import half_unit
from gouji.schemas.quantity import Quantity

SURE = 0.9
RISE, FALL = r"增长|上升|提高|增加|增", r"下降|减少|降低|回落|下滑|降|减"
WAY = rf"(?:(?P<rise>{RISE})|(?P<fall>{FALL}))(?:了|率为?|幅度?为?|约|近)?"
PAST = r"(?:上年度?|去年|上一年度?|前一年|上届|上期|(?:19|20)\d\d年度?)(?:同期|全年)?"
OLD_BEFORE = regex.compile(rf"^[，,（(]?(?:[受因]\p{{Han}}{{2,12}}?[，,]?)?(?:比|较|同|与|对比){PAST}的?$")
"""The words from the new figure to the old one: the change behind is of just these."""
BEHIND_OLD = regex.compile(rf"^(?:相比)?[，,]?{WAY}$")
BETWEEN = regex.compile(rf"^[，,（(]?(?:同比|(?:比|较|与){PAST}(?:相比)?[，,]?){WAY}$")
OLD_BEHIND = regex.compile(rf"^[，,、；（(]?{PAST}[为是]?$")
REACH = 8
FORMS: dict[str, tuple[Form, ...]] = {"up": ("up", "of-rise"), "down": ("down", "of-fall")}
"""The ways to tell a change, by its new figure or by the amount of it."""


def beside_changes(every: Sequence[Context]) -> Iterator[Misprint]:
    """Yields the rates of change that fail with the old figure beside them and every like figure of their sentence."""
    for rate in every[1:]:
        told = _told(every, rate) if rate.kind == "rate" and _is_exact(rate) else None
        if told is None:
            continue
        form, new, old = told
        if not _comes_out(every, rate, form, old):
            yield Misprint(Claimed(rate.order, form, (new.order, old.order)), SURE)


def _told(every: Sequence[Context], rate: Context) -> tuple[Form, Context, Context] | None:
    """The way of a change, its new figure and its old one."""
    before = every[rate.order - 1]
    if not _is_beside(before, rate) or not _is_counted(before):
        return None
    said = BEHIND_OLD.match(rate.lead)
    if said and OLD_BEFORE.match(_text_before(every, before)):
        return _chosen(_way(said), _first_like(every, before), before)
    said = BETWEEN.match(_text_before(every, rate))
    old = every[rate.order + 1] if rate.order + 1 < len(every) else None
    if said and old and _is_beside(rate, old) and _is_counted(old) and OLD_BEHIND.match(_text_before(every, old)):
        return _chosen(_way(said), before if before.unit == old.unit else None, old)
    return None


def _chosen(way: Form, new: Context | None, old: Context) -> tuple[Form, Context, Context] | None:
    """The claim, if the figures change the way that the words say."""
    if new is None or new.amount == old.amount or (new.amount > old.amount) != (way == "up"):
        return None
    return way, new, old


def _way(said: regex.Match[str]) -> Form:
    return "up" if said["rise"] else "down"


def _first_like(every: Sequence[Context], old: Context) -> Context | None:
    """The first figure of the unit of an old one in its sentence: what is compared stands before its parts."""
    like = _like(every, old)
    return like[0] if like and like[0].order < old.order else None


def _like(every: Sequence[Context], old: Context) -> list[Context]:
    near = every[max(0, old.order - REACH) : old.order + REACH]
    return [c for c in near if _is_beside(c, old) and c.unit == old.unit and c.order != old.order and _is_counted(c)]


def _comes_out(every: Sequence[Context], rate: Context, form: Form, old: Context) -> bool:
    """Whether the rate is that of any figure near against the old one, or of two others; to the next place, so that a rate cut off or
    rounded twice is no error. The old one is what is compared with, and no change."""
    near = [c for c in every[max(0, rate.order - 2 * REACH) : rate.order + REACH] if c.unit == old.unit]
    near = [c for c in near if c.paragraph == rate.paragraph and c.amount]
    tried = [(c, old, form) for c in near if c is not old]
    tried += [
        (c, other, each)
        for c in near
        for other in near
        if c is not other and old not in (c, other)
        for each in FORMS[form]
    ]
    return any(
        expected is not None and expected.value > 0 and _nearly(rate.figure.found.quantity, expected, each)
        for c, other, each in tried
        for expected in [computed(each, [c.figure.found.quantity, other.figure.found.quantity])]
    )


def _nearly(printed: Quantity, expected: Computed, form: str) -> bool:
    return agrees(printed, expected, form) or abs(printed.amount - abs(expected.value)) <= 2 * half_unit(printed)


def _text_before(every: Sequence[Context], here: Context) -> str:
    """The words between the figure before and this one, years as printed."""
    before = every[here.order - 1] if here.order else None
    start = before.figure.end if before is not None and before.paragraph == here.paragraph else 0
    text = here.passage.text.text[max(start, here.sentence_start) : here.figure.found.start]
    return regex.sub(r"\s", "", text)


def _is_beside(one: Context, other: Context) -> bool:
    return (one.paragraph, one.sentence_start) == (other.paragraph, other.sentence_start)


def _is_counted(context: Context) -> bool:
    return context.kind in ("money", "count") and _is_exact(context)


def _is_exact(context: Context) -> bool:
    quantity = context.figure.found.quantity
    return not (quantity.bound or quantity.approximate or context.figure.found.part) and context.amount > 0
