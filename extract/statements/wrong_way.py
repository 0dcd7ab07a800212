"""A rate whose words say that something rose though it fell, or the other way round (380人次，上年为400人次，增长5%)."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed, Form
from gouji.normalize.figures.slips import chance

WAY = regex.compile(
    r"(?:与?(?:同比|环比|[较比]?(?:上年|去年|上一年)(?:同期)?(?:数|水平)?(?:相比)?))?[，,]?"
    r"(?:(?P<rise>增长|增加|上升|增幅)|(?P<fall>下降|减少|降低|降幅))(?:率|幅度|比例)?[了为达约近]*"
)
"""A comparison and a way, without a subject of their own: what changed is what was told just before."""
RAISED = regex.compile(
    r"(?:与?(?:同比|[较比]?(?:上年|去年|上一年)(?:同期)?(?:相比)?))?[，,]?(?:提高|提升)[了为达约近]*"
)
"""Said of points alone: efforts may raise what is told of an amount, its quality, too."""
PAST = regex.compile(r"(?:上年|去年|上一年)(?:度|同期|全年|年?[末底])?(?:实际|完成|总数)?[为是有的达共]*$")
CLAIMED, ERROR_RATE = 0.99, 0.01
"""How often such words claim it, and how often a report takes the wrong word for the way."""
PARTIAL = regex.compile(r"(?<!12)月|季|半年|旬")
"""A part of the year: last year's whole is no base of it."""


def wrong_way(every: Sequence[Context], index: int) -> tuple[Claimed, bool, float] | None:
    """Returns what the rate at `index` follows from if it comes out, but the other way than its words say.

    None unless just one of the two like figures before it in its sentence is said to be last year's, and its own words
    name nothing else that may have changed.
    """
    way = _way(every, index)
    pair = _old_and_new(every, index) if way else None
    if way is None or pair is None:
        return None
    old, new = (every[i].figure.found.quantity for i in pair)
    result = every[index].figure.found.quantity
    if result.amount <= 0 or old.bound or new.bound or (new.amount > old.amount) == (way == "rise"):
        return None
    points = every[index].kind == "points"
    change = computed("less" if points else "down", [new, old])
    if change is None or not agrees(result, change, "less" if points else "down"):
        return None
    order = pair if points and way == "fall" else pair[::-1]
    form: Form = "more" if points else "up" if way == "rise" else "fall"
    wrong = CLAIMED * ERROR_RATE
    return Claimed(index, form, order), False, wrong / (wrong + (1 - CLAIMED) * chance(result))


def _way(every: Sequence[Context], index: int) -> str | None:
    """rise or fall, as the words between the figure before and this one say; None where they say more, or neither."""
    words = every[index].lead.strip("，,、（(")
    if index >= 2 and every[index].kind == "points" and RAISED.fullmatch(words):
        return "rise"
    found = WAY.fullmatch(words)
    if index < 2 or every[index].kind not in ("rate", "points") or not found:
        return None
    return "rise" if found["rise"] else "fall"


def _old_and_new(every: Sequence[Context], index: int) -> tuple[int, int] | None:
    """The two figures before the rate, last year's first; None if it is unclear which is last year's."""
    pair = index - 2, index - 1
    one, other = (every[i] for i in pair)
    kinds = ("rate",) if every[index].kind == "points" else ("money", "count")
    beside = one.sentence_start == other.sentence_start == every[index].sentence_start
    beside &= one.paragraph == other.paragraph == every[index].paragraph
    if not beside or one.kind not in kinds or (one.kind, one.unit) != (other.kind, other.unit):
        return None
    past = [bool(PAST.search(each.lead)) for each in (one, other)]
    if past[0] == past[1] or PARTIAL.search(_words(one, every[index])):
        return None
    return pair if past[0] else (pair[1], pair[0])


def _words(first: Context, last: Context) -> str:
    """The words of their sentence up to the last figure, dates included."""
    return first.passage.text.text[first.sentence_start : last.figure.start]
