"""Lists that their words call complete (具体为：甲58万元，乙34.6万元; 380万元（甲210万元、乙160万元）) and that do not make up their whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.alike_units import is_alike
from gouji.extract.statements.figure_context import CLOSE, FILLER, Context, masked_text, sense_words
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.misprinted import Misprint
from gouji.normalize.figures.slips import digit_slip
from gouji.schemas.wordlists import read_rows

SURE = 0.9
"""How surely a list that is called complete claims to make up its whole: one in eleven is of something else."""
MOST = 2
"""Parts that make up more than twice the whole, or less than half of it, are others'."""
FULL_STOP = regex.compile(r"[。！？]")
STRENGTH = {"、": 1, "，": 2, ",": 2, "；": 3, ";": 3}
JOINED = regex.compile(r"^(?:[、，,；;]|[、，,；;]?(?:以及|和|及|与))(?P<name>\p{Han}[\p{Han}“”《》A-Za-z]{0,17})$")
"""What stands between two parts: a sign, and the name of the second one."""
IN_BRACKETS = regex.compile(r"^[^（(）)]*[）)]|[（(][^（）()]*[）)]")
NAME = regex.compile(r"^\p{Han}[\p{Han}“”《》A-Za-z]{0,17}$")
SHARE = regex.compile(r"^[，,]?(?:约?占(?:比|[\p{Han}]{0,8}的)?|比重|比例)[为约达]?$")
NESTED = regex.compile(r"其中|包括|包含|含(?!量)")
OPEN_END = regex.compile(r"^[^，,、；;。！？）)]{0,6}等")
OPEN_WORDS = regex.compile(r"^(?:其中|如|主要|包括|包含|含|例如|比|较|即|原|按|每|约|上年|去年|同比|另)")
NO_PARTS = frozenset(
    {"raise", "cut", "balance", "up", "down", "past", "compared", "whole", "each", "rate_done", "cumulative"}
)
"""Measures that end the words of no part: they tell of another stage of the whole, or of something else."""
DIVIDED = regex.compile(r"分(?:为|成|作|别为)?$")
KINDS = frozenset({"类", "种", "块", "部分", "档", "级", "等", "笔", "项", "批", "层"})
MIN_DIGITS = 3


@dataclass(frozen=True, slots=True)
class ClosedList:
    """A whole with the parts of a list that is called complete; `bracketed`: only a bracket behind the whole says so."""

    claimed: Claimed
    bracketed: bool


def unmet_lists(every: Sequence[Context], decimals: int | None) -> Iterator[Misprint]:
    """Yields the lists that do not make up their whole, each with its probability."""
    found = list(closed_lists(every))
    proven = {
        every[each.claimed.result].paragraph
        for each in found
        if each.bracketed and comes_out(every, each.claimed, decimals)
    }
    for each in found:
        claim = each.claimed
        whole, parts = every[claim.result], [every[i] for i in claim.operands]
        total = sum(part.amount for part in parts)
        if comes_out(every, each.claimed, decimals) or not whole.amount / MOST < total < whole.amount * MOST:
            continue
        short = each.bracketed and total < whole.amount and whole.paragraph not in proven
        if short and not _is_slip(parts, whole, total):
            continue  # a bracket may tell only the larger parts
        if not makes_up_another(every, claim) and max(part.amount for part in parts) < whole.amount:
            yield Misprint(claim, SURE)


def closed_lists(every: Sequence[Context]) -> Iterator[ClosedList]:
    """Yields each whole that a complete list follows: parts of one name and one amount each, parted by one sign."""
    for first in every[1:]:
        before = every[first.order - 1]
        if first.paragraph != before.paragraph:
            continue
        gap = words_between(before, first)
        bracketed = gap[:1] in ("（", "(") and first.depth == before.depth + 1
        counted = gap[:1] in ("：", ":") and _counts_kinds(before)
        name = gap[1:] if bracketed or counted else behind_opener(gap)
        whole = before if bracketed else _whole_before(every, before if counted else first)
        if name is None or whole is None or not _is_whole(whole, first) or not _is_name(name):
            continue
        parts = _parts(every, first)
        if len(parts) > 1 and (not counted or len(parts) == before.amount):
            yield ClosedList(Claimed(whole.order, "sum", tuple(parts)), bracketed)


def _counts_kinds(context: Context) -> bool:
    """Whether a figure tells into how many kinds a whole is divided: 按岗位分三类："""
    return context.kind == "count" and context.unit in KINDS and DIVIDED.search(context.lead) is not None


def _whole_before(every: Sequence[Context], first: Context) -> Context | None:
    """The last figure before an opener that is no rate."""
    for here in reversed(every[: first.order]):
        if here.paragraph != first.paragraph or here.kind not in ("rate", "points"):
            return here if here.paragraph == first.paragraph and here.depth == first.depth else None
    return None


def _is_whole(whole: Context, first: Context) -> bool:
    return whole.kind in ("money", "count", "score") and not is_inexact(whole) and is_alike(whole, first)


def _parts(every: Sequence[Context], first: Context) -> list[int]:
    """The parts from the first one on; empty where anything stands among them that is neither a part nor of one."""
    parts, sign, before, nested = [first.order], 0, first, False
    for here in every[first.order + 1 :]:
        gap = words_between(before, here) if here.paragraph == first.paragraph else "。"
        if FULL_STOP.search(gap) or _leaves(gap, before, first):
            break
        before = here
        if here.depth > first.depth:
            continue
        gap = IN_BRACKETS.sub("", gap)
        strength = max((STRENGTH[each] for each in gap if each in STRENGTH), default=0)
        found = JOINED.match(gap)
        clean = found is not None and is_alike(first, here) and not is_inexact(here) and _is_name(found["name"])
        if sign and strength > sign and (strength == STRENGTH["；"] or not clean):
            break  # a stronger sign ends the list
        if nested and strength < STRENGTH["；"]:
            return []  # nobody can tell where 其中 ends
        nested = NESTED.search(gap) is not None
        if nested or (here.kind == "rate" and SHARE.match(gap)):
            continue
        if not clean or (sign and strength > sign):
            return []
        sign = sign or strength
        parts.append(here.order)
    measures = {measure_of(FILLER.sub("", every[part].clause)) for part in parts}
    mixed = len(measures - {""}) > 1  # 到位90万元、支出80万元: stages of one amount
    return [] if mixed or is_inexact(first) or OPEN_END.match(_tail(every[parts[-1]])) else parts


def _leaves(gap: str, before: Context, first: Context) -> bool:
    """Whether the bracket in which the parts stand is closed between two figures."""
    depth = before.depth
    for each in gap:
        depth -= each in CLOSE
        if depth < first.depth:
            return True
        depth += each in "（(["
    return False


def _is_name(words: str) -> bool:
    return NAME.match(words) is not None and OPEN_WORDS.match(words) is None and measure_of(words) not in NO_PARTS


def measure_of(words: str) -> str:
    """The sense of the measure word that ends the words of a part, empty without one."""
    return next((sense for word, sense in sense_words().items() if words.endswith(word)), "")


def behind_opener(gap: str) -> str | None:
    """The words behind an opener that says that all parts follow; None without one."""
    found = _opener().match(gap)
    return gap[found.end() :] if found else None


@cache
def _opener() -> regex.Pattern[str]:
    words = "|".join(row[0] for row in read_rows(__package__, "list_openers"))
    return regex.compile(rf"^[，,；;。]?[^，,；;。：:#%D]{{0,10}}?(?:{words})[：:，,]?")


def words_between(first: Context, second: Context) -> str:
    """The text between two figures of one paragraph, digits of figures as #, without blanks."""
    return regex.sub(r"\s", "", masked_text(first.passage)[first.figure.end : second.figure.start])


def _tail(last: Context) -> str:
    return regex.sub(r"\s", "", last.passage.text.text[last.figure.end : last.figure.end + 16])


def is_inexact(context: Context) -> bool:
    """Whether a figure is printed as a bound, as about so much, or as the end of a range."""
    quantity = context.figure.found.quantity
    return bool(quantity.bound or quantity.approximate or context.figure.found.part)


def comes_out(every: Sequence[Context], claim: Claimed, decimals: int | None) -> bool:
    """Whether the parts of a sum make up its whole as printed."""
    expected = computed("sum", [every[i].figure.found.quantity for i in claim.operands], decimals)
    return expected is None or agrees(every[claim.result].figure.found.quantity, expected, "sum")


def _is_slip(parts: Sequence[Context], whole: Context, total: object) -> bool:
    """Whether one slip in the whole or in one part makes the list come out."""
    missing = whole.amount - sum(part.amount for part in parts)
    if digit_slip(whole.figure.found.quantity, whole.amount - missing):
        return True
    return any(digit_slip(part.figure.found.quantity, part.amount + missing) for part in parts)


def makes_up_another(every: Sequence[Context], claim: Claimed) -> bool:
    """Whether the parts come to another figure of some digits: the budget, the year before, what was planned."""
    whole, total = every[claim.result], sum(every[i].amount for i in claim.operands)
    told = [c for c in every if c.unit == whole.unit and c.amount == total and c.order not in claim.operands]
    return any(len(c.figure.found.quantity.number.replace(".", "").strip("0")) >= MIN_DIGITS for c in told)
