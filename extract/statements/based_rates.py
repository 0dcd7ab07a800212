"""Rates whose words name their base (占调整后预算的96%, 按全年预算计算，执行率为96%) and that come out over another one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import regex

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import FILLER, Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.figure_name import figure_name
from gouji.schemas.wordlists import read_rows

BASE = r"(?P<base>[\p{Han}“”]{2,12}?)"
NAMED = (
    regex.compile(rf"(?:占|相当于|[为是]){BASE}的(?:比例|比重|比率)?[为达约]{{0,2}}$"),
    regex.compile(rf"按照?{BASE}(?:计算|测算|核算|口径|来算|算)[，,]?[\p{{Han}}]{{0,6}}率[为达是约]{{0,2}}$"),
    regex.compile(rf"以{BASE}(?:计算|测算|核算|来计?算)[，,]?[\p{{Han}}]{{0,6}}率[为达是约]{{0,2}}$"),
    regex.compile(rf"以{BASE}[为作]?(?:分母|基数|口径)[\p{{Han}}，,]{{0,8}}率?[为达是约]{{0,2}}$"),
    regex.compile(rf"[÷/／除以]{BASE}[）)][为达是约]{{0,2}}$"),
)
OF_WHAT = regex.compile(r"(?P<name>\p{Han}{2,16})占\p{Han}+的?$")
EXECUTION = regex.compile(r"(?:执行|支出|支付|使用)(?:率|进度)")
PREMISE = 0.9
"""How surely a rate is claimed over the base that its words name, where it comes out over another one to the last digit."""
MIN_NAME, MAX_NAME = 2, 12
MIN_DIGITS = 3
NEAR = Decimal("1.6")
REACH = 40
PLANS = ("initial", "adjusted", "allocated")
MONEY = (*PLANS, "spent")

Told = Sequence[tuple[str, float]]


def based_rates(every: list[Context], roles: Told, found: Sequence[Claim]) -> list[Claim]:
    """`found` with a claim for each rate that fails over the base its words name and holds over another one; without the
    claims over another base that fail where the named one holds.

    A rate that holds over no base is left as it was found: words that a clerk chose loosely accuse nobody, a rate that
    comes out over the wrong amount does.
    """
    out = list(found)
    for index in range(len(every)):
        claim = _over_named(every, roles, index)
        if claim is not None:
            out = [each for each in out if each.claimed.result != index or (claim.holds and each.holds)]
            out += [claim]
    return out


def _over_named(every: list[Context], roles: Told, index: int) -> Claim | None:
    """What a rate claims over the base that its words name; None if they name none, or if it is off by no other base."""
    rate = every[index]
    words = _base_words(rate) if rate.kind == "rate" and not rate.figure.found.quantity.bound else ""
    bases = _bases(every, roles, index, words) if words else []
    if not bases:
        return None
    near = range(max(0, index - REACH), min(len(every), index + REACH))
    numerators = _numerators(every, roles, index, bases[0])
    for first in dict.fromkeys([*numerators, *(j for j in near if _is_alike(every, j, bases[0]))]):
        for base in bases:
            if _holds(every, index, first, base):
                return Claim(Claimed(index, "part", (first, base)), True, PREMISE)
    if len({every[j].amount for j in bases}) > 1:
        return None  # the same words name several figures
    for first in numerators:
        right = [j for j in _others(every, roles, index, first, bases[0]) if _holds(every, index, first, j)]
        if right and not any(_is_of_one_line(every[first], every[j]) for j in right):
            return Claim(Claimed(index, "part", (first, bases[0])), False, PREMISE)
    return None


def _is_of_one_line(first: Context, other: Context) -> bool:
    """Whether two figures are called alike: the budget that 工资2,351万元，为预算的98.50% means is 工资2,387万元."""
    one, two = figure_name(first), figure_name(other)
    return min(len(one), len(two)) >= MIN_NAME and (one.endswith(two) or two.endswith(one))


def _base_words(rate: Context) -> str:
    """The words that name the base of a rate; empty where none do."""
    text = rate.sentence
    for pattern in NAMED:
        if match := pattern.search(text):
            return str(match["base"])
    return ""


def _bases(every: list[Context], roles: Told, index: int, words: str) -> list[int]:
    """The figures that the words name, the nearest first: those before with the same words, else the one of the budget."""
    short = words.rstrip("数额")
    named = [j for j in range(index - 1, -1, -1) if _is_measured(every[j]) and _ending(every[j]).endswith(short)]
    if named:
        return named
    field = _field(words)
    told = [j for j in range(len(every)) if field and roles[j][0] == f"T.{field}" and every[j].kind == "money"]
    return told


def _numerators(every: list[Context], roles: Told, index: int, base: int) -> list[int]:
    """What the rate may be of: the figures before it in its sentence, the nearest first, what its words name, and what was spent."""
    rate = every[index]
    pool = [j for j in range(index - 1, max(-1, index - REACH), -1) if j != base and _is_alike(every, j, base)]
    here = [j for j in pool if _same_sentence(every[j], rate)][:2]
    name = match["name"] if (match := OF_WHAT.search(rate.clause)) else ""
    own = [j for j in pool if name and _ending(every[j])[-MAX_NAME:].endswith(name[-MAX_NAME:])][:1]
    if name and own and not here:
        return own
    spent = [j for j in pool if roles[j][0] == "T.spent"][:1] if not here or EXECUTION.search(rate.sentence) else []
    return list(dict.fromkeys([*here[:1], *own, *spent, *here[1:]]))


def _others(every: list[Context], roles: Told, index: int, first: int, base: int) -> list[int]:
    """The other figures that a clerk may have divided by: budgets, what arrived, what was spent, and where the rate has digits
    enough any figure of like size in its paragraph."""
    known, words = {every[base].amount, every[first].amount}, _base_words(every[index])
    meant = "spent" if "支出" in words else _field(words)
    rate = every[index].figure.found.quantity
    long = sum(sign.isdigit() for sign in rate.number.lstrip("0.")) >= MIN_DIGITS
    out = []
    for j, context in enumerate(every):
        if not _is_alike(every, j, first) or context.amount in known or not _is_near(context, every[base]):
            continue
        line, _, field = roles[j][0].partition(".")
        if meant and meant in (field, _field(context.lead)):
            continue  # the same measure, by its role or by its own words, may be what the words mean
        told = context.kind == "money" and field in (MONEY if long else PLANS) and (long or line == "T")
        near = long and context.paragraph == every[index].paragraph and abs(j - index) < REACH // 4
        out += [j] if told or near else []
    return out


def _holds(every: list[Context], index: int, first: int, second: int) -> bool:
    if first == second or index in (first, second):
        return False
    expected = computed("part", [every[j].figure.found.quantity for j in (first, second)])
    return expected is not None and agrees(every[index].figure.found.quantity, expected, "part")


def _is_near(one: Context, other: Context) -> bool:
    """Whether two amounts are of about the same size: a budget before and after it was changed, or what arrived of it."""
    return other.amount < one.amount * NEAR and one.amount < other.amount * NEAR


def _is_alike(every: list[Context], one: int, other: int) -> bool:
    return every[one].unit == every[other].unit and _is_measured(every[one])


def _is_measured(context: Context) -> bool:
    return context.kind in ("money", "count") and context.figure.found.quantity.bound is None


def _ending(context: Context) -> str:
    """The words that a figure is named by, without those that only join it (为, 共计)."""
    return FILLER.sub("", context.lead).rstrip("数额")


def _same_sentence(one: Context, other: Context) -> bool:
    return (one.paragraph, one.sentence_start) == (other.paragraph, other.sentence_start)


def _field(words: str) -> str | None:
    table = fields()
    return next((table[name] for name in sorted(table, key=len, reverse=True) if name in words), None)


@cache
def fields() -> dict[str, str]:
    """Words that name a base → the field of the budget that they mean."""
    return {row[0]: row[1] for row in read_rows(__package__, "base_words")}
