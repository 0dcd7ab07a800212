"""Amounts in 万元 for 元, or in 元 for 万元: of a change that only comes out in the other unit, or told in it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed, Form
from gouji.extract.statements.ratio_candidates import name_pairs
from gouji.normalize.figures.slips import TEN_THOUSAND
from gouji.schemas.quantity import Quantity

WAYS: tuple[tuple[Form, regex.Pattern[str]], ...] = (
    ("up", regex.compile(r"(?:增[加长幅]|上升|提高|上涨)\p{Han}{0,3}$")),
    ("down", regex.compile(r"(?:减少|减幅|下降|降低|降幅|压减)\p{Han}{0,3}$")),
)
REACH = 8
COMPARED = regex.compile(r"[较比与]|上年|去年")
APART = Decimal(500)
"""One amount this many times another one is in another unit, or of another thing."""
PREMISE, MIN_DIGITS, MIN_LONG = 0.95, 2, 4
EACH = regex.compile(r"每|均|单价|标准|/|低保|工资")
PER = regex.compile(r"每|均|单价|标准|价|费率|定额|最[低高]|起付|限额|/")
"""What an amount is told to be of one: it may well have the digits of a total."""
PAID = regex.compile(r"(?:支出|支付|付款|发放|投入|使用|拨付|下达|到位)\p{Han}{0,8}$")
MIN_NAMED, MIN_ALONE, MIN_ALIKE = 3, 5, 0.5
"""Digits of an amount that is named like the larger one, and of one that only says that it was paid; the share of the name."""


def odd_units(every: Sequence[Context], found: Sequence[Claim]) -> Iterator[Claim]:
    """Yields a claim for each amount in a wrong unit of which no claim that fails tells already."""
    told = {i for claim in found if not claim.holds for i in (claim.claimed.result, *claim.claimed.operands)}
    for claim in (*_changes(every), *_told_again(every), *_told_smaller(every)):
        figures = {claim.claimed.result, *claim.claimed.operands}
        if not figures & told:
            told |= figures
            yield claim


def _changes(every: Sequence[Context]) -> Iterator[Claim]:
    """Changes between two amounts of a sentence that differ thousandfold and come out in the other unit of one (2.86万元，较上年的
    3.25元下降12%)."""
    for index in range(2, len(every)):
        old, rate = every[index - 1], every[index]
        form = next((form for form, words in WAYS if rate.kind == "rate" and words.search(rate.clause)), None)
        if form is None or not _is_money_of(old, rate) or _digits(rate) < MIN_DIGITS or not COMPARED.search(old.clause):
            continue
        for new in every[max(0, index - REACH) : index - 1][::-1]:
            pair = (new.figure.found.quantity, old.figure.found.quantity)
            if not _is_money_of(new, rate) or max(new.amount / old.amount, old.amount / new.amount) < APART:
                continue
            turned = (_in_other_unit(pair[0]), pair[1]), (pair[0], _in_other_unit(pair[1]))
            if any(_comes_out(form, rate, *each) for each in turned):
                yield Claim(Claimed(index, form, (new.order, index - 1)), False, PREMISE)
                break


def _is_money_of(context: Context, rate: Context) -> bool:
    """Whether an amount stands in the sentence of a rate."""
    same = (context.paragraph, context.sentence_start) == (rate.paragraph, rate.sentence_start)
    return same and context.unit == "元" and context.amount > 0


def _comes_out(form: Form, rate: Context, new: Quantity, old: Quantity) -> bool:
    expected = computed(form, [new, old])
    return expected is not None and agrees(rate.figure.found.quantity, expected, form)


def _in_other_unit(quantity: Quantity) -> Quantity:
    factor = 1 / TEN_THOUSAND if quantity.scale == TEN_THOUSAND else TEN_THOUSAND
    return quantity.model_copy(update={"canonical": format(quantity.amount * factor, "f")})


def _told_again(every: Sequence[Context]) -> Iterator[Claim]:
    """Amounts in 万元 larger than all others of the text, of which one has just these digits in 元."""
    money = [c for c in every if c.kind == "money" and c.unit == "元" and c.amount > 0]
    for context in money:
        quantity = context.figure.found.quantity
        right = context.amount / TEN_THOUSAND
        if quantity.scale != TEN_THOUSAND or _digits(context) < MIN_LONG or EACH.search(context.clause):
            continue
        same = [c for c in money if c.amount == right]
        if (
            same
            and all(c.amount < context.amount or c.amount == context.amount for c in money)
            and not EACH.search(same[0].clause)
        ):
            yield Claim(Claimed(context.order, "same", (same[0].order,)), False, PREMISE)


def _told_smaller(every: Sequence[Context]) -> Iterator[Claim]:
    """Amounts in 元 that are told elsewhere, by the same name, with just these digits in 万元 (泵站维修支出158元)."""
    money = [c for c in every if c.kind == "money" and c.unit == "元" and c.amount > 0]
    large: dict[Decimal, list[Context]] = {}
    for context in money:
        if context.figure.found.quantity.scale == TEN_THOUSAND:
            large.setdefault(context.amount, []).append(context)
    for context in money:
        if context.figure.found.quantity.scale != 1 or PER.search(context.clause):
            continue
        same = large.get(context.amount * TEN_THOUSAND, [])
        named = [c for c in same if _digits(context) >= MIN_NAMED and _is_named_alike(context, c)]
        paid = same if _digits(context) >= MIN_ALONE and PAID.search(context.clause) else []
        if found := named or paid:
            yield Claim(Claimed(context.order, "same", (found[0].order,)), False, PREMISE)


def _is_named_alike(one: Context, other: Context) -> bool:
    mine, theirs = name_pairs(one), name_pairs(other)
    return len(mine & theirs) >= MIN_ALIKE * max(2, min(len(mine), len(theirs)))


def _digits(context: Context) -> int:
    return sum(sign.isdigit() for sign in context.figure.found.quantity.number.lstrip("0."))
