"""What each of many gets (每人每月300元, 900元/人·月, 亩均160元, 单价320元): standards, and of what they are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from gouji.extract.statements.figure_context import Context
from gouji.schemas.wordlists import read_records

EACH = regex.compile(r"每(?!当|逢|到|况|年均)(?P<one>\p{Han}{1,10}?)(?=[为是按给补发放支]|每|#|均|$)")
MEAN = regex.compile(r"(?P<one>[\p{Han}--[平]])均(?![匀衡已为按由不可未有能在])", regex.VERSION1)
BARE = regex.compile(r"(?:单价|采购价|采购价格|单位成本)[为是]?$")
BEHIND = regex.compile(r"^每(?P<one>\p{Han}{1,3}?)(?=每|$|[，。、；的计发补])")
RISEN = regex.compile(
    r"^[（(]?[^，。；]{0,6}(?:提高|提升|提标|调整|上调|增加|调|上升|增长|涨|压缩|下调|降低|下降|降)[至到为]"
)
CHANGED = regex.compile(
    r"(?:^|由|从)[^#]*#\p{Han}{0,3}(?:提高|提升|提标|调整|上调|增加|调|涨|下调|降低|降)[至到为](?=$|每|\p{Han}均)"
)
SET = regex.compile(r"标准|定额|单价")
GENERIC = regex.compile(r"^[个名处座家所项只件位条]")
SLASH = regex.compile(r"[/／·*每]")


@dataclass(frozen=True, slots=True)
class Standard:
    """The figure at `index`: each of the `ones` gets so much of `unit`. `ones` are empty where the words name none (单价)."""

    index: int
    ones: tuple[str, ...]
    unit: str
    is_mean: bool
    """Whether it is an average, and so rounded."""


def standards(every: Sequence[Context]) -> Iterator[Standard]:
    """Yields the standards of the text, without those that are the most, or what was paid before."""
    for context in every:
        if (found := standard_of(context)) is not None:
            yield found


def standard_of(context: Context) -> Standard | None:
    """Returns the standard that a figure tells; None where it tells none, or the most, or what was paid before."""
    quantity = context.figure.found.quantity
    if quantity.bound or quantity.approximate or context.kind not in ("money", "count") or not context.amount:
        return None
    if any(word in context.clause for word in _words("cap")) or RISEN.match(context.after):
        return None
    return _by_unit(context) or _by_words(context)


def _by_unit(context: Context) -> Standard | None:
    base, *ones = SLASH.split(context.unit)
    return (
        Standard(context.order, _without_years(ones), base, _is_mean(context.clause))
        if ones and "秒" not in ones
        else None
    )


def _by_words(context: Context) -> Standard | None:
    own = context.clause if CHANGED.search(context.clause) else context.clause.rpartition("#")[2]
    ones = [match["one"] for pattern in (EACH, MEAN) for match in pattern.finditer(own)]
    ones += [match["one"] for match in BEHIND.finditer(context.after)]
    if not ones and not BARE.search(own):
        return None
    return Standard(context.order, _without_years(ones), context.unit, _is_mean(own))


def _without_years(ones: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(ones) if one and not one.startswith(_words("year")))


def _is_mean(words: str) -> bool:
    """Whether the words tell an average; 人均补助标准 is a standard."""
    return "均" in words and not SET.search(words)


@cache
def one_class(word: str) -> str:
    """Returns the first word of the class of what is counted alike (人 for 名, 学生), by how `word` begins; empty without one."""
    found = [
        (len(each), words[0])
        for row in read_records(__package__, "each_words")
        if row["kind"] == "one" and (words := row["words"].split())
        for each in words
        if word.startswith(each)
    ]
    return max(found)[1] if found else ""


@cache
def _words(kind: str) -> tuple[str, ...]:
    rows = read_records(__package__, "each_words")
    return tuple(word for row in rows if row["kind"] == kind for word in row["words"].split())


def got_by_some(words: str) -> bool:
    """Tells whether words say that not all of them got all of it (按实际天数发放, 中途退出)."""
    return any(word in words for word in _words("some"))


def is_counted(context: Context, one: str) -> bool:
    """Tells whether a count is of what the words behind 每 name: of its unit, or of a thing named beside it."""
    unit = context.unit
    if one.startswith(unit) or (one_class(one) and one_class(one) == one_class(unit)):
        return True
    noun = one_class(one) or GENERIC.sub("", one)[:2]
    if not GENERIC.match(unit) or not noun:
        return False
    return context.after.startswith(noun) or (len(noun) > 1 and noun in context.lead[-10:])
