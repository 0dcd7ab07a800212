"""Comparisons that a sentence makes in words between two of its figures (达到95%，高于目标值90%)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import Context, masked_text
from gouji.extract.statements.figure_features import Claimed, Form
from gouji.normalize.figures.interval import half_unit
from gouji.schemas.wordlists import read_rows

NAMED, LOOSE = 0.95, 0.8
"""How surely the words compare with the figure itself, and where it may be by how much the two differ (低于预算20万元)."""
FULL_RATE = 100
"""No rate lies below another one by so much that both are more together."""
BOOKS = regex.compile(r"决算数?(?P<word>大于|小于|等于|高于|低于)(?:年初)?预算数?")
BUDGET, BOOKED = (regex.compile(rf"{word}数?(?:为|是)?$") for word in ("预算", "决算"))
FORMS: dict[str, Form] = {"above": "above", "below": "below", "equal": "equal"}


def word_comparisons(every: Sequence[Context]) -> Iterator[Claim]:
    """Yields each comparison with whether it holds. One that fails and may mean something else is left out: a difference,
    or another figure of the sentence with which it holds.
    """
    for index in range(1, len(every)):
        found = _beside(every, index)
        if found is not None:
            form, named = found
            holds = _holds(form, every[index - 1], every[index])
            if not _is_difference(form, named, *every[index - 1 : index + 1]) and (
                holds or _is_surely_wrong(form, every, index)
            ):
                yield Claim(Claimed(index - 1, form, (index,)), holds, NAMED if named else LOOSE)
    yield from _books(every)


def _beside(every: Sequence[Context], index: int) -> tuple[Form, bool] | None:
    """What the words say of the figure at `index` and the one before it, and whether they name the later one as what is
    compared with; None where they compare nothing.
    """
    first, second = every[index - 1], every[index]
    if not _alike(first, second) or first.kind not in ("count", "rate", "money", "score"):
        return None
    qualifier = _qualifier(second)
    bounded = _bounded(second, qualifier) or _than(second)
    if bounded is not None:
        return bounded, True
    match = _words().fullmatch(second.lead + qualifier)
    if match is None:
        together = _together().fullmatch(second.lead) and regex.match(r"[）)]?持平", second.after)
        return ("equal", True) if together else None
    form = _form(match["word"])
    behind = _behind().match(second.after)
    if match["noun"] is None:
        return (form, True) if behind else None
    return (form, bool(match["link"] or behind)) if not qualifier else None


def _bounded(second: Context, qualifier: str) -> Form | None:
    """What a bound says that needs no name of what is compared with: 控制在230元以内, 未超过批复的5.2万元."""
    match = _bounds().fullmatch(second.lead + qualifier)
    if match is None or (match["noun"] is None and match["owner"]):
        return None
    return "below" if match["word"] in _kinds("at most") else "above"


def _than(second: Context) -> Form | None:
    """What a sentence says that names first what it compares with: 比承诺的10个工作日缩短3个工作日, 较目标值90%有所提高."""
    behind = _changes().match(second.after) if _standard().fullmatch(second.lead) else None
    return None if behind is None else "below" if behind["word"] in _kinds("less") else "above"


def _qualifier(context: Context) -> str:
    """The words before a figure that are part of it: 低于 of 低于95%."""
    found = context.figure.found
    return context.passage.text.text[found.start : found.number_start].strip()


def _alike(first: Context, second: Context) -> bool:
    same = first.paragraph == second.paragraph and first.sentence_start == second.sentence_start
    return same and (first.kind, first.unit) == (second.kind, second.unit)


def _holds(form: Form, first: Context, second: Context) -> bool:
    slack = half_unit(first.figure.found.quantity) + half_unit(second.figure.found.quantity)
    beyond = first.amount - second.amount
    return abs(beyond) <= slack if form == "equal" else beyond >= 0 if form == "above" else beyond <= 0


def _is_difference(form: Form, named: bool, first: Context, second: Context) -> bool:
    """Whether the later figure may be by how much the two differ: 低于预算20万元 and 超过计划6公里 of a larger figure."""
    if named or form == "equal" or (first.kind == "rate" and first.amount + second.amount > FULL_RATE):
        return False
    return second.amount < (first.amount if form == "below" else first.amount / 2)


def _is_surely_wrong(form: Form, every: Sequence[Context], index: int) -> bool:
    """Whether no figure of the sentence is what the words say, and both are exact."""
    first, second = every[index - 1], every[index]
    one, other = (each.figure.found.quantity for each in (first, second))
    told = _qualifier(second) or _bounded(second, "") is not None
    vague = one.approximate or other.approximate or one.bound or (other.bound and not told)
    others = [each for each in every[:index] if each is not first and _alike(each, second)]
    return not vague and not any(_holds(form, each, second) for each in others)


def _books(every: Sequence[Context]) -> Iterator[Claim]:
    """Yields 决算数大于预算数 of the two amounts that its sentence names so, if it names just one of each."""
    for index, booked in enumerate(every):
        if booked.kind != "money" or not BOOKED.search(booked.lead):
            continue
        mine = [i for i in range(len(every)) if _alike(every[i], booked) and i <= index]
        budgets = [i for i in mine if BUDGET.search(every[i].lead)]
        words = BOOKS.search(_rest_of_sentence(booked))
        if words and len(budgets) == 1 and sum(bool(BOOKED.search(every[i].lead)) for i in mine) == 1:
            form = _form(words["word"])
            yield Claim(Claimed(index, form, (budgets[0],)), _holds(form, booked, every[budgets[0]]), NAMED)


def _rest_of_sentence(context: Context) -> str:
    text = masked_text(context.passage)[context.figure.end :]
    return regex.split(r"[。！？；;]", text)[0]


def _form(word: str) -> Form:
    kinds = {row[1]: row[0] for row in read_rows(__package__, "comparison_words") if row[0] in FORMS}
    return FORMS[kinds[word]]


@cache
def _any(*kinds: str) -> str:
    words = {row[1] for row in read_rows(__package__, "comparison_words") if row[0] in kinds}
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _words() -> regex.Pattern[str]:
    noun = rf"[\p{{Han}}]{{0,8}}?(?:{_any('noun')})"
    return regex.compile(
        rf"[）)]?[，,、]?(?:{_any('before')})*(?P<word>{_any('above', 'below')})了?"
        rf"(?:(?P<noun>{noun})(?P<link>的|为|是|[（(：:])?)?"
    )


@cache
def _kinds(kind: str) -> frozenset[str]:
    return frozenset(row[1] for row in read_rows(__package__, "comparison_words") if row[0] == kind)


@cache
def _bounds() -> regex.Pattern[str]:
    owner = rf"(?P<owner>[\p{{Han}}]{{0,8}}?(?P<noun>{_any('noun')})?的?)"
    return regex.compile(rf"[）)]?[，,、]?(?:{_any('before')})*(?P<word>{_any('at most', 'at least')})(?:了)?{owner}")


@cache
def _standard() -> regex.Pattern[str]:
    noun = rf"[\p{{Han}}]{{0,6}}?(?:{_any('noun')})"
    return regex.compile(rf"[）)]?[，,、](?:{_any('before')})*(?:{_any('than')}){noun}[\p{{Han}}]{{0,2}}?的?")


@cache
def _changes() -> regex.Pattern[str]:
    return regex.compile(rf"(?:的[\p{{Han}}]{{0,4}})?(?:有所|平均|整体|还)?(?P<word>{_any('less', 'more')})")


@cache
def _together() -> regex.Pattern[str]:
    return regex.compile(rf"[）)]?[，,、]?(?:{_any('before')})*与[\p{{Han}}]{{0,8}}?(?:{_any('noun')})的?[（(]?")


@cache
def _behind() -> regex.Pattern[str]:
    return regex.compile(rf"的[\p{{Han}}]{{0,6}}?(?:{_any('noun')})")
